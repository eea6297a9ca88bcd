import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { histogram } from './histogram.ts'

test('every profit is in exactly one bin, bins touch, and 0 is an edge', () => {
  const profits = fc.array(
    fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
    { minLength: 1, maxLength: 300 },
  )
  fc.assert(
    fc.property(profits, (list) => {
      const bins = histogram(Float64Array.from(list), 30)
      expect(bins.reduce((sum, b) => sum + b.count, 0)).toBe(list.length)
      for (const [i, b] of bins.slice(1).entries()) expect(b.from).toBe(bins[i]?.to)
      if (bins.length > 1) expect(bins.some((b) => b.from === 0 || b.to === 0)).toBe(true)
      expect(bins.length).toBeLessThanOrEqual(62)
    }),
  )
})

test('bins are between round numbers', () => {
  const bins = histogram(Float64Array.of(-29, 0, 1, 30), 30)
  expect(bins[0]).toEqual({ from: -30, to: -28, count: 1 })
  expect(bins.find((b) => b.from === 0)).toEqual({ from: 0, to: 2, count: 2 })
  expect(bins.at(-1)).toEqual({ from: 28, to: 30, count: 1 })
})

test('no round trips have no bins, and all draws have one', () => {
  expect(histogram(new Float64Array(0), 30)).toEqual([])
  expect(histogram(new Float64Array(3), 30)).toEqual([{ from: 0, to: 0, count: 3 }])
})
