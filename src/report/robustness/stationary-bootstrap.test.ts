import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../base/random.ts'
import { automaticBlockLength, drawRows } from './stationary-bootstrap.ts'

describe('rows of a sample', () => {
  test('follow each other in blocks of the mean length, around the end', () => {
    for (const length of [1, 4, 25]) {
      const rows = new Int32Array(100_000)
      drawRows(rows, length, new Random(length))
      const breaks = rows.filter((row, i) => i > 0 && row !== (rows[i - 1]! + 1) % rows.length).length
      expect(rows.length / breaks / length).toBeCloseTo(1, 1)
    }
  })

  test('are rows of the series, each as likely as any', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), fc.integer(), (n, length, seed) => {
        const rows = new Int32Array(n)
        drawRows(rows, length, new Random(seed))
        expect(rows.every((row) => row >= 0 && row < n)).toBe(true)
      }),
    )
    const counts = new Int32Array(10)
    const random = new Random(9)
    for (let k = 0; k < 20_000; k++) {
      const rows = new Int32Array(10)
      drawRows(rows, 3, random)
      for (const row of rows) counts[row]!++
    }
    for (const count of counts) expect(count / 20_000).toBeCloseTo(1, 1)
  })
})

describe('the automatic length of blocks', () => {
  const remembering = (memory: number, seed: number): Float64Array => {
    const random = new Random(seed)
    let x = 0
    return Float64Array.from({ length: 2000 }, () => (x = memory * x + random.normal()))
  }

  test('is that of the paper for a series whose autocorrelations are known', () => {
    // An autoregression: G = 2 phi / (1 - phi)^3 / (1 + phi) × s², g(0) = s² / (1 - phi)²; length (G² n / g(0)²)^(1/3).
    for (const phi of [0.3, 0.6]) {
      const expected = ((2 * phi) / (1 - phi ** 2)) ** (2 / 3) * 2000 ** (1 / 3)
      const lengths = Array.from({ length: 40 }, (_, seed) => automaticBlockLength(remembering(phi, seed)))
      const average = lengths.reduce((a, b) => a + b, 0) / lengths.length
      expect(average / expected).toBeGreaterThan(0.7)
      expect(average / expected).toBeLessThan(1.4)
    }
  })

  test('is short for noise, bounded for a trend, and 1 where nothing moves', () => {
    expect(automaticBlockLength(remembering(0, 1))).toBeLessThan(10)
    expect(automaticBlockLength(Float64Array.from({ length: 900 }, (_, i) => i))).toBeLessThanOrEqual(90)
    expect(automaticBlockLength(new Float64Array(100))).toBe(1)
  })
})
