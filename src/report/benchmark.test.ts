import { describe, expect, test } from 'vitest'
import { allocateBars, type Bars } from '../model/bars.ts'
import { DAY_MS } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { allDays } from '../../test/report/example-run.ts'
import { benchmarkFacts, benchmarkSection, hold } from './benchmark.ts'

const daily = parseTimeframe('1d')

describe('buying and holding', () => {
  const benchmark = { label: 'A held', bars: barsOf([90, 100, 110, 121]), timeframe: daily, entryCost: () => 0.01 }

  test('buys at the open of the first bar from then on, pays once, and is marked at closes', () => {
    const held = hold(benchmark, DAY_MS, 1000, allDays)
    expect(held && [...held.daily.day]).toEqual([1, 2, 3])
    expect(held && [...held.daily.equity]).toEqual([990, 1089, 1197.9])
    expect(held?.years).toBeCloseTo(3 / 365.25, 12)
    expect(held && benchmarkSection(held)).toEqual({
      label: 'A held',
      columns: ['time', 'equity'],
      points: [
        [2 * DAY_MS, 990],
        [3 * DAY_MS, 1089],
        [4 * DAY_MS, 1197.9],
      ],
    })
  })

  test('is not possible after the last bar, without bars, or at no price', () => {
    expect(hold(benchmark, 4 * DAY_MS, 1000, allDays)).toBeNull()
    expect(hold({ ...benchmark, bars: barsOf([]) }, 0, 1000, allDays)).toBeNull()
    expect(hold({ ...benchmark, bars: barsOf([0, 1]) }, 0, 1000, allDays)).toBeNull()
  })

  test('compares on the days that both have', () => {
    const held = hold(benchmark, 0, 1000, allDays)
    const account = { day: Float64Array.of(-5, 1, 3, 9), returns: Float64Array.of(0.5, 0.01, 0.03, 0.09) }
    const facts = held && benchmarkFacts(held, account, { periodsPerYear: 252, riskFree: 0 })
    expect(facts && [...facts.day]).toEqual([1, 3])
    expect(facts && [...facts.account]).toEqual([0.01, 0.03])
    expect(facts && [...facts.held].map((r) => Number(r.toFixed(12)))).toEqual([0.111111111111, 0.1])
  })

  test('of more than 8,192 days is drawn by every k-th day up to the last', () => {
    const bars = barsOf(Array.from({ length: 20_000 }, (_, i) => 100 + i))
    const held = hold({ ...benchmark, bars }, 0, 1000, allDays)
    const points = held === null ? [] : benchmarkSection(held).points
    expect(points.length).toBeLessThanOrEqual(8192)
    expect(points.at(-1)?.[0]).toBe(20_000 * DAY_MS)
  })
})

/** Daily bars from the epoch that open and close at these prices. */
function barsOf(prices: readonly number[]): Bars {
  const bars = allocateBars(prices.length)
  for (const [i, price] of prices.entries()) {
    bars.time[i] = i * DAY_MS
    bars.open[i] = price
    bars.close[i] = price
  }
  return bars
}
