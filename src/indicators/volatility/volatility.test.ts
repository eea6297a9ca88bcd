/** Ranges by their definitions, and where there is nothing to measure. */
import { describe, expect, test } from 'vitest'
import { AccelerationBands } from './acceleration-bands.ts'
import { Atr } from './atr.ts'
import { Natr } from './natr.ts'
import { TrueRange } from './true-range.ts'

const bars = [
  { high: 10, low: 9, close: 9.5 },
  { high: 13, low: 12, close: 12.5 },
  { high: 8, low: 7, close: 7.5 },
  { high: 9, low: 7, close: 8 },
]

describe('ranges', () => {
  test('true range counts the gap from the close before, and starts with the second bar', () => {
    const range = new TrueRange()
    expect(bars.map((bar) => range.update(bar))).toEqual([NaN, 3.5, 5.5, 2])
  })

  test('atr averages true ranges in three ways', () => {
    const last = (average: 'wilder' | 'sma' | 'ema'): number => {
      const atr = new Atr({ period: 2, average })
      return bars.map((bar) => atr.update(bar)).at(-1)!
    }
    expect(last('wilder')).toBe((4.5 + 2) / 2)
    expect(last('sma')).toBe((5.5 + 2) / 2)
    expect(last('ema')).toBeCloseTo(4.5 + (2 - 4.5) * (2 / 3), 12)
  })

  test('natr is in per cent of the close, and 0 where that is 0', () => {
    const natr = new Natr({ period: 2 })
    const values = [...bars, { high: 1, low: -1, close: 0 }].map((bar) => natr.update(bar))
    expect(values.slice(0, 2)).toEqual([NaN, NaN])
    expect(values[3]).toBeCloseTo((100 * 3.25) / 8, 12)
    expect(values[4]).toBe(0)
  })

  test('acceleration bands of bars without a range are the average of the closes', () => {
    const bands = new AccelerationBands({ period: 2 })
    for (const price of [0, 4, 6]) bands.update({ high: price, low: price, close: price })
    expect([bands.last('upper'), bands.last('middle'), bands.last('lower')]).toEqual([5, 5, 5])
  })
})
