/** Volume by session against its definitions, worked out anew for every row. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AnchoredVwap } from './anchored-vwap.ts'
import { RelativeVolume } from './relative-volume.ts'
import { RelativeVolumeAtTime } from './relative-volume-at-time.ts'
import { VwapBands } from './vwap-bands.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const sessionOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS)

const bars = fc
  .array(fc.record({ low: fc.integer({ min: 50, max: 60 }), range: fc.nat(6), hours: fc.constantFrom(2, 4, 8), volume: fc.nat(3) }), {
    maxLength: 60,
  })
  .map((rows) => {
    let time = 0
    return rows.map(({ low, range, hours, volume }) => ({
      time: (time += hours * HOUR_MS),
      high: low + range,
      low,
      close: low + range / 2,
      volume,
    }))
  })
type Row = { readonly time: number; readonly high: number; readonly low: number; readonly close: number; readonly volume: number }

/** Mean of typical prices by volume, and their population deviation by volume. */
function weighted(rows: readonly Row[]): [mean: number, deviation: number] {
  const total = rows.reduce((sum, { volume }) => sum + volume, 0)
  const typical = ({ high, low, close }: Row): number => (high + low + close) / 3
  const mean = rows.reduce((sum, row) => sum + typical(row) * row.volume, 0) / total
  return [mean, Math.sqrt(rows.reduce((sum, row) => sum + (typical(row) - mean) ** 2 * row.volume, 0) / total)]
}

test('bands stand deviations by volume around the mean by volume, since the session or the anchor', () => {
  const property = fc.property(bars, fc.integer({ min: 0, max: 4 * DAY_MS }), (rows, from) => {
    const bands = new VwapBands({ deviations: 2, sessionOf })
    const anchored = new AnchoredVwap({ from, deviations: 2 })
    for (const [i, row] of rows.entries()) {
      const today = rows.slice(0, i + 1).filter(({ time }) => sessionOf(time) === sessionOf(row.time))
      const since = rows.slice(0, i + 1).filter(({ time }) => time >= from)
      for (const [indicator, held] of [[bands, today] as const, [anchored, since] as const]) {
        const [mean, deviation] = weighted(held)
        const middle = indicator.update(row)
        if (Number.isNaN(mean)) expect(middle).toBeNaN()
        else {
          expect(middle).toBeCloseTo(mean, 9)
          expect(indicator.last('upper')).toBeCloseTo(mean + 2 * deviation, 6)
          expect(indicator.last('lower')).toBeCloseTo(mean - 2 * deviation, 6)
        }
      }
    }
  })
  fc.assert(property)
})

test('one bar has bands of no width, whatever its figures round to', () => {
  const bands = new VwapBands({ sessionOf })
  for (let day = 0; day < 300; day++) {
    const price = 1400 + day / 7
    bands.update({ time: day * DAY_MS, high: price, low: price, close: price, volume: 931_800_000 + day / 3 })
    expect([bands.last('upper'), bands.last('lower')]).toEqual([bands.last('middle'), bands.last('middle')])
  }
})

test('volume at a time of day is held against the last sessions that had a bar then', () => {
  const property = fc.property(bars, fc.integer({ min: 1, max: 3 }), fc.constantFrom('bar', 'session'), (rows, sessions, measure) => {
    const relative = new RelativeVolumeAtTime({ sessions, measure, openOf: (timeMs) => sessionOf(timeMs) * DAY_MS })
    const measured = rows.map(({ time, volume }, i) => {
      const today = rows.slice(0, i + 1).filter((row) => sessionOf(row.time) === sessionOf(time))
      return measure === 'bar' ? volume : today.reduce((sum, row) => sum + row.volume, 0)
    })
    for (const [i, row] of rows.entries()) {
      const past = measured
        .slice(0, i)
        .filter((_, k) => rows[k]!.time % DAY_MS === row.time % DAY_MS)
        .slice(-sessions)
      const mean = past.reduce((sum, x) => sum + x, 0) / sessions
      const expected = past.length < sessions || mean === 0 ? NaN : measured[i]! / mean
      const actual = relative.update(row)
      if (Number.isNaN(expected)) expect(actual).toBeNaN()
      else expect(actual).toBeCloseTo(expected, 9)
    }
  })
  fc.assert(property)
})

test('sessions without volume are no mean to compare with, to the last bit', () => {
  const relative = new RelativeVolumeAtTime({ sessions: 3, openOf: (timeMs) => sessionOf(timeMs) * DAY_MS })
  const volumes = [0.1, 0.2, 0.7, 0, 0, 0, 5, 5, 5, 5]
  const seen = volumes.map((volume, day) => relative.update({ time: day * DAY_MS, volume }))
  expect(seen[6]).toBeNaN()
  expect(seen[9]).toBe(1)
})

test('volume is not compared with bars that had none', () => {
  const relative = new RelativeVolume({ period: 2 })
  expect([1, 3, 4, 0, 0, 7, 7].map((volume) => relative.update(volume))).toEqual([NaN, NaN, 2, 0, 0, NaN, 2])
})

test('times of day are bounded', () => {
  const relative = new RelativeVolumeAtTime({ sessions: 1, openOf: () => 0 })
  for (let time = 0; time < 86_400; time++) relative.update({ time, volume: 1 })
  expect(() => relative.update({ time: 86_400, volume: 1 })).toThrow(expect.objectContaining({ code: 'E_LIMIT' }))
})
