/** Momentum indicators against their definitions, worked out anew for every row, and what they say where there is nothing to measure. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Aroon } from './aroon.ts'
import { Bop } from './bop.ts'
import { Cci } from './cci.ts'
import { Cmo } from './cmo.ts'
import { DirectionalIndex } from './directional-index.ts'
import { Imi } from './imi.ts'
import { Macd } from './macd.ts'
import { MacdFix } from './macd-fix.ts'
import { Mfi } from './mfi.ts'
import { Roc } from './roc.ts'
import { Rsi } from './rsi.ts'
import { StochRsi } from './stoch-rsi.ts'
import { Stochastic } from './stochastic.ts'
import { Trix } from './trix.ts'
import { UltimateOscillator } from './ultimate-oscillator.ts'
import { WaveTrend } from './wave-trend.ts'
import { WilliamsR } from './williams-r.ts'

const prices = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 120 })
const period = fc.integer({ min: 2, max: 12 })
const bars = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(6), fc.nat(10), fc.nat(3)), { maxLength: 120 })
  .map((rows) => rows.map(([low, range, at, volume]) => ({ low, high: low + range, close: low + (range * at) / 10, volume })))

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0)
const changes = (values: readonly number[]): number[] => values.slice(1).map((x, i) => x - values[i]!)
const rises = (values: readonly number[]): number => sum(changes(values).filter((x) => x > 0))
const falls = (values: readonly number[]): number => -sum(changes(values).filter((x) => x < 0))
const share = (part: number, total: number): number => (total === 0 ? 0 : (100 * part) / total)

describe('rises and falls', () => {
  test("rsi and cmo of simple averages are Cutler's and Chande's over the last period changes", () => {
    const property = fc.property(prices, period, (values, n) => {
      const [rsi, cmo] = [new Rsi({ period: n, average: 'sma' }), new Cmo({ period: n, average: 'sma' })]
      for (const [i, x] of values.entries()) {
        const window = values.slice(i - n, i + 1)
        const [up, down] = [rises(window), falls(window)]
        expectNear(rsi.update(x), i < n ? NaN : share(up, up + down))
        expectNear(cmo.update(x), i < n ? NaN : share(up - down, up + down))
      }
    })
    fc.assert(property)
  })

  test('rsi is exactly 100 as long as nothing falls, so that a stochastic of it is level', () => {
    const property = fc.property(fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 12 }), (steps) => {
      const [rsi, stochastic] = [new Rsi({ period: 3 }), new StochRsi({ period: 3 })]
      let price = 100
      const both = steps.map((step) => [rsi.update((price += step)), stochastic.update(price)])
      expect(both.slice(9)).toEqual(both.slice(9).map(() => [100, 0]))
    })
    fc.assert(property)
  })

  test('while price stands still rsi and cmo stay to the last bit, and a stochastic of rsi has no range to stand in', () => {
    const property = fc.property(fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 15, maxLength: 40 }), (values) => {
      const [rsi, cmo, stochastic] = [new Rsi(), new Cmo(), new StochRsi()]
      for (const x of values) for (const line of [rsi, cmo, stochastic]) line.update(x)
      const [strength, momentum] = [rsi.last('value'), cmo.last('value')]
      for (let row = 0; row < 60; row++) {
        expect([rsi.update(values.at(-1)!), cmo.update(values.at(-1)!)]).toEqual([strength, momentum])
        const place = stochastic.update(values.at(-1)!)
        if (row >= 4 && !Number.isNaN(place)) expect(place).toBe(0)
      }
    })
    fc.assert(property)
  })

  test('imi weighs ways from open to close, and is 0 while there are none', () => {
    const imi = new Imi({ period: 2 })
    const at = (open: number, close: number): number => imi.update({ open, close })
    expect([at(5, 5), at(5, 5), at(5, 8), at(8, 7)]).toEqual([NaN, 0, 100, 75])
  })

  test('mfi counts flows however small, and is 0 while there are none', () => {
    const property = fc.property(bars, period, fc.constantFrom(1, 1e-9), (rows, n, unit) => {
      const mfi = new Mfi({ period: n })
      const typical = rows.map(({ high, low, close }) => (high + low + close) / 3)
      for (const [i, row] of rows.entries()) {
        const flows = rows.map(({ volume }, k) => typical[k]! * volume).slice(Math.max(0, i - n + 1), i + 1)
        const turns = changes(typical.slice(Math.max(0, i - n), i + 1)).map((x) => Math.sign(x))
        const inflow = sum(flows.filter((_, k) => turns[k] === 1))
        const outflow = sum(flows.filter((_, k) => turns[k] === -1))
        expectNear(mfi.update({ ...row, volume: row.volume * unit }), i < n ? NaN : share(inflow, inflow + outflow))
      }
    })
    fc.assert(property)
  })
})

test('wave trend comes to 0 where price has long stood still, whatever rounding leaves between it and its average', () => {
  const property = fc.property(fc.array(fc.double({ min: 50, max: 150, noNaN: true }), { minLength: 40, maxLength: 60 }), (values) => {
    const wave = new WaveTrend()
    const update = (x: number): number => wave.update({ high: x, low: x, close: x })
    for (const x of values) update(x)
    for (let row = 0; row < 500; row++) update(values.at(-1)!)
    expect(Math.abs(wave.last('wave'))).toBeLessThan(3)
  })
  fc.assert(property)
})

describe('distances', () => {
  test('roc writes one change in four units, and is 0 from 0', () => {
    const rise = (unit: 'percent' | 'fraction' | 'ratio' | 'ratio100', from: number): number => {
      const roc = new Roc({ period: 1, unit })
      roc.update(from)
      return roc.update(105)
    }
    expect(rise('percent', 100)).toBeCloseTo(5, 12)
    expect(rise('fraction', 100)).toBeCloseTo(0.05, 12)
    expect(rise('ratio', 100)).toBeCloseTo(1.05, 12)
    expect(rise('ratio100', 100)).toBeCloseTo(105, 12)
    expect([rise('percent', 0), rise('fraction', 0), rise('ratio', 0), rise('ratio100', 0)]).toEqual([0, 0, 0, 0])
  })

  test('cci is the distance from the mean in mean deviations, in short windows and in long ones', () => {
    const property = fc.property(bars, fc.oneof(period, fc.integer({ min: 63, max: 80 })), (rows, n) => {
      const cci = new Cci({ period: n })
      const typical = rows.map(({ high, low, close }) => (high + low + close) / 3)
      for (const [i, row] of rows.entries()) {
        const window = typical.slice(Math.max(0, i - n + 1), i + 1)
        const mean = sum(window) / n
        const deviation = sum(window.map((x) => Math.abs(x - mean))) / n
        expectNear(cci.update(row), i < n - 1 ? NaN : deviation < 1e-12 ? 0 : (typical[i]! - mean) / (0.015 * deviation))
      }
    })
    fc.assert(property)
  })

  test('a close at an end of the range is exactly there; a window without a range gives 0', () => {
    const property = fc.property(
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const fastK = (close: number): number => new Stochastic({ fastK: 1, slowK: 1, slowD: 1 }).update({ high, low, close })
        const williams = (close: number): number => {
          const r = new WilliamsR({ period: 2 })
          r.update({ high, low, close })
          return r.update({ high, low, close })
        }
        expect([fastK(low), fastK(high), williams(low), williams(high) + 0]).toEqual(low === high ? [0, 0, 0, 0] : [0, 100, -100, 0])
      },
    )
    fc.assert(property)
  })

  test('aroon tells how lately the last of the highest and of the lowest was', () => {
    const property = fc.property(bars, period, (rows, n) => {
      const aroon = new Aroon({ period: n })
      for (const [i, row] of rows.entries()) {
        const oscillator = aroon.update(row)
        const window = rows.slice(i - n, i + 1)
        const highs = window.map(({ high }) => high)
        const lows = window.map(({ low }) => low)
        const up = i < n ? NaN : (100 * highs.lastIndexOf(Math.max(...highs))) / n
        const down = i < n ? NaN : (100 * lows.lastIndexOf(Math.min(...lows))) / n
        expectNear(aroon.last('up'), up)
        expectNear(aroon.last('down'), down)
        expectNear(oscillator, up - down)
      }
    })
    fc.assert(property)
  })

  test('bop is 0 in a bar without a range', () => {
    const bop = new Bop()
    expect(bop.update({ open: 5, high: 5, low: 5, close: 5 })).toBe(0)
    expect(bop.update({ open: 5, high: 9, low: 1, close: 7 })).toBe(0.25)
  })
})

describe('averages', () => {
  test('a signal of one row is macd itself', () => {
    const macd = new Macd({ fast: 2, slow: 3, signal: 1 })
    for (const x of [1, 5, 2, 8]) macd.update(x)
    expect(macd.last('signal')).toBe(macd.last('macd'))
    expect(macd.last('histogram')).toBe(0)
  })

  test('averages of unequal warm-up begin on one row in macd', () => {
    const macd = new Macd({ fast: 2, slow: 4, signal: 2, fastAverage: 'tema', slowAverage: 'sma', signalAverage: 'wma' })
    const values = Array.from({ length: 12 }, (_, i) => macd.update(i * i))
    expect(values.findIndex((x) => !Number.isNaN(x))).toBe(macd.warmup)
    // Slow begins at row 3, the triple average of 2 at the same, the signal one row later.
    expect(macd.warmup).toBe(4)
  })

  test('macdFix moves by 0.15 and 0.075 from the means of 12 and 26', () => {
    const macd = new MacdFix({ signal: 1 })
    for (let i = 0; i < 26; i++) macd.update(100)
    expectNear(macd.update(200), 100 * 0.15 - 100 * 0.075)
  })

  test('trix of a level line is 0, of zeros too', () => {
    for (const level of [0, 12.5]) {
      const trix = new Trix({ period: 2 })
      expect(Array.from({ length: 8 }, () => trix.update(level)).slice(4)).toEqual([0, 0, 0, 0])
    }
  })

  test('directionalIndex keeps dx when movement ends', () => {
    const index = new DirectionalIndex({ period: 2 })
    for (let i = 0; i < 10; i++) index.update({ high: i + 1, low: i, close: i + 0.5 })
    for (let i = 0; i < 3000; i++) index.update({ high: 5, low: 5, close: 5 })
    expect([index.last('plusDI'), index.last('minusDI')]).toEqual([0, 0])
    expect(index.last('dx')).toBeGreaterThan(0)
  })

  test('the ultimate oscillator takes its windows in any order', () => {
    const property = fc.property(bars, (rows) => {
      const [a, b] = [new UltimateOscillator({ short: 2, medium: 4, long: 7 }), new UltimateOscillator({ short: 7, medium: 2, long: 4 })]
      for (const row of rows) expect(a.update(row)).toBe(b.update(row))
    })
    fc.assert(property)
  })
})

/** As near as 1e-9 of a hundred: these indicators live between -100 and 100, or about there. */
function expectNear(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN()
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 100))
}
