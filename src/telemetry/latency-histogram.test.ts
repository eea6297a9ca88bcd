import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LatencyHistogram } from './latency-histogram.ts'

const histogramOf = (all: readonly number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram()
  for (const ns of all) histogram.add(ns)
  return histogram
}

describe('a histogram of latencies', () => {
  test('knows every quantile to a thirty-second of itself, and the longest exactly', () => {
    const durations = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 4_000_000_000 })), { minLength: 1 })
    fc.assert(
      fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const sorted = all.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(share * all.length) - 1]!
        const found = histogramOf(all).quantile(share)
        expect(found).toBeGreaterThanOrEqual(exact)
        expect(found).toBeLessThanOrEqual(exact * (1 + 1 / 32))
        expect(histogramOf(all).max).toBe(sorted.at(-1))
      }),
    )
  })

  test('counts what is longer than it can tell apart, and fractions of a nanosecond', () => {
    expect(histogramOf([6e9, 0.4, 7.9]).latencies()).toEqual({ count: 3, p50: 7, p95: 2 ** 32 - 1, p99: 2 ** 32 - 1, max: 6e9 })
  })

  test('of nothing is all zeros', () => {
    expect(new LatencyHistogram().latencies()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 })
  })
})
