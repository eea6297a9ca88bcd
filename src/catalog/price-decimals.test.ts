import { expect, test } from 'vitest'
import { allocateBars, type Bars } from '../model/bars.ts'
import { priceDecimals } from './price-decimals.ts'

function barsOf(prices: readonly number[]): Bars {
  const bars = allocateBars(prices.length)
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column.set(prices)
  return bars
}

/** A number as a program prints it that kept it in a float32. */
const floatPrint = (x: number): number => Number(Math.fround(x).toFixed(6))

test.each([
  [[1, 2, 30], 0],
  [[1.5, 2, 30.25], 2],
  [[1.07214, 1.0726], 5],
  [[1e8 + 0.01, 0.25], 2],
  [[0.00001234, 0.000012], 8],
  [[1 / 3], 8],
  [[1438.36, 1441.47, 1455.22].map(floatPrint), 2],
  [[10.4375, 9.0626, 14.3609].map(floatPrint), 4],
  [[1438.3609, 1441.4701].map(floatPrint), 6],
  [[1438.35999, 1441.47], 5],
])('the finest price of %j has %i decimals', (prices, decimals) => {
  expect(priceDecimals(barsOf(prices))).toBe(decimals)
})
