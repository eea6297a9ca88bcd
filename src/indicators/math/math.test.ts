import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAXINDEX, MINMAX, MINMAXINDEX, STDDEV, VAR } from '../../talib.ts'
import { Arithmetic } from './arithmetic.ts'
import { Extremes } from './extremes.ts'
import { Sum } from './sum.ts'
import { Transform, type TransformName } from './transform.ts'

describe('windows', () => {
  test('extremes tell what and how long ago, the newest of equals', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 })
    const property = fc.property(values, fc.integer({ min: 1, max: 9 }), (line, period) => {
      const extremes = new Extremes({ period })
      for (const [i, x] of line.entries()) {
        extremes.update(x)
        if (i < period - 1) continue
        const window = line.slice(i - period + 1, i + 1)
        const [low, high] = [Math.min(...window), Math.max(...window)]
        expect([extremes.last('lowest'), extremes.last('highest')]).toEqual([low, high])
        expect(extremes.last('sinceLowest')).toBe(period - 1 - window.lastIndexOf(low))
        expect(extremes.last('sinceHighest')).toBe(period - 1 - window.lastIndexOf(high))
      }
    })
    fc.assert(property)
  })

  test('a sum of zeros after large values is exactly 0', () => {
    const sum = new Sum({ period: 3 })
    for (const x of [1e300, -3, 0.1, 0, 0]) sum.update(x)
    expect(sum.update(0)).toBe(0)
  })

  test('indices under TA-Lib’s names are rows of the column, gaps counted', () => {
    const line = [1, 5, NaN, 2, 5, 0, NaN, 1]
    expect([...MAXINDEX(line, 3)]).toEqual([0, 0, 0, 1, 4, 4, 0, 4])
    expect(MINMAXINDEX(line, 3).map((rows) => [...rows])).toEqual([
      [0, 0, 0, 0, 3, 5, 0, 5],
      [0, 0, 0, 1, 4, 4, 0, 4],
    ])
    expect(MINMAX(line, 3).map((values) => values[4])).toEqual([2, 5])
  })

  test('VAR and STDDEV skip gaps and are never below 0 by more than rounding', () => {
    const line = [1, NaN, 2, 6, 6, 6, 6]
    expect([...VAR(line, 3)].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([NaN, NaN, NaN, 4.666666667, 3.555555556, 0, 0])
    expect([...STDDEV(line, 3, 2)].slice(-1)).toEqual([0])
    expect([...STDDEV([0.1, 0.1, 0.1, 0.1], 2)].slice(1).every((x) => x >= 0 && x < 1e-8)).toBe(true)
  })
})

describe('row by row', () => {
  test.each([
    ['add', 8],
    ['subtract', 4],
    ['multiply', 12],
    ['divide', 3],
  ] as const)('%s', (name, expected) => {
    expect(new Arithmetic(name).update({ left: 6, right: 2 })).toBe(expected)
  })

  test('what is no finite number is none', () => {
    expect(new Arithmetic('divide').update({ left: 1, right: 0 })).toBeNaN()
    expect(new Arithmetic('multiply').update({ left: 1e300, right: 1e300 })).toBeNaN()
    const undefinedAt: readonly (readonly [TransformName, number])[] = [
      ['ln', 0],
      ['log10', -1],
      ['sqrt', -4],
      ['acos', 1.5],
      ['asin', -1.5],
      ['exp', 1000],
    ]
    for (const [name, x] of undefinedAt) expect(new Transform(name).update(x)).toBeNaN()
  })

  test('a function of a line is that of each of its values', () => {
    expect(new Transform('ceil').update(1.2)).toBe(2)
    expect(new Transform('floor').update(-1.2)).toBe(-2)
    expect(new Transform('sqrt').update(9)).toBe(3)
    expect(new Transform('log10').update(1000)).toBe(3)
    expect(new Transform('ln').update(1)).toBe(0)
  })
})
