import { expect, test } from 'vitest'
import * as talib from '../../talib.ts'

const column = [1, 2, 4, 8]

test('null in a column is a value that is not there, as NaN is', () => {
  const [gap, whole] = [
    [1, null, 2, 4, 8],
    [1, NaN, 2, 4, 8],
  ]
  expect(talib.SMA(gap, 2)).toEqual(Float64Array.of(NaN, NaN, 1.5, 3, 6))
  expect(talib.VAR(gap, 2)).toEqual(talib.VAR(whole, 2))
  expect(talib.MINMAXINDEX(gap, 2)).toEqual(talib.MINMAXINDEX(whole, 2))
})

test('a column that is missing, none or of another length is told by its name', () => {
  const wrong = talib as unknown as Readonly<Record<string, (...given: unknown[]) => unknown>>
  expect(() => wrong['ATR']!(column, column)).toThrow('expected the column close as an array of numbers, was undefined')
  expect(() => wrong['SMA']!('abc', 3)).toThrow('expected the column value as an array of numbers, was "abc"')
  expect(() => wrong['VAR']!({}, 3)).toThrow('expected the column value as an array of numbers, was something else')
  expect(() => talib.CORREL(column, [1, 2])).toThrow('expected columns of one length, were 4 and 2')
})

test('the text of a number is no number', () => {
  expect(() => talib.SMA(column, '20' as unknown as number)).toThrow('period must be a whole number of at least 1, was "20"')
  expect(() => talib.BBANDS(column, 5, '2' as unknown as number)).toThrow('deviations must be a number above 0 and at most 100, was "2"')
})
