import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { checkTimeframe, countWeekendBars, detectTimeframe } from './time-grid.ts'

const MONDAY = timestamp('2024-01-01')

/** Openings every `step` from Monday on, while `open` says so. */
function openings(step: number, count: number, open: (time: number) => boolean = () => true): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => MONDAY + i * step).filter(open)
}

const weekday = (time: number): boolean => ![0, 6].includes(new Date(time).getUTCDay())

describe('the timeframe is the most common step', () => {
  const monthEnds = Float64Array.from({ length: 36 }, (_, i) => Date.UTC(2020, i + 1, 0))
  const cases: readonly (readonly [Float64Array, string])[] = [
    [openings(1000, 50), '1s'],
    [openings(MINUTE_MS, 5000, (t) => t % (7 * MINUTE_MS) !== 0), '1m'],
    [openings(4 * HOUR_MS, 50), '4h'],
    [openings(DAY_MS, 50, weekday), '1d'],
    [openings(7 * DAY_MS, 50), '1w'],
    [monthEnds, '1mo'],
    [Float64Array.from({ length: 12 }, (_, i) => Date.UTC(2020, 3 * i, 1)), '3mo'],
  ]
  test.each(cases)('case %#', (time, label) => {
    expect(detectTimeframe(time, 'a file').label).toBe(label)
    expect(() => {
      checkTimeframe(parseTimeframe(label), time, 'a file')
    }).not.toThrow()
  })

  test('steps under a second are no bars, and bars faster than declared overlap', () => {
    expect(() => detectTimeframe(openings(250, 10), 'a file')).toThrow(/250 ms/)
    expect(() => {
      checkTimeframe(parseTimeframe('1d'), openings(HOUR_MS, 10), 'a file')
    }).toThrow(/every 1h/)
    expect(() => {
      checkTimeframe(parseTimeframe('tick'), openings(HOUR_MS, 10), 'a file')
    }).toThrow('expected a timeframe of bars for a file, was tick')
  })
})

test('weekend bars are those that open on a Saturday or Sunday, UTC', () => {
  expect(countWeekendBars(openings(HOUR_MS, 24 * 14))).toEqual({ saturdayBars: 24 * 2, sundayBars: 24 * 2 })
  expect(countWeekendBars(openings(DAY_MS, 365, weekday))).toEqual({ saturdayBars: 0, sundayBars: 0 })
  for (let count = 0; count < 300; count++) {
    const time = openings(7 * HOUR_MS, count)
    const on = (day: number): number => time.filter((t) => new Date(t).getUTCDay() === day).length
    expect(countWeekendBars(time)).toEqual({ saturdayBars: on(6), sundayBars: on(0) })
  }
  expect(countWeekendBars(Float64Array.of(-3 * DAY_MS, -4 * DAY_MS + 1, MONDAY - 1))).toEqual({ saturdayBars: 0, sundayBars: 1 })
})
