import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartValue, halfEven } from './rounding.ts'

test.each([
  [0.125, 2, 0.12],
  [0.135, 2, 0.14],
  [2.5, 0, 2],
  [3.5, 0, 4],
  [-2.5, 0, -2],
  // 1.005 and 0.285 are no doubles: what is nearest to them is the tie that was meant.
  [1.005, 2, 1],
  [0.285, 2, 0.28],
  [99_952.345, 2, 99_952.34],
  [-14.5651, 3, -14.565],
])('%d to %d decimals is %d', (value, decimals, rounded) => {
  expect(halfEven(value, decimals)).toBe(rounded)
})

test('a number of so many decimals stays what it is, and −0 is never made', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
      expect(halfEven(units / 10 ** decimals, decimals)).toBe(units / 10 ** decimals + 0)
    }),
    { numRuns: 5000 },
  )
  expect(Object.is(halfEven(-0.001, 2), 0)).toBe(true)
  expect(halfEven(Number.NaN, 2)).toBeNaN()
})

test.each([
  [146.02678, 146.0268],
  [-1.1542801144, -1.15428],
  [0.000012345678, 0.00001234568],
  [1000, 1000],
  [1000.123456, 1000.1235],
  // Only numbers above 1000 keep decimals: −101,691.92448 keeps digits.
  [101_691.92448, 101_691.9245],
  [-101_691.92448, -101_691.9],
  [0, 0],
])('a chart holds %d as %d', (value, kept) => {
  expect(chartValue(value)).toBe(kept)
})
