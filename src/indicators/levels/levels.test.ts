/** Levels against their definitions, worked out anew for every row. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Camarilla } from './camarilla.ts'
import { Fractals } from './fractals.ts'
import { Gap } from './gap.ts'
import { OpeningRange } from './opening-range.ts'
import { Pivots } from './pivots.ts'
import { SessionProfile } from './session-profile.ts'
import { VolumeProfile } from './volume-profile.ts'
import { Zigzag } from './zigzag.ts'
import { ZigzagPivots } from './zigzag-pivots.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const sessionOf = (timeMs: number): number => Math.floor(timeMs / (24 * HOUR_MS))
const openOf = (timeMs: number): number => sessionOf(timeMs) * 24 * HOUR_MS + 9 * HOUR_MS

const bar = fc
  .record({
    low: fc.integer({ min: 80, max: 100 }),
    range: fc.nat(10),
    open: fc.nat(4),
    close: fc.nat(4),
    hours: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ low, range, open, close, hours }) => ({
    low,
    high: low + range,
    open: low + (range * open) / 4,
    close: low + (range * close) / 4,
    hours,
  }))
const bars = fc.array(bar, { maxLength: 60 }).map((rows) => {
  let time = 0
  return rows.map(({ hours, ...row }) => ({ ...row, volume: hours, time: (time += hours * HOUR_MS) }))
})

describe('levels of the session before', () => {
  test('pivots and Camarilla levels come from its high, low and close, and are not there before a whole one', () => {
    const property = fc.property(bars, (rows) => {
      const [classic, golden, camarilla] = [
        new Pivots({ sessionOf }),
        new Pivots({ method: 'fibonacci', sessionOf }),
        new Camarilla({ sessionOf }),
      ]
      for (const [i, row] of rows.entries()) {
        const actual = [classic.update(row), golden.update(row), camarilla.update(row)]
        const days = [...Map.groupBy(rows.slice(0, i + 1), ({ time }) => sessionOf(time)).values()]
        const before = days.at(-2)
        // The rows may have begun in the middle of the first.
        if (before === undefined || days.length === 2) {
          expect(actual).toEqual([NaN, NaN, NaN])
          continue
        }
        const [high, low, close] = [Math.max(...before.map((b) => b.high)), Math.min(...before.map((b) => b.low)), before.at(-1)!.close]
        const pivot = (high + low + close) / 3
        expect(classic.last('pivot')).toBeCloseTo(pivot, 9)
        expect(classic.last('r1') + classic.last('s1')).toBeCloseTo(4 * pivot - high - low, 9)
        expect(classic.last('r3')).toBeCloseTo(high + 2 * (pivot - low), 9)
        expect(classic.last('s3')).toBeCloseTo(low - 2 * (high - pivot), 9)
        expect(classic.last('r2') - classic.last('s2')).toBeCloseTo(2 * (high - low), 9)
        expect(golden.last('r1')).toBeCloseTo(pivot + 0.382 * (high - low), 9)
        expect(golden.last('s2')).toBeCloseTo(pivot - 0.618 * (high - low), 9)
        expect(golden.last('r3')).toBeCloseTo(pivot + high - low, 9)
        expect(camarilla.last('r3')).toBeCloseTo(close + (1.1 * (high - low)) / 4, 9)
        expect(camarilla.last('s4')).toBeCloseTo(close - (1.1 * (high - low)) / 2, 9)
      }
    })
    fc.assert(property)
  })

  test('a gap is the first open against the close before, on every bar of the session', () => {
    const gap = new Gap({ sessionOf })
    const rows = [
      { time: 1 * HOUR_MS, open: 100, close: 110 },
      { time: 2 * HOUR_MS, open: 111, close: 100 },
      { time: 25 * HOUR_MS, open: 95, close: 96 },
      { time: 26 * HOUR_MS, open: 97, close: 98 },
      { time: 49 * HOUR_MS, open: 98, close: 99 },
    ]
    expect(rows.map((row) => gap.update(row))).toEqual([NaN, NaN, -5, -5, 0])
    expect(gap.last('percent')).toBe(0)
  })
})

test('an opening range is known after its minutes, without what traded before the open, and tells which way price left it', () => {
  const range = new OpeningRange({ minutes: 30, openOf })
  const at = (minutes: number, low: number, high: number, close: number): (number | string)[] => {
    range.update({ time: 9 * HOUR_MS + minutes * MINUTE_MS, low, high, close })
    return [range.last('high'), range.last('low'), range.last('breakout')]
  }
  expect(at(-10, 1, 999, 50)).toEqual([NaN, NaN, NaN])
  expect(at(0, 98, 101, 100)).toEqual([NaN, NaN, NaN])
  expect(at(29, 99, 103, 100)).toEqual([NaN, NaN, NaN])
  expect(at(30, 90, 110, 100)).toEqual([103, 98, 0])
  expect(at(45, 90, 110, 104)).toEqual([103, 98, 1])
  expect(at(60, 90, 110, 97)).toEqual([103, 98, -1])
  // The next day has no bar in its first minutes.
  expect(at(24 * 60 + 40, 90, 110, 97)).toEqual([NaN, NaN, NaN])
})

describe('turning points', () => {
  test('a fractal is a high above its neighbours, known when the last of them is', () => {
    const property = fc.property(bars, fc.integer({ min: 1, max: 3 }), (rows, period) => {
      const fractals = new Fractals({ period })
      for (const i of rows.keys()) {
        fractals.update(rows[i]!)
        const isHigh = (at: number): boolean =>
          at >= period &&
          at + period <= i &&
          rows.slice(at - period, at + period + 1).every((row, k) => k === period || row.high < rows[at]!.high)
        const at = rows.findLastIndex((_, k) => isHigh(k))
        expect([fractals.last('high'), fractals.last('highAgo')]).toEqual(at < 0 ? [NaN, NaN] : [rows[at]!.high, i - at])
      }
    })
    fc.assert(property)
  })

  test('zigzag pivots alternate, stand at extremes of their legs, and what was said stays', () => {
    const property = fc.property(bars, fc.constantFrom(2, 5, 9), (rows, percent) => {
      const pivots = new ZigzagPivots({ percent })
      const said: { at: number; price: number; side: number; known: number }[] = []
      for (const [i, row] of rows.entries()) {
        const price = pivots.update(row)
        if (Number.isNaN(price)) continue
        const pivot = { at: i - pivots.last('ago'), price, side: pivots.last('side'), known: i }
        if (said.at(-1)?.at === pivot.at && said.at(-1)?.side === pivot.side) continue
        expect(pivots.last('previous')).toEqual(said.at(-1)?.price ?? NaN)
        said.push(pivot)
      }
      for (const [k, { at, price, side, known }] of said.entries()) {
        expect(side).toBe(k === 0 ? side : -said[k - 1]!.side)
        expect(price).toBe(side > 0 ? rows[at]!.high : rows[at]!.low)
        const leg = rows.slice((said[k - 1]?.at ?? -1) + 1, known + 1)
        expect(price).toBe(side > 0 ? Math.max(...leg.map((row) => row.high)) : Math.min(...leg.map((row) => row.low)))
        const turned = side > 0 ? rows[known]!.low <= price * (1 - percent / 100) : rows[known]!.high >= price * (1 + percent / 100)
        expect(turned).toBe(true)
      }
    })
    fc.assert(property)
  })

  test('the line of charts marks every pivot at its row and the leg under way, and says that it repaints', () => {
    const rows = [
      [99, 100],
      [NaN, NaN],
      [109, 110],
      [103, 105],
      [102, 103],
      [107, 109],
      [108, 112],
    ]
    const zigzag = new Zigzag({ percent: 5 })
    const target = new Float64Array(rows.length)
    const sources = [1, 0].map((k) => Float64Array.from(rows, (row) => row[k]!))
    zigzag.fill(sources, 0, [target], 0, rows.length)
    expect([...target]).toEqual([99, NaN, 110, NaN, 102, NaN, 112])
    expect(zigzag.repaints).toEqual({ instead: 'zigzagPivots' })
  })
})

describe('volume profile', () => {
  /** The point of control and the value area of closes on whole levels. */
  const profileOf = (rows: readonly { close: number; volume: number }[], share: number): number[] => {
    const volumes = new Map<number, number>()
    for (const { close, volume } of rows) volumes.set(Math.round(close), (volumes.get(Math.round(close)) ?? 0) + volume)
    const levels = [...volumes.keys()].toSorted((a, b) => a - b)
    const at = (k: number): number => volumes.get(levels[k]!) ?? -1
    let up = levels.keys().reduce((best, k) => (at(k) > at(best) ? k : best), 0)
    let down = up
    const poc = levels[up]!
    for (let held = at(up); held < share * rows.reduce((total, { volume }) => total + volume, 0);) {
      if (at(up + 1) >= at(down - 1)) up++
      else down--
      held = levels.slice(down, up + 1).reduce((total, level) => total + volumes.get(level)!, 0)
    }
    return [poc, levels[up]!, levels[down]!]
  }

  test('is the level with most volume, and the area around it that holds its share', () => {
    const property = fc.property(bars, fc.integer({ min: 1, max: 12 }), fc.constantFrom(0.3, 0.7, 1), (rows, period, share) => {
      const rolling = new VolumeProfile({ step: 1, period, share })
      const session = new SessionProfile({ step: 1, share, sessionOf })
      for (const [i, row] of rows.entries()) {
        rolling.update(row)
        session.update(row)
        const today = rows.slice(0, i + 1).filter(({ time }) => sessionOf(time) === sessionOf(row.time))
        const expected = i + 1 < period ? [NaN, NaN, NaN] : profileOf(rows.slice(i + 1 - period, i + 1), share)
        expect([rolling.last('poc'), rolling.last('high'), rolling.last('low')]).toEqual(expected)
        expect([session.last('poc'), session.last('high'), session.last('low')]).toEqual(profileOf(today, share))
      }
    })
    fc.assert(property)
  })

  test('a window that spans too many levels has none, and has one again when it does not', () => {
    const profile = new VolumeProfile({ step: 1, period: 2 })
    const closes = [1, 2, 2000, 2001]
    expect(closes.map((close) => profile.update({ close, volume: 1 }))).toEqual([NaN, 1, NaN, 2000])
  })

  test('levels are prices to the last digit, for steps of a fraction and of more', () => {
    const at = (step: number, close: number): number => new VolumeProfile({ step, period: 1 }).update({ close, volume: 1 })
    expect([at(0.05, 134.21), at(0.01, 0.07), at(25, 110), at(0.3, 1)]).toEqual([134.2, 0.07, 100, 3 * 0.3])
  })
})
