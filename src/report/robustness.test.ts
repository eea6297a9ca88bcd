import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { factsOfReturns } from './daily-facts.ts'
import { robustnessOf } from './robustness.ts'
import { resampledPaths } from './robustness/resampled-paths.ts'
import { shuffledTrips } from './robustness/shuffled-trips.ts'
import { deviation, mean, quantile } from './statistics/moments.ts'
import { maxDrawdown } from './statistics/underwater.ts'

const random = new Random(21)
const returns = Float64Array.from({ length: 750 }, () => 0.0006 + 0.01 * random.normal())
const net = Float64Array.from({ length: 120 }, () => 0.001 + 0.01 * random.normal())
const account = factsOfReturns({ day: returns.map((_, i) => 15_000 + i), returns, periodsPerYear: 365 })

describe('resampled days', () => {
  test('each drawn by itself have the error of the mean that theory has', () => {
    const { mean: means, growth } = resampledPaths(returns, { opening: 100, paths: 2000, blockLength: 1, seed: 1 })
    expect(mean(means)).toBeCloseTo(mean(returns), 4)
    expect(deviation(means) / (deviation(returns) / Math.sqrt(750))).toBeCloseTo(1, 1)
    expect(quantile(growth, 0.5)).toBeCloseTo(Math.exp(mean(returns.map(Math.log1p)) * 750), 1)
  })

  test('in one block are the days themselves, begun elsewhere', () => {
    const { growth, deviation: deviations, drawdown, bands } = resampledPaths(returns, { opening: 1, paths: 3, blockLength: 1e12, seed: 1 })
    for (let path = 0; path < 3; path++) {
      expect(growth[path]).toBeCloseTo(account.closing, 9)
      expect(deviations[path]).toBeCloseTo(deviation(returns), 12)
      expect(drawdown[path]).toBeGreaterThan(0)
    }
    expect(bands.points[0]).toEqual([0, 1, 1, 1, 1, 1])
    expect(bands.points.at(-1)?.[3]).toBeCloseTo(account.closing, 9)
    expect(bands.points).toHaveLength(65)
  })
})

describe('shuffled round trips', () => {
  const { bands, drawdown } = shuffledTrips(net, { opening: 1, paths: 300, seed: 4 })

  test('all end where the run ended, and have the drawdown of their own way', () => {
    const total = 1 + net.reduce((a, b) => a + b, 0)
    for (const value of bands.points.at(-1)!.slice(1)) expect(value).toBeCloseTo(total, 12)
    expect(bands.columns).toEqual(['roundTrip', 'q5', 'q25', 'q50', 'q75', 'q95'])
    const [low, high] = [Math.min(...drawdown), Math.max(...drawdown)]
    let equity = 1
    const own = maxDrawdown(
      net.map((n) => (equity += n)),
      1,
    ) as number
    expect(low).toBeLessThan(own)
    expect(high).toBeGreaterThan(own)
  })

  test('of two have both orders', () => {
    const two = shuffledTrips(Float64Array.of(-0.5, 1), { opening: 1, paths: 200, seed: 1 })
    // The loss first: half of 1. The gain first: 0.5 of 2.
    expect(new Set(two.drawdown)).toEqual(new Set([0.5, 0.25]))
  })
})

describe('the section of the document', () => {
  test('has intervals around the figures, bands and quantiles of drawdowns', () => {
    const r = robustnessOf(account, net, { seed: 3 })
    expect(r).toMatchObject({ reason: null, seed: 3, paths: 500 })
    expect(r.intervals.map(({ id }) => id)).toEqual(['cagr', 'sharpe', 'maxDrawdown'])
    for (const { low, value, high } of r.intervals) {
      expect(low).toBeLessThan(value)
      expect(high).toBeGreaterThan(value)
    }
    const depths = r.drawdowns.map(({ resampled }) => resampled ?? 0)
    expect(depths).toEqual(depths.toSorted((a, b) => a - b))
    expect(r.figures.map(({ id }) => id)).toEqual(['psr', 'minimumTrackRecord'])
    expect(robustnessOf(account, net, { seed: 3 })).toEqual(r)
    expect(robustnessOf(account, net, { seed: 4 }).resampled).not.toEqual(r.resampled)
  })

  test('has the deflated Sharpe ratio when trials are known', () => {
    const of = (count: number): number | null | undefined =>
      robustnessOf(account, net, { trials: { count, variance: 0.001 } }).figures.find(({ id }) => id === 'deflatedSharpe')?.value
    expect(of(1)).toBe(robustnessOf(account, net, {}).figures[0]?.value)
    expect(of(100)).toBeLessThan(of(2)!)
  })

  test('says why there is none, and leaves out what a run has not', () => {
    const few = factsOfReturns({ day: Float64Array.of(1, 2), returns: Float64Array.of(0.1, -0.1) })
    expect(robustnessOf(few, net, {})).toMatchObject({
      reason: 'there are fewer than 30 daily returns',
      paths: 0,
      intervals: [],
      drawdowns: [],
    })
    const ruined = factsOfReturns({ day: account.day, returns: returns.map((r, i) => (i === 50 ? -2 : r)) })
    expect(robustnessOf(ruined, net, {}).reason).toBe('equity fell to zero or below')
    const idle = robustnessOf(account, new Float64Array(0), {})
    expect(idle.shuffled.points).toEqual([])
    expect(idle.drawdowns[0]?.shuffled).toBeNull()
    const still = robustnessOf(factsOfReturns({ day: account.day, returns: returns.map(() => 0) }), net, {})
    expect(still.intervals.map(({ id }) => id)).toEqual(['cagr', 'maxDrawdown'])
  })

  test('of a long run has fewer paths, and of an endless one none', () => {
    const wins = new Float64Array(100_000).fill(1e-6)
    expect(robustnessOf(account, wins, {}).paths).toBe(99)
    expect(robustnessOf(account, new Float64Array(1_000_000), {}).reason).toBe('there are more than 1000000 days and round trips')
  })
})
