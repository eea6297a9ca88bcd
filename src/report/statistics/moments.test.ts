import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviation, excessKurtosis, linearFit, mean, median, quantile, skewness, sortedQuantile } from './moments.ts'

const sample = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9)

test('moments of a sample equal those worked out by hand', () => {
  expect(mean(sample)).toBe(5)
  expect(deviation(sample)).toBeCloseTo(Math.sqrt(32 / 7), 14)
  // Central sums 32, 42 and 356: g1 = (42/8) / (32/8)^1.5, g2 = (356/8) / (32/8)^2 - 3.
  expect(skewness(sample)).toBeCloseTo(((42 / 8 / 8) * Math.sqrt(8 * 7)) / 6, 14)
  expect(excessKurtosis(sample)).toBeCloseTo((7 / (6 * 5)) * (9 * (356 / 8 / 16 - 3) + 6), 14)
})

test('quantiles interpolate between order statistics', () => {
  expect(quantile(sample, 0)).toBe(2)
  expect(quantile(sample, 1)).toBe(9)
  expect(quantile(sample, 0.5)).toBe(4.5)
  expect(quantile(Float64Array.of(3, 1, 2), 0.25)).toBe(1.5)
  expect(quantile(Float64Array.of(7), 0.3)).toBe(7)
})

test('a quantile found without sorting is that of the sorted sample', () => {
  const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 120 })
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
      const values = Float64Array.from(list)
      expect(quantile(values, q)).toBe(sortedQuantile(values.toSorted(), q))
      expect([...values]).toEqual(list)
    }),
  )
})

test('the line of least squares goes through points on a line', () => {
  const x = Float64Array.of(1, 2, 4)
  const fit = linearFit(
    x,
    x.map((v) => 3 - 2 * v),
  )
  expect(fit.slope).toBeCloseTo(-2, 12)
  expect(fit.rSquared).toBeCloseTo(1, 12)
})

test('the median is the middle of the sorted sample, and leaves the sample as it was', () => {
  const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 120 })
  fc.assert(
    fc.property(samples, (list) => {
      const values = Float64Array.from(list)
      expect(median(values)).toBeCloseTo(quantile(values, 0.5), 12)
      expect([...values]).toEqual(list)
    }),
  )
})
