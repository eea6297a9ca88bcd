import { expect, test } from 'vitest'
import { createInstrument, type InstrumentSpec } from '../model/instrument.ts'
import { withDetail } from './detail.ts'
import { fillPolicies, fillPolicyOf } from './fill-policy.ts'

test('a policy is found by its name', () => {
  for (const policy of fillPolicies) expect(fillPolicyOf(policy.name)).toBe(policy)
})

test('a name that is none is answered with the nearest', () => {
  expect(() => fillPolicyOf('pesimistic')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: expect.stringContaining('did you mean pessimistic?') as string }),
  )
})

test('every policy says what it does, in words of its own', () => {
  expect(new Set(fillPolicies.map(({ says }) => says)).size).toBe(fillPolicies.length)
})

test.each([
  ['shares by name', { kind: 'equity' }, true],
  ['what says nothing', {}, true],
  ['shares that are priced in another coin', { kind: 'equity', baseCurrency: 'EUR' }, true],
  ['a pair', { baseCurrency: 'EUR' }, false],
  ['an index', { kind: 'index' }, false],
] as const)('lean fills %s by the model of its kind', (_, terms: Partial<InstrumentSpec>, isShare) => {
  const lean = fillPolicyOf('lean')
  const modelOf = (spec: Partial<InstrumentSpec>): unknown => lean.of?.(createInstrument({ id: 'A', ...spec }), 0)
  expect(modelOf(terms) === modelOf({ kind: 'equity' })).toBe(isShare)
  expect(modelOf(terms) === modelOf({ kind: 'forex' })).toBe(!isShare)
})

test.each(['lean', 'tick'])('%s does not look into finer bars', (name) => {
  expect(() => withDetail(fillPolicyOf(name), [])).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: `expected a fill policy that walks bars to look into them, was "${name}"` }),
  )
})

test('a market without finer bars keeps its policy', () => {
  const policy = fillPolicyOf('touch')
  expect(withDetail(policy, []).of?.(createInstrument({ id: 'A' }), 0)).toBe(policy)
})
