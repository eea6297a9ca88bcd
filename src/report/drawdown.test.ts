import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEEPEST_MAX, Drawdowns, lasts, type DrawdownSummary } from './drawdown.ts'
import { spans } from '../../test/report/example-run.ts'

describe('drawdowns', () => {
  test('run from the last time at the peak to the first time at or above it', () => {
    const { episodes, deepest } = of(100, [100, 120, 120, 90, 100, 120, 119])
    expect(episodes).toBe(2)
    expect(deepest[0]).toEqual({ start: 2, trough: 3, end: 5, depth: 0.25, money: 30, ongoing: false })
    expect(deepest[1]).toMatchObject({ start: 5, trough: 6, end: 6, money: 1, ongoing: true })
  })

  test('take the opening cash as the first peak', () => {
    expect(of(100, [80, 90]).deepest).toEqual([{ start: 0, trough: 0, end: 1, depth: 0.2, money: 20, ongoing: true }])
  })

  test('that go on count to the last mark and can be the longest', () => {
    const { longest } = of(100, [100, 99, 100, 98, 98, 98, 98])
    expect(longest).toMatchObject({ start: 2, end: 6, ongoing: true })
  })

  test('may pass the whole of the equity', () => {
    expect(of(100, [50, -20]).deepest[0]).toMatchObject({ depth: 1.2, money: 120 })
  })

  test('find the largest fall in money where it is not the deepest', () => {
    const { deepest, moneyMax } = of(100, [50, 100, 1000, 900])
    expect(deepest[0]?.depth).toBe(0.5)
    expect(moneyMax).toBe(100)
  })

  test('of equity that never falls are none', () => {
    const none = { episodes: 0, depthSum: 0, lastedMsSum: 0, deepest: [], longest: null, moneyMax: 0 }
    expect(of(100, [100, 100, 101])).toEqual({ ...none, peak: 101 })
    expect(of(100, [])).toEqual({ ...none, peak: 100 })
  })

  test('equal a plain walk over all marks, however they are cut into spans', () => {
    const equity = fc.array(fc.integer({ min: 80, max: 120 }), { maxLength: 200 })
    fc.assert(
      fc.property(equity, fc.integer({ min: 1, max: 40 }), (marks, size) => {
        expect(of(100, marks, size)).toEqual(walked(100, marks))
      }),
    )
  })
})

function of(opening: number, equity: readonly number[], size = 1000): DrawdownSummary {
  const fold = new Drawdowns(opening)
  const marks = equity.map((e, i) => [i, e])
  for (const span of spans(marks, size)) fold.take(span)
  return fold.summary()
}

/** The definition, written down once more without a thought for speed. */
function walked(opening: number, equity: readonly number[]): DrawdownSummary {
  const episodes: DrawdownSummary['deepest'][number][] = []
  let [peak, start, trough] = [opening, 0, -1]
  const close = (end: number, ongoing: boolean): void => {
    const money = peak - (equity[trough] ?? 0)
    episodes.push({ start, trough, end, depth: money / peak, money, ongoing })
    trough = -1
  }
  for (const [i, e] of equity.entries()) {
    if (e < peak) {
      if (trough === -1 || e < (equity[trough] ?? 0)) trough = i
      continue
    }
    if (trough !== -1) close(i, false)
    peak = e
    start = i
  }
  if (trough !== -1) close(equity.length - 1, true)
  return {
    episodes: episodes.length,
    depthSum: episodes.reduce((sum, e) => sum + e.depth, 0),
    lastedMsSum: episodes.reduce((sum, e) => sum + lasts(e), 0),
    deepest: episodes.toSorted((a, b) => b.depth - a.depth || a.start - b.start).slice(0, DEEPEST_MAX),
    longest: episodes.reduce<DrawdownSummary['longest']>((a, b) => (a === null || lasts(b) > lasts(a) ? b : a), null),
    moneyMax: Math.max(0, ...episodes.map((e) => e.money)),
    peak: Math.max(opening, ...equity),
  }
}
