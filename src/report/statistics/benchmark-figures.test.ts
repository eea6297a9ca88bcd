import { expect, test } from 'vitest'
import { alpha, beta, informationRatio } from './benchmark-figures.ts'
import { sharpe } from './returns.ts'

const held = Float64Array.of(0.01, -0.02, 0.03, 0)
const account = held.map((r) => 0.5 * r + 0.001)

test('half of the benchmark plus a little has beta one half and that little as alpha', () => {
  expect(beta({ account, held })).toBeCloseTo(0.5, 12)
  expect(alpha({ account, held }, 252)).toBeCloseTo(1.001 ** 252 - 1, 10)
  expect(informationRatio({ account, held }, 252)).toBeCloseTo(
    sharpe(
      account.map((r, i) => r - held[i]!),
      252,
    ) as number,
    12,
  )
})

test('a benchmark that is missing, does not move or is the account itself leaves figures undefined', () => {
  const none = new Float64Array(0)
  expect(beta({ account: none, held: none })).toContain('in common')
  expect(beta({ account, held: new Float64Array(4) })).toBe('the benchmark does not move')
  expect(informationRatio({ account: held, held }, 252)).toContain('does not vary')
})
