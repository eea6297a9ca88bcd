import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { BUCKETS_MAX, EquityCurve, type CurvePoints } from './equity-curve.ts'
import { spans } from '../../test/report/example-run.ts'

describe('the equity curve', () => {
  test('keeps every mark of a short run', () => {
    const { time, equity, low, high, drawdown, marksPerPoint } = of([100, 120, 90])
    expect(marksPerPoint).toBe(1)
    expect([[...time], [...equity], [...low], [...high]]).toEqual([
      [0, 1, 2],
      [100, 120, 90],
      [100, 120, 90],
      [100, 120, 90],
    ])
    expect([...drawdown]).toEqual([0, 0, -0.25])
  })

  test('keeps last, lowest, highest and deepest of every stretch of a long one', () => {
    const random = new Random(7)
    let e = 100
    const equity = Array.from({ length: 3 * BUCKETS_MAX + 17 }, () => (e *= 1 + (random.unit() - 0.5) / 50))
    const points = of(equity)
    expect(points.marksPerPoint).toBe(4)
    expect(points.time).toHaveLength(Math.ceil(equity.length / 4))
    expect(points).toEqual(walked(equity, 4))
  })

  test('equals a plain walk however wide its buckets and however the marks are cut', () => {
    const marks = fc.array(fc.integer({ min: 80, max: 120 }), { minLength: 1, maxLength: 200 })
    const widths = fc.constantFrom(1, 2, 4, 16)
    fc.assert(
      fc.property(marks, widths, fc.integer({ min: 1, max: 40 }), (equity, width, size) => {
        expect(of(equity, width * BUCKETS_MAX, size)).toEqual(walked(equity, width))
      }),
    )
  })

  test('is the same whether the length of the run was known or not', () => {
    const equity = Array.from({ length: 2 * BUCKETS_MAX + 5 }, (_, i) => 100 + ((i * 7919) % 101))
    expect(of(equity, equity.length)).toEqual(of(equity))
  })

  test('never has more points than its bound', () => {
    const marks = Array.from({ length: 5 * BUCKETS_MAX }, (_, i) => i % 10)
    for (const count of [BUCKETS_MAX - 1, BUCKETS_MAX, BUCKETS_MAX + 1, marks.length]) {
      expect(of(marks.slice(0, count)).time.length).toBeLessThanOrEqual(BUCKETS_MAX)
    }
  })
})

function of(equity: readonly number[], marksExpected = 0, size = 1024): CurvePoints {
  const curve = new EquityCurve(100, marksExpected)
  const marks = equity.map((e, i) => [i, e, i % 7])
  for (const span of spans(marks, size)) curve.take(span)
  return curve.points()
}

function walked(equity: readonly number[], marksPerPoint: number): CurvePoints {
  const rows: number[][] = []
  let peak = 100
  for (let from = 0; from < equity.length; from += marksPerPoint) {
    const bucket = equity.slice(from, from + marksPerPoint)
    const falls = bucket.map((e) => {
      peak = Math.max(peak, e)
      return e / peak - 1
    })
    rows.push([
      from + bucket.length - 1,
      bucket.at(-1) ?? 0,
      Math.min(...bucket),
      Math.max(...bucket),
      Math.min(...falls),
      (from + bucket.length - 1) % 7,
    ])
  }
  const column = (k: number): Float64Array => Float64Array.from(rows, (row) => row[k] ?? 0)
  return { marksPerPoint, time: column(0), equity: column(1), low: column(2), high: column(3), drawdown: column(4), exposure: column(5) }
}
