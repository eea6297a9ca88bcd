import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { checkTimeframe, countWeekendBars, detectTimeframe, findGaps } from './time-grid.ts'

const MONDAY = timestamp('2024-01-01')

/** Openings every `step` from Monday on, while `open` says so. */
function openings(step: number, count: number, open: (time: number) => boolean = () => true): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => MONDAY + i * step).filter(open)
}

const weekday = (time: number): boolean => ![0, 6].includes(new Date(time).getUTCDay())
const hourOf = (time: number): number => new Date(time).getUTCHours()
const gapsOf = (time: Float64Array, timeframe: string): ReturnType<typeof findGaps> =>
  findGaps(time, parseTimeframe(timeframe), countWeekendBars(time))

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
  })
})

describe('a gap is', () => {
  test('every missing bar, for a market that never closes', () => {
    const gone = new Set([5, 6, 7, 500])
    const time = openings(HOUR_MS, 1000).filter((_, i) => !gone.has(i))
    expect(gapsOf(time, '1h')).toEqual({
      count: 2,
      missingBars: 4,
      largest: [
        { from: MONDAY + 4 * HOUR_MS, to: MONDAY + 8 * HOUR_MS, missingBars: 3 },
        { from: MONDAY + 499 * HOUR_MS, to: MONDAY + 501 * HOUR_MS, missingBars: 1 },
      ],
      rule: 'every missing bar counts',
    })
  })

  test('no weekend, for daily bars of weekdays; but a missing weekday, also next to a weekend', () => {
    const time = openings(DAY_MS, 70, weekday)
    expect(gapsOf(time, '1d').missingBars).toBe(0)
    const holidays = new Set([timestamp('2024-01-10'), timestamp('2024-01-19'), timestamp('2024-01-22')] as number[])
    expect(
      gapsOf(
        time.filter((t) => !holidays.has(t)),
        '1d',
      ),
    ).toMatchObject({ count: 2, missingBars: 3, rule: expect.stringContaining('weekends') as string })
  })

  test('no night, for bars of a session, also where daylight saving moves it', () => {
    const inSession = (t: number): boolean => {
      const late = t < MONDAY + 70 * DAY_MS ? 14 : 13
      return weekday(t) && hourOf(t) >= late && hourOf(t) < late + 7
    }
    const time = openings(15 * MINUTE_MS, 96 * 140, inSession)
    expect(gapsOf(time, '15m')).toMatchObject({ missingBars: 0, rule: expect.stringContaining('daily close') as string })
    const noonGone = time.filter((_, i) => i < 10 || i > 12)
    expect(gapsOf(noonGone, '15m')).toMatchObject({ count: 1, missingBars: 3 })
  })

  test('no weekly close, for a market that opens on Sunday evening', () => {
    const open = (t: number): boolean => {
      const day = new Date(t).getUTCDay()
      return day === 0 ? hourOf(t) >= 22 : day === 5 ? hourOf(t) < 22 : day !== 6
    }
    expect(gapsOf(openings(HOUR_MS, 24 * 70, open), '1h')).toMatchObject({
      missingBars: 0,
      rule: expect.stringContaining('weekly close') as string,
    })
  })

  test('counted by calendar months', () => {
    const time = Float64Array.from([0, 1, 2, 5, 6], (month) => Date.UTC(2023, month, 1))
    expect(gapsOf(time, '1mo')).toMatchObject({ count: 1, missingBars: 2 })
  })
})
