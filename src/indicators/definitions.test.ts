/** Indicators against their definitions, worked out anew for every row, and the conventions where definitions leave a choice. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { Adx } from './momentum/adx.ts'
import { Atr } from './volatility/atr.ts'
import { Bollinger } from './overlap/bollinger.ts'
import { Donchian } from './overlap/donchian.ts'
import { Ema } from './overlap/ema.ts'
import { Highest } from './math/highest.ts'
import { Lowest } from './math/lowest.ts'
import { Macd } from './momentum/macd.ts'
import { Obv } from './volume/obv.ts'
import { Rsi } from './momentum/rsi.ts'
import { Sma } from './overlap/sma.ts'
import { StdDev } from './statistics/std-dev.ts'
import { Stochastic } from './momentum/stochastic.ts'
import { Vwap } from './volume/vwap.ts'
import { Wma } from './overlap/wma.ts'

const HOUR_MS = 3_600_000
const prices = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 80 })
const period = fc.integer({ min: 2, max: 12 })

describe('windows', () => {
  const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0)
  const mean = (values: readonly number[]): number => sum(values) / values.length

  test.each([
    ['sma', Sma, mean],
    ['wma', Wma, (window: number[]) => sum(window.map((x, k) => x * (k + 1))) / sum(window.map((_, k) => k + 1))],
    ['stdDev', StdDev, (window: number[]) => Math.sqrt(mean(window.map((x) => (x - mean(window)) ** 2)))],
    ['highest', Highest, (window: number[]) => Math.max(...window)],
    ['lowest', Lowest, (window: number[]) => Math.min(...window)],
  ] as const)('%s is its definition over the last period values', (_, Line, definition) => {
    const property = fc.property(prices, period, (values, n) => {
      const line = new Line({ period: n })
      for (const [i, x] of values.entries()) {
        const actual = line.update(x)
        if (i < n - 1) expect(actual).toBeNaN()
        else expectNear(actual, definition(values.slice(i - n + 1, i + 1)))
      }
    })
    fc.assert(property)
  })

  test('donchian is the highest high, the lowest low and halfway between', () => {
    const bars = fc.array(fc.record({ low: fc.integer({ min: 1, max: 50 }), range: fc.nat(20) }), { maxLength: 80 })
    const property = fc.property(bars, fc.integer({ min: 1, max: 12 }), (rows, n) => {
      const channel = new Donchian({ period: n })
      for (const [i, { low, range }] of rows.entries()) {
        const middle = channel.update({ high: low + range, low })
        const window = rows.slice(Math.max(0, i - n + 1), i + 1)
        const upper = Math.max(...window.map((row) => row.low + row.range))
        const lower = Math.min(...window.map((row) => row.low))
        const expected = i < n - 1 ? [NaN, NaN, NaN] : [upper, (upper + lower) / 2, lower]
        expect([channel.last('upper'), middle, channel.last('lower')]).toEqual(expected)
      }
    })
    fc.assert(property)
  })

  test('an average forgets: after ten million large values, small ones keep their digits', () => {
    const random = new Random(5)
    const count = 10_000_000
    const large = Float64Array.from({ length: count }, () => 1e6 + 2 * random.unit() - 1)
    const small = Float64Array.from({ length: 200 }, () => 1e-3 * (1 + random.unit()))
    const fresh = new Sma({ period: 20 })
    const long = new Sma({ period: 20 })
    long.fillLine(large, 0, new Float64Array(count), 0, count)
    const [actual, expected] = [new Float64Array(200), new Float64Array(200)]
    long.fillLine(small, 0, actual, 0, 200)
    fresh.fillLine(small, 0, expected, 0, 200)
    for (let i = 19; i < 200; i++) expectNear(actual[i]!, expected[i]!, 1e-14)
  })

  test('a deviation keeps its digits at a large price', () => {
    const deviation = new StdDev({ period: 4 })
    for (const x of [1e9, 1e9 + 1, 1e9 + 2]) deviation.update(x)
    expectNear(deviation.update(1e9 + 3), Math.sqrt(1.25), 1e-15)
  })

  test('a line that stands still for a window gives exactly its value, and a deviation of exactly 0', () => {
    const property = fc.property(prices, period, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (before, n, still) => {
      const [sma, wma, bands] = [new Sma({ period: n }), new Wma({ period: n }), new Bollinger({ period: n })]
      const values = [...before, ...Array.from({ length: 4 * n }, () => still)]
      const last = values
        .map((x) => [sma.update(x), wma.update(x), bands.update(x), bands.last('upper'), bands.last('lower')])
        .slice(-(3 * n + 1))
      expect(last).toEqual(last.map((row) => row.map(() => still)))
    })
    fc.assert(property)
  })

  test('a huge value leaves no trace once it is out of the window', () => {
    const mean = new Sma({ period: 3 })
    for (const x of [1.7e308, 1.7e308, 1.7e308, 1, 2]) mean.update(x)
    expect(mean.update(3)).toBe(2)
  })
})

describe('smoothing', () => {
  test('ema starts at the mean of its first values and then moves by its weight', () => {
    const ema = new Ema({ period: 3 })
    expect([1, 2, 6, 5, 1].map((x) => ema.update(x))).toEqual([NaN, NaN, 3, 4, 2.5])
  })

  test('a line that stands still keeps every average exactly where it is', () => {
    const [ema, macd] = [new Ema({ period: 4 }), new Macd({ fast: 2, slow: 4, signal: 2 })]
    for (let i = 0; i < 100; i++) {
      const value = ema.update(12.5)
      if (i >= 3) expect(value).toBe(12.5)
      macd.update(12.5)
    }
    expect([macd.update(12.5), macd.last('signal'), macd.last('histogram')]).toEqual([0, 0, 0])
  })

  test('macd refuses a fast period that is not the shorter one', () => {
    expect(() => new Macd({ fast: 26, slow: 26 })).toThrow('fast must be less than slow (26), was 26')
  })

  test('rsi is 100 when all rise, 0 when all fall, and 0 when nothing ever moved', () => {
    const last = (values: readonly number[]): number => {
      const rsi = new Rsi({ period: 3 })
      return values.map((x) => rsi.update(x)).at(-1)!
    }
    expect(last([1, 2, 3, 4, 9])).toBe(100)
    expect(last([9, 7, 5, 4, 1])).toBe(0)
    expect(last([5, 5, 5, 5, 5])).toBe(0)
    expectNear(last([10, 12, 11, 13]), (100 * 4) / 5)
  })

  test('atr counts the gap from the close before', () => {
    const atr = new Atr({ period: 2 })
    const bars = [
      { high: 10, low: 9, close: 9.5 },
      { high: 13, low: 12, close: 12.5 },
      { high: 8, low: 7, close: 7.5 },
      { high: 8, low: 7, close: 7.5 },
    ]
    // True ranges from the second bar on: 13 - 9.5, 12.5 - 7, 8 - 7.
    expect(bars.map((bar) => atr.update(bar))).toEqual([NaN, NaN, 4.5, 2.75])
  })

  test('adx and the directions are 0 while nothing moves, and keep adx when movement ends', () => {
    const adx = new Adx({ period: 2 })
    const at = (price: number): number => adx.update({ high: price, low: price, close: price })
    for (let i = 0; i < 6; i++) at(5)
    expect([at(5), adx.last('plusDI'), adx.last('minusDI')]).toEqual([0, 0, 0])
    for (let i = 6; i < 40; i++) at(i)
    const moving = at(40)
    expectNear(moving, 100, 1e-6)
    expectNear(adx.last('plusDI'), 100)
    expect(adx.last('minusDI')).toBe(0)
  })

  test('stochastic is 0 in a window without a range', () => {
    const stochastic = new Stochastic({ fastK: 2, slowK: 1, slowD: 1 })
    const at = (price: number): number => stochastic.update({ high: price, low: price, close: price })
    at(5)
    expect([at(5), stochastic.last('fastK'), stochastic.last('slowD')]).toEqual([0, 0, 0])
    expect(at(6)).toBe(100)
  })
})

describe('volume', () => {
  const bar = fc.record({
    hours: fc.integer({ min: 1, max: 9 }),
    low: fc.integer({ min: 1, max: 50 }),
    range: fc.nat(20),
    volume: fc.nat(3),
  })

  test('vwap is turnover over volume since the session began, and NaN before its first volume', () => {
    const sessionOf = (timeMs: number): number => Math.floor(timeMs / (24 * HOUR_MS))
    const property = fc.property(fc.array(bar, { maxLength: 80 }), (rows) => {
      const vwap = new Vwap({ sessionOf })
      const seen: { session: number; typical: number; volume: number }[] = []
      let time = 0
      for (const { hours, low, range, volume } of rows) {
        time += hours * HOUR_MS
        const close = low + range / 2
        seen.push({ session: sessionOf(time), typical: (low + range + low + close) / 3, volume })
        const today = seen.filter(({ session }) => session === sessionOf(time))
        const turnover = today.reduce((total, row) => total + row.typical * row.volume, 0)
        const traded = today.reduce((total, row) => total + row.volume, 0)
        expect(vwap.update({ time, high: low + range, low, close, volume })).toBe(traded === 0 ? NaN : turnover / traded)
      }
    })
    fc.assert(property)
  })

  test('obv adds the volume of a rise, takes that of a fall, and leaves a level close alone', () => {
    const obv = new Obv()
    const closes = [10, 11, 11, 9, 12]
    expect(closes.map((close, i) => obv.update({ close, volume: i + 1 }))).toEqual([1, 3, 3, -1, 4])
  })
})

function expectNear(actual: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-3))
}
