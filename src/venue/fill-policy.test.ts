import { expect, test } from 'vitest'
import { fillPolicies, fillPolicyOf } from './fill-policy.ts'

test('a policy is found by its name', () => {
  for (const policy of fillPolicies) expect(fillPolicyOf(policy.name)).toBe(policy)
})

test('a name that is none is answered with the nearest', () => {
  expect(() => fillPolicyOf('pesimistic')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', hint: expect.stringContaining('did you mean pessimistic?') as string }),
  )
})
