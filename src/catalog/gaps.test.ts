import { describe, expect, test } from 'vitest'
import { calendarOf } from '../calendar/calendars.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { findGaps, type Gaps } from './gaps.ts'
import { barsOutsideSessions } from './session-gaps.ts'
import { countWeekendBars } from './time-grid.ts'

const MONDAY = timestamp('2024-01-01')

/** Openings every `step` from Monday on, while `open` says so. */
function openings(step: number, count: number, open: (time: number) => boolean = () => true): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => MONDAY + i * step).filter(open)
}

const weekday = (time: number): boolean => ![0, 6].includes(new Date(time).getUTCDay())
const hourOf = (time: number): number => new Date(time).getUTCHours()

function gapsOf(time: Float64Array, timeframe: string, calendar?: string): Gaps {
  return findGaps(time, {
    timeframe: parseTimeframe(timeframe),
    weekendBars: Object.values(countWeekendBars(time)).reduce((a, b) => a + b),
    calendar: calendar === undefined ? null : calendarOf(calendar),
  })
}

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

describe('with a calendar, a gap is a bar that is missing from a session', () => {
  const xnys = calendarOf('XNYS')
  /** Two years of openings at which New York is open. */
  const sessions = (step: number, offset = 0): Float64Array =>
    Float64Array.from({ length: (731 * DAY_MS) / step }, (_, i) => MONDAY + i * step + offset).filter((t) => xnys.isOpen(t))
  /** Its days, by the date at which each opens. */
  const days = Float64Array.from(new Set(Array.from(sessions(30 * MINUTE_MS), (t) => Math.floor(t / DAY_MS) * DAY_MS)))

  test('days: weekends and holidays are none, a session is, also when bars are stamped at the opening', () => {
    expect(days.length).toBe(502)
    expect(gapsOf(days, '1d').missingBars).toBe(20)
    expect(gapsOf(days, '1d', 'XNYS').missingBars).toBe(0)
    const gone = new Set<number>(['2024-01-16', '2024-07-03', '2024-07-05', '2025-11-28'].map((day) => timestamp(day)))
    const rest = days.filter((t) => !gone.has(t))
    expect(gapsOf(rest, '1d', 'XNYS')).toMatchObject({ count: 3, missingBars: 4, rule: 'every missing bar of a session of XNYS counts' })
    expect(
      gapsOf(
        rest.map((t) => t + 15 * HOUR_MS),
        '1d',
        'XNYS',
      ).missingBars,
    ).toBe(4)
  })

  test.each(['1m', '15m', '30m', '1h'])('%s: nights, holidays and short days are none, whatever is missing is counted', (label) => {
    const step = parseTimeframe(label).ms
    const time = step <= HOUR_MS / 2 ? sessions(step) : sessions(step, 30 * MINUTE_MS)
    expect(gapsOf(time, label, 'XNYS').missingBars).toBe(0)
    const day = timestamp('2024-05-15')
    const holed = time.filter((t, i) => i % 977 !== 5 && (t < day || t >= day + DAY_MS))
    expect(gapsOf(holed, label, 'XNYS').missingBars).toBe(time.length - holed.length)
  })

  test('a bar that begins before the opening and lasts into it is one', () => {
    const hours = openings(HOUR_MS, 24 * 5, (t) => xnys.isOpen(t) || xnys.isOpen(t + HOUR_MS / 2))
    expect(gapsOf(hours, '1h', 'XNYS').missingBars).toBe(0)
    expect(
      gapsOf(
        hours.filter((t) => hourOf(t) !== 14),
        '1h',
        'XNYS',
      ).missingBars,
    ).toBe(3)
  })

  test('weeks and months keep their own rule', () => {
    const weeks = openings(7 * DAY_MS, 30).filter((_, i) => i !== 4)
    expect(gapsOf(weeks, '1w', 'XNYS')).toEqual(gapsOf(weeks, '1w'))
  })
})

test('the calendar of a market that never closes counts what is missing, as no calendar does', () => {
  const time = openings(HOUR_MS, 1000).filter((_, i) => i % 131 !== 5)
  expect(gapsOf(time, '1h', '24/7')).toEqual({ ...gapsOf(time, '1h'), rule: 'every missing bar of a session of 24/7 counts' })
})

test('a session with a break misses the bars of its two parts only', () => {
  // The Saturday on which the exchange of India opened twice: 09:15 to 10:00 and 11:30 to 12:30.
  const [before, after] = [timestamp('2024-03-02T03:30'), timestamp('2024-03-04T03:45')]
  expect(gapsOf(Float64Array.of(before, after), '15m', 'XNSE').missingBars).toBe(3 + 4)
})

test('bars of which no instant is in a session are outside it', () => {
  const xnys = calendarOf('XNYS')
  const outside = (step: number, ...iso: string[]): number => barsOutsideSessions(Float64Array.from(iso, timestamp), step, xnys)
  expect(outside(HOUR_MS, '2024-07-03T12:00', '2024-07-03T13:00', '2024-07-03T16:00', '2024-07-03T17:00')).toBe(2)
  expect(outside(DAY_MS, '2024-07-03', '2024-07-04', '2024-07-05', '2024-07-06')).toBe(2)
  expect(outside(DAY_MS, '2024-07-03T13:30', '2024-07-04T13:30')).toBe(1)
})
