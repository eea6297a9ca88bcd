/** Averages and stops against their definitions, worked out anew for every row, where TA-Lib's figures do not reach. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../base/random.ts'
import { LateStart } from '../late-start.ts'
import { Bollinger } from './bollinger.ts'
import { Ema } from './ema.ts'
import { Kama } from './kama.ts'
import { Mavp } from './mavp.ts'
import { MovingAverage, movingAverage, movingAverageTypes } from './moving-average.ts'
import { Sar } from './sar.ts'
import { SarExtended } from './sar-extended.ts'
import { Trima } from './trima.ts'

const prices = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 })
const walk = bars(300)

describe('averages', () => {
  test('seeded by the first value, ema is the recursion from there on, shown after a period', () => {
    const ema = new Ema({ period: 3, seed: 'first' })
    expect([8, 4, 2, 8].map((x) => ema.update(x))).toEqual([NaN, NaN, 4, 6])
  })

  test('trima weighs the middle of its window most', () => {
    const weights = (period: number): number[] => Array.from({ length: period }, (_, k) => Math.min(k + 1, period - k))
    const property = fc.property(prices, fc.integer({ min: 1, max: 9 }), (values, period) => {
      const trima = new Trima({ period })
      const total = weights(period).reduce((sum, weight) => sum + weight, 0)
      for (const [i, x] of values.entries()) {
        const actual = trima.update(x)
        if (i < period - 1) continue
        const expected = weights(period).reduce((sum, weight, k) => sum + (weight * values[i - period + 1 + k]!) / total, 0)
        expect(actual).toBeCloseTo(expected, 8)
      }
    })
    fc.assert(property)
  })

  test('kama follows a steady line at its quickest and hardly moves with one that goes to and fro', () => {
    const steady = new Kama({ period: 4, fast: 2, slow: 30 })
    const noisy = new Kama({ period: 4, fast: 2, slow: 30 })
    for (let i = 0; i < 5; i++) {
      steady.update(10 + i)
      noisy.update(10 + (i % 2))
    }
    // Seeded at 13; efficiency 1 gives a weight of (2/3)².
    expect(steady.last('value')).toBeCloseTo(13 + 4 / 9, 12)
    expect(noisy.last('value')).toBeCloseTo(11 - (2 / 31) ** 2, 12)
  })

  test.each(movingAverageTypes)('%s of one row is the line itself', (average) => {
    const line = movingAverage(average, { period: 1 })
    expect([3, NaN, 5].map((x) => line.update(x))).toEqual([3, NaN, 5])
  })

  test('a kind that is none is a fault that names them', () => {
    expect(() => new MovingAverage({ average: 'smma' as 'sma' })).toThrow('average must be one of sma, ema, wma')
  })

  test('mavp is the average of the period that each row asks for, its whole part within the bounds', () => {
    const row = fc.record({ value: fc.double({ min: 1, max: 100, noNaN: true }), wish: fc.double({ min: -3, max: 12, noNaN: true }) })
    const property = fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const mavp = new Mavp({ minPeriod: 2, maxPeriod: 6 })
      for (const [i, { value, wish }] of rows.entries()) {
        const actual = mavp.update({ left: value, right: wish })
        if (i < 5) {
          expect(actual).toBeNaN()
          continue
        }
        const period = Math.floor(Math.min(6, Math.max(2, wish)))
        const window = rows.slice(i - period + 1, i + 1)
        expect(actual).toBeCloseTo(window.reduce((sum, { value }) => sum + value, 0) / period, 8)
      }
    })
    fc.assert(property)
  })

  test('the averages of mavp end their seeds on one row, as those of macd do', () => {
    const mavp = new Mavp({ minPeriod: 2, maxPeriod: 4, average: 'ema' })
    const late = new LateStart(new Ema({ period: 2 }), 2)
    const values = [5, 1, 4, 2, 8, 3]
    expect(values.map((left) => mavp.update({ left, right: 2 }))).toEqual(values.map((x) => late.update(x)))
  })

  test('mavp refuses bounds the wrong way round', () => {
    expect(() => new Mavp({ minPeriod: 9, maxPeriod: 8 })).toThrow('minPeriod must be at most maxPeriod (8), was 9')
  })
})

describe('bollinger', () => {
  test('bands may stand off unevenly, by sample deviations, around another average', () => {
    const bands = new Bollinger({ period: 3, deviations: 1, deviationsDown: 2, average: 'wma', deviation: 'sample' })
    for (const x of [1, 2, 6]) bands.update(x)
    const deviation = Math.sqrt((4 + 1 + 9) / 2)
    const middle = (1 + 2 * 2 + 3 * 6) / 6
    expect(bands.last('middle')).toBeCloseTo(middle, 12)
    expect(bands.last('upper')).toBeCloseTo(middle + deviation, 12)
    expect(bands.last('lower')).toBeCloseTo(middle - 2 * deviation, 12)
  })

  test('both bands stand off by deviations when nothing else is said', () => {
    const bands = new Bollinger({ period: 2, deviations: 3 })
    for (const x of [1, 3]) bands.update(x)
    expect([bands.last('upper'), bands.last('middle'), bands.last('lower')]).toEqual([5, 2, -1])
  })

  test('an average that needs longer than the deviation is waited for', () => {
    const bands = new Bollinger({ period: 3, average: 'dema' })
    const upper = [1, 2, 3, 4, 5].map((x) => (bands.update(x), bands.last('upper')))
    expect(upper.map((x) => Number.isNaN(x))).toEqual([true, true, true, true, false])
  })
})

describe('parabolic stop', () => {
  test('a rise is followed from its first low, ever quicker, and turns where it is touched', () => {
    const sar = new Sar({ acceleration: 0.1, maximum: 0.2 })
    const rows = [
      { high: 10, low: 8 },
      { high: 12, low: 10 },
      { high: 14, low: 12 },
      { high: 14, low: 8 },
    ]
    // 8; 8 + 0.1 × (12 - 8), which the low before, 10, does not hold; 8.4 + 0.2 × (14 - 8.4) = 9.52, touched: the extreme.
    expect(rows.map((row) => round(sar.update(row)))).toEqual([NaN, 8, 8.4, 14])
  })

  test('a stop never lies inside the bar it holds for', () => {
    const sar = new Sar()
    for (const [i, { high, low }] of walk.entries()) {
      const stop = sar.update({ high, low })
      if (i > 0) expect(stop <= low || stop >= high).toBe(true)
    }
  })

  test('extended with the plain terms, it is the plain one, negative in a fall', () => {
    const [plain, extended] = [new Sar(), new SarExtended()]
    let falls = 0
    for (const [i, row] of walk.entries()) {
      const stop = plain.update(row)
      const signed = extended.update(row)
      expect(Math.abs(signed)).toBe(stop)
      if (i === 0) continue
      expect(signed < 0).toBe(stop >= row.high && stop > row.low)
      if (signed < 0) falls++
    }
    expect(falls).toBeGreaterThan(50)
  })

  test('a start says which way the first move goes and where its stop is', () => {
    const begin = (start: number): number => {
      const sar = new SarExtended({ start })
      sar.update({ high: 10, low: 9 })
      return sar.update({ high: 10.5, low: 9.5 })
    }
    expect([begin(7), begin(-15)]).toEqual([7, -15])
  })

  test('a turn with an offset sets the stop that much further off', () => {
    const turned = (offset: number): number => {
      const sar = new SarExtended({ start: 9, offset })
      sar.update({ high: 12, low: 10 })
      sar.update({ high: 12, low: 10 })
      return sar.update({ high: 11, low: 8 })
    }
    expect([turned(0), turned(0.1)]).toEqual([-12, -13.2])
  })
})

function round(x: number): number {
  return Math.round(x * 1e9) / 1e9
}

function bars(count: number): { readonly high: number; readonly low: number }[] {
  const random = new Random(11)
  let price = 100
  return Array.from({ length: count }, () => {
    price += random.normal()
    return { high: price + random.unit(), low: price - random.unit() }
  })
}
