import { expect, test } from 'vitest'
import { factsOfReturns } from '../daily-facts.ts'
import * as days from './quantstats/days.ts'
import * as falls from './quantstats/falls.ts'
import * as ratios from './quantstats/ratios.ts'

const returns = Float64Array.of(0.01, -0.02, 0, 0.03, -0.01, 0.02)

test('days are counted as they are there', () => {
  expect(days.exposure(returns)).toBe(0.84)
  expect(days.winRate(returns)).toBe(0.6)
  expect([1, -1, 0].map((sign) => Number((days.averageOf(returns, sign as 1 | -1 | 0) as number).toFixed(12)))).toEqual([
    0.02, -0.015, 0.006,
  ])
  expect(days.payoff(returns)).toBeCloseTo(4 / 3, 12)
  expect(days.profitFactor(returns)).toBeCloseTo(2, 12)
  expect(days.cpcIndex(returns)).toBeCloseTo(2 * 0.6 * (4 / 3), 12)
  expect(days.kelly(returns)).toBeCloseTo(0.6 - 0.4 / (4 / 3), 12)
  expect([days.streak(returns, 1), days.streak(returns, -1)]).toEqual([1, 1])
})

test('the penalty of a smart ratio is that of all lags', () => {
  const [before, after] = [returns.subarray(0, 5), returns.subarray(1)]
  const level = (r: Float64Array): number => r.reduce((a, b) => a + b, 0) / r.length
  const shared = before.reduce((sum, r, i) => sum + (r - level(before)) * (after[i]! - level(after)), 0)
  const square = (r: Float64Array): number => r.reduce((sum, x) => sum + (x - level(r)) ** 2, 0)
  const c = Math.abs(shared / Math.sqrt(square(before) * square(after)))
  let sum = 0
  for (let k = 1; k < 6; k++) sum += ((6 - k) / 6) * c ** k
  expect(ratios.smart(1, returns)).toBeCloseTo(1 / Math.sqrt(1 + 2 * sum), 12)
})

test('the shortfall is the mean below the normal quantile, or that where nothing is below it', () => {
  const cut = ratios.normalValueAtRisk(Float64Array.of(-0.01, 0.01)) as number
  expect(ratios.shortfall(Float64Array.of(-0.01, 0.01))).toBe(cut)
  expect(ratios.shortfall(Float64Array.from({ length: 30 }, (_, i) => (i === 9 ? -0.2 : 0.01)))).toBeCloseTo(-0.2, 12)
})

test('a drawdown lasts from the first day under water to the last', () => {
  // Under water on the second, third and sixth day; the fourth is a Friday, the next a Monday.
  const day = Float64Array.of(1, 2, 3, 4, 7, 8, 9)
  const facts = factsOfReturns({ day, returns: Float64Array.of(0.01, -0.01, 0.001, 0.02, 0.01, -0.02, -0.01) })
  expect(falls.longestDays(facts)).toBe(2)
  expect(falls.averageDays(facts)).toBe(2)
  const weekend = factsOfReturns({ day, returns: Float64Array.of(0.01, 0.01, 0.001, -0.02, 0.001, 0.001, 0.5) })
  expect(falls.longestDays(weekend)).toBe(5)
  expect(falls.longestDays(factsOfReturns({ day: day.subarray(0, 2), returns: Float64Array.of(0.1, 0.1) }))).toBe('there was no drawdown')
})
