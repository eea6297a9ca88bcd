import { expect, test } from 'vitest'
import { alpha, battingAverage, beta, capture, correlation, informationRatio, trackingError } from './benchmark-figures.ts'
import { deviation } from './moments.ts'
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

test('correlation, tracking error, captures and batting average equal their definitions', () => {
  expect(correlation({ account, held })).toBeCloseTo(1, 12)
  expect(trackingError({ account, held }, 4)).toBeCloseTo(2 * deviation(account.map((r, i) => r - held[i]!)), 14)
  // Up on the first and third day, by 0.04 against 0.022; down on the second.
  expect(capture({ account, held }, 1)).toBeCloseTo(0.022 / 0.04, 12)
  expect(capture({ account, held }, -1)).toBeCloseTo(0.009 / 0.02, 12)
  // January: 1.006 × 0.991 against 1.01 × 0.98; February: 1.016 × 1.001 against 1.03.
  expect(battingAverage({ day: Float64Array.of(10, 11, 40, 41), account, held })).toBe(0.5)
})

test('a benchmark that is missing, does not move or is the account itself leaves figures undefined', () => {
  const none = new Float64Array(0)
  expect(beta({ account: none, held: none })).toContain('in common')
  expect(trackingError({ account: none, held: none }, 252)).toContain('in common')
  expect(informationRatio({ account: none, held: none }, 252)).toContain('in common')
  expect(correlation({ account, held: new Float64Array(4) })).toContain('does not move')
  expect(capture({ account, held: new Float64Array(4) }, 1)).toBe('the benchmark never rose')
  expect(battingAverage({ day: none, account: none, held: none })).toBe('there is no return')
  expect(beta({ account, held: new Float64Array(4) })).toBe('the benchmark does not move')
  expect(informationRatio({ account: held, held }, 252)).toContain('does not vary')
})

test('returns that differ in their last bit alone do not move', () => {
  const still = Float64Array.from({ length: 100 }, (_, i) => 0.001 * (1 + (i % 2) * Number.EPSILON))
  const moving = still.map((_, i) => Math.sin(i) / 100)
  expect(beta({ account: still, held: moving })).toBe(0)
  expect(beta({ account: moving, held: still })).toBe('the benchmark does not move')
  expect(correlation({ account: still, held: moving })).toContain('does not move')
})
