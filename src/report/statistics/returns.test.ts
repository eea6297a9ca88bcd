import { describe, expect, test } from 'vitest'
import {
  cagr,
  downsideDeviation,
  expectedShortfall,
  extreme,
  gainToPain,
  kurtosis,
  omega,
  shareOf,
  sharpe,
  skew,
  sortino,
  stability,
  tailRatio,
  totalReturn,
  valueAtRisk,
  volatility,
} from './returns.ts'

const returns = Float64Array.of(0.01, -0.02, 0.03, -0.01, 0.02)
const none = new Float64Array(0)
const still = new Float64Array(10)
const rising = Float64Array.of(0.01, 0.02, 0.03, 0.04)

describe('statistics of daily returns', () => {
  test('equal their definitions worked out by hand', () => {
    // Mean 0.006, squared deviations sum to 0.00172.
    const sd = Math.sqrt(0.00172 / 4)
    expect(volatility(returns, 252)).toBeCloseTo(sd * Math.sqrt(252), 14)
    expect(sharpe(returns, 252)).toBeCloseTo((0.006 / sd) * Math.sqrt(252), 12)
    expect(sortino(returns, 365)).toBeCloseTo((0.006 * Math.sqrt(365)) / Math.sqrt(0.0005 / 5), 12)
    expect(omega(returns)).toBeCloseTo(0.06 / 0.03, 14)
    expect(gainToPain(returns)).toBeCloseTo(0.03 / 0.03, 14)
    expect(downsideDeviation(returns, 252)).toBeCloseTo(Math.sqrt((0.0005 / 5) * 252), 14)
    expect([shareOf(returns, 1), shareOf(returns, -1), shareOf(still, -1)]).toEqual([0.6, 0.4, 0])
    expect([extreme(returns, 1), extreme(returns, -1)]).toEqual([0.03, -0.02])
    expect(valueAtRisk(returns)).toBeCloseTo(0.018, 14)
    expect(expectedShortfall(returns)).toBeCloseTo(0.02, 14)
    expect(tailRatio(returns)).toBeCloseTo(0.028 / 0.018, 12)
  })

  test('grow as the definitions say', () => {
    expect(totalReturn({ opening: 100, closing: 144 })).toBeCloseTo(0.44, 14)
    expect(cagr({ opening: 100, closing: 144, years: 2 })).toBeCloseTo(0.2, 14)
    expect(totalReturn({ opening: 100, closing: -50 })).toBe(-1.5)
  })

  test.each([
    ['volatility', volatility(none, 252)],
    ['sharpe of nothing', sharpe(none, 252)],
    ['sharpe of one day', sharpe(Float64Array.of(0.01), 252)],
    ['sharpe of constant equity', sharpe(still, 252)],
    ['sharpe of the same return each day', sharpe(new Float64Array(50).fill(0.001), 252)],
    ['sortino without a loss', sortino(rising, 252)],
    ['omega without a loss', omega(rising)],
    ['value at risk', valueAtRisk(none)],
    ['expected shortfall', expectedShortfall(none)],
    ['tail ratio of constant equity', tailRatio(still)],
    ['skew', skew(Float64Array.of(1, 2))],
    ['skew of constant equity', skew(still)],
    ['kurtosis', kurtosis(Float64Array.of(1, 2, 3))],
    ['kurtosis of constant equity', kurtosis(still)],
    ['gain to pain without a loss', gainToPain(rising)],
    ['downside deviation', downsideDeviation(none, 252)],
    ['best day of none', extreme(none, 1)],
    ['days up of none', shareOf(none, 1)],
    ['stability', stability(Float64Array.of(1, 2))],
    ['stability of constant equity', stability(new Float64Array(10).fill(3))],
    ['stability of constant equity over many days', stability(new Float64Array(281).fill(100_000))],
    ['growth in no time', cagr({ opening: 100, closing: 110, years: 0 })],
    ['growth to nothing', cagr({ opening: 100, closing: 0, years: 1 })],
    ['growth from nothing', totalReturn({ opening: 0, closing: 100 })],
    ['growth past all numbers', cagr({ opening: 1, closing: 1e9, years: 1e-3 })],
  ])('undefined is a reason, never a number: %s', (_, figure) => {
    expect(figure).toEqual(expect.stringMatching(/^[a-z].{10,}$/))
  })

  test('stability is 1 for steady growth', () => {
    expect(stability(Float64Array.from({ length: 100 }, (_, i) => 100 * 1.001 ** i))).toBeCloseTo(1, 12)
  })
})
