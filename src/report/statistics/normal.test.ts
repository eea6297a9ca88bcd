import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalDistribution, normalQuantile } from './normal.ts'

test('the normal distribution function equals published values', () => {
  // Abramowitz and Stegun, table 26.1.
  expect(normalDistribution(0)).toBe(0.5)
  expect(normalDistribution(1)).toBeCloseTo(0.841344746068543, 14)
  expect(normalDistribution(-1.96)).toBeCloseTo(0.024997895148220435, 14)
  expect(normalDistribution(3.5) - 1).toBeCloseTo(-2.326290790355e-4, 14)
  expect(normalDistribution(-5) / 2.866515718791939e-7).toBeCloseTo(1, 10)
  expect(normalDistribution(-40)).toBeGreaterThanOrEqual(0)
  expect(normalDistribution(40)).toBe(1)
})

test('the two ways to the normal distribution function meet', () => {
  const border = 2.5 * Math.SQRT2
  expect(normalDistribution(-border - 1e-12)).toBeCloseTo(normalDistribution(-border + 1e-12), 14)
})

test('the quantile equals published values and undoes the distribution function', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15)
  expect(normalQuantile(0.05)).toBeCloseTo(-1.6448536269514729, 13)
  expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408408, 13)
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      expect(normalDistribution(normalQuantile(p)) / p).toBeCloseTo(1, 11)
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), p < 1e-6 ? 3 : 8)
    }),
  )
})
