/** Statistics of windows against their definitions, worked out anew for every row. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Beta } from './beta.ts'
import { Correlation } from './correlation.ts'
import { LinearRegression } from './linear-regression.ts'
import { StdDev } from './std-dev.ts'
import { Variance } from './variance.ts'

const price = fc.double({ min: 50, max: 150, noNaN: true })
const pairs = fc.array(fc.record({ left: price, right: price }), { maxLength: 60 })
const period = fc.integer({ min: 2, max: 12 })

test('correlation and beta are those of their windows', () => {
  const property = fc.property(pairs, period, (rows, n) => {
    const [correlation, beta] = [new Correlation({ period: n }), new Beta({ period: n })]
    for (const [i, row] of rows.entries()) {
      const [r, slope] = [correlation.update(row), beta.update(row)]
      if (i >= n - 1) {
        const { xx, yy, xy } = moments(rows.slice(i - n + 1, i + 1))
        if (xx > 1e-6 && yy > 1e-6) expect(r).toBeCloseTo(xy / Math.sqrt(xx * yy), 6)
      }
      if (i >= n) {
        const changes = Array.from({ length: n }, (_, k) => change(rows[i - n + k]!, rows[i - n + k + 1]!))
        const { xx, xy } = moments(changes)
        if (xx > 1e-9) expect(slope).toBeCloseTo(xy / xx, 5)
      }
    }
  })
  fc.assert(property)
})

test('lines that move together correlate wholly, whatever their level', () => {
  const correlation = new Correlation({ period: 5 })
  for (let i = 0; i < 12; i++) correlation.update({ left: 1e9 + (i % 4), right: 3 * (i % 4) })
  expect(correlation.last('value')).toBeCloseTo(1, 12)
})

test('correlation and beta are 0 while one line stands still', () => {
  const [correlation, beta] = [new Correlation({ period: 3 }), new Beta({ period: 3 })]
  for (let i = 0; i < 9; i++) {
    correlation.update({ left: 0.1, right: i })
    beta.update({ left: 0.1, right: i + 1 })
  }
  expect([correlation.last('value'), beta.last('value')]).toEqual([0, 0])
})

test('a change from 0 counts as none', () => {
  const beta = new Beta({ period: 2 })
  for (const left of [0, 5, 10]) beta.update({ left, right: 1 + left })
  expect(beta.last('value')).toBeCloseTo(5 / 6 - 5, 12)
})

test('a straight line is its own regression', () => {
  const property = fc.property(price, fc.double({ min: -3, max: 3, noNaN: true }), period, (from, slope, n) => {
    const line = new LinearRegression({ period: n })
    for (let i = 0; i < 3 * n; i++) line.update(from + slope * i)
    const at = (i: number): number => from + slope * i
    expect(line.last('value')).toBeCloseTo(at(3 * n - 1), 9)
    expect(line.last('slope')).toBeCloseTo(slope, 9)
    expect(line.last('angle')).toBeCloseTo((Math.atan(slope) * 180) / Math.PI, 7)
    expect(line.last('intercept')).toBeCloseTo(at(2 * n), 9)
    expect(line.last('forecast')).toBeCloseTo(at(3 * n), 9)
  })
  fc.assert(property)
})

test('no other line through the window has smaller squares', () => {
  const squares = (values: readonly number[], first: number, slope: number): number =>
    values.reduce((sum, x, k) => sum + (x - first - slope * k) ** 2, 0)
  const property = fc.property(fc.array(price, { minLength: 5, maxLength: 5 }), fc.constantFrom(-0.01, 0.01), (values, nudge) => {
    const line = new LinearRegression({ period: 5 })
    for (const x of values) line.update(x)
    const [first, slope] = [line.last('intercept'), line.last('slope')]
    const least = squares(values, first, slope)
    expect(squares(values, first + nudge, slope)).toBeGreaterThan(least)
    expect(squares(values, first, slope + nudge)).toBeGreaterThan(least)
  })
  fc.assert(property)
})

test('a line that stands still has a slope of exactly 0', () => {
  const line = new LinearRegression({ period: 7 })
  for (let i = 0; i < 30; i++) line.update(0.1)
  expect([line.last('slope'), line.last('angle'), line.last('value')]).toEqual([0, 0, 0.1])
})

test('a sample is divided by one less than its rows', () => {
  const [variance, deviation] = [new Variance({ period: 3, deviation: 'sample' }), new StdDev({ period: 3, deviation: 'sample' })]
  for (const x of [1, 2, 6]) {
    variance.update(x)
    deviation.update(x)
  }
  expect(variance.last('value')).toBeCloseTo(7, 12)
  expect(deviation.last('value')).toBeCloseTo(Math.sqrt(7), 12)
})

test('the variance of one row is 0', () => {
  for (const deviation of ['population', 'sample'] as const) expect(new Variance({ period: 1, deviation }).update(4)).toBe(0)
})

interface Pair {
  readonly left: number
  readonly right: number
}

function change(before: Pair, now: Pair): Pair {
  return { left: now.left / before.left - 1, right: now.right / before.right - 1 }
}

function moments(rows: readonly Pair[]): { readonly xx: number; readonly yy: number; readonly xy: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length
  const [x, y] = [mean(rows.map(({ left }) => left)), mean(rows.map(({ right }) => right))]
  const sum = (of: (row: Pair) => number): number => rows.reduce((total, row) => total + of(row), 0)
  return {
    xx: sum(({ left }) => (left - x) ** 2),
    yy: sum(({ right }) => (right - y) ** 2),
    xy: sum(({ left, right }) => (left - x) * (right - y)),
  }
}
