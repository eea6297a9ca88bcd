import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { DAY_MS, formatTime, timestamp, type Timestamp } from '../model/time.ts'
import { everyDayIn } from './calendar-table.ts'
import { calendarOf, calendars } from './calendars.ts'
import { parseSchedule } from './parse-schedule.ts'
import { schedule } from './schedule.ts'
import { onDate, onWeekdays } from './schedule-days.ts'
import { atClock } from './schedule-times.ts'

/** The first rings after a date, in New York's winter or summer time as UTC. */
function rings(text: string, after: string, { name = 'XNYS', count = 2 } = {}): string {
  const plan = parseSchedule(text, calendarOf(name))
  const list: string[] = []
  for (let at: number = timestamp(after); list.length < count;) {
    at = plan.nextAfter(at)
    if (at === Infinity) return [...list, 'never'].join(' ')
    list.push(formatTime(at as Timestamp).slice(5, 16))
  }
  return list.join(' ')
}

test.each([
  ['15:59', '2024-07-03', '07-03T19:59 07-05T19:59'],
  ['daily 15:59', '2024-07-03', '07-03T19:59 07-05T19:59'],
  ['open', '2024-07-03T13:30', '07-05T13:30 07-08T13:30'],
  ['open+30m', '2024-07-01', '07-01T14:00 07-02T14:00'],
  ['open-1h', '2024-07-01', '07-01T12:30 07-02T12:30'],
  ['close', '2024-07-03', '07-03T17:00 07-05T20:00'], // a half day
  ['close-5m', '2024-07-03', '07-03T16:55 07-05T19:55'],
  ['noon', '2024-07-01', '07-01T16:00 07-02T16:00'],
  ['midnight', '2024-07-01', '07-01T04:00 07-02T04:00'],
  ['monday open', '2024-08-27', '09-09T13:30 09-16T13:30'], // 2 September is Labor Day
  ['monday,friday 10:00', '2024-07-03', '07-05T14:00 07-08T14:00'],
  ['week-start open', '2024-08-27', '09-03T13:30 09-09T13:30'],
  ['week-start+1 open', '2024-08-28', '09-04T13:30 09-10T13:30'],
  ['week-end close-10m', '2024-03-25', '03-28T19:50 04-05T19:50'], // Good Friday
  ['month-start open', '2024-08-02', '09-03T13:30 10-01T13:30'],
  ['month-start+2 open', '2024-08-06', '09-05T13:30 10-03T13:30'],
  ['month-start+40 open', '2024-08-01', '08-30T13:30 09-30T13:30'],
  ['month-end close', '2024-11-01', '11-29T18:00 12-31T21:00'], // the day after Thanksgiving
  ['month-end-1 close', '2024-11-01', '11-27T21:00 12-30T21:00'],
  ['2024-07-05 12:00', '2024-07-01', '07-05T16:00 never'],
  ['every 2h', '2024-07-03T15:30', '07-05T13:30 07-05T15:30'], // 17:30 is past the early close
  ['every 6h all day', '2024-07-03T16:00', '07-03T22:00 07-05T04:00'],
  ['  Month-End   NOON ', '2024-11-01', '11-29T17:00 12-31T17:00'],
])('"%s" after %s rings at %s', (text, after, expected) => {
  expect(rings(text, after)).toBe(expected)
})

test('every quarter of an hour rings from the open to the close, both counted', () => {
  const list = rings('every 15m', '2024-07-03', { count: 16 }).split(' ')
  expect([list[0], list[14], list[15]]).toEqual(['07-03T13:30', '07-03T17:00', '07-05T13:30'])
})

test('within a break nothing rings', () => {
  expect(rings('every 30m', '2024-03-02T04:00', { name: 'XNSE', count: 4 })).toBe('03-02T04:15 03-02T06:15 03-02T06:45 03-04T03:45')
})

test('a session that begins the evening before opens then, and has the evening clock of that date', () => {
  expect(rings('monday open', '2024-07-06', { name: 'FX' })).toBe('07-07T21:00 07-14T21:00')
  expect(rings('monday 18:00', '2024-07-06', { name: 'FX' })).toBe('07-07T22:00 07-14T22:00')
  expect(rings('week-end close', '2024-07-06', { name: 'FX', count: 1 })).toBe('07-12T21:00')
})

test('a weekday without sessions never rings', () => {
  expect(rings('saturday noon', '2024-01-01')).toBe('never')
})

test('rules say what they are', () => {
  expect(parseSchedule('month-start+2 open+30m', calendarOf('XNYS')).says).toBe(
    '30 min after the open on 2 sessions after the first session of each month in XNYS',
  )
  expect(schedule(onWeekdays(calendarOf('FX'), 'monday', 'friday'), atClock('9:30')).says).toBe(
    '09:30 on each session of FX on a monday or friday',
  )
})

test.each([
  ['', 'a time is missing'],
  ['month-start', 'a time is missing'],
  ['month-start opne', '"opne": did you mean open?'],
  ['mondy open', '"mondy": did you mean monday?'],
  ['monday,fryday open', '"fryday": did you mean friday?'],
  ['25:00', 'expected a time of day such as 15:59, was "25:00"'],
  ['every 0m', 'expected whole minutes from 1 to 1440, was 0'],
  ['open+99h', 'expected at most a day of minutes, was 5940'],
  ['2024-07-04 open', 'expected a day with a session of XNYS, was 2024-07-04; the next is 2024-07-05'],
  ['2024-02-30 open', 'expected a date such as 2024-01-31, was "2024-02-30"'],
])('"%s" is refused: %s', (text, message) => {
  const attempt = (): unknown => parseSchedule(text, calendarOf('XNYS'))
  expect(attempt).toThrow(message)
  expect(attempt).toThrow(expect.objectContaining({ code: 'E_STRATEGY_SETUP' }) as LockstepError)
})

test('a schedule comes strictly after, in order, and misses nothing that asking earlier would give', () => {
  const texts = [
    '15:59',
    'open',
    'close-5m',
    'open-2h',
    'week-start+1 noon',
    'month-end-2 close',
    'tuesday 00:30',
    'every 45m',
    'every 7h all day',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.constantFrom(...texts),
      fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2030, 0, 1) }),
      fc.integer({ min: 0, max: 10 * DAY_MS }),
      (calendar, text, after, earlier) => {
        const plan = parseSchedule(text, calendar)
        const next = plan.nextAfter(after)
        expect(next).toBeGreaterThan(after)
        expect(plan.nextAfter(next - 1)).toBe(next)
        const before = plan.nextAfter(after - earlier)
        if (before > after) expect(before).toBe(next)
        else expect(before).toBeGreaterThan(after - earlier)
      },
    ),
    { numRuns: 3000 },
  )
})

test('an hour that a clock skips still rings, one that it repeats rings once', () => {
  const always = everyDayIn('America/New_York')
  const half = schedule(onDate(always, '2024-03-10'), atClock('02:30'))
  expect(half.nextAfter(timestamp('2024-03-10'))).toBe(timestamp('2024-03-10T07:00'))
  const twice = parseSchedule('01:30', always)
  const first = twice.nextAfter(timestamp('2024-11-03T04:00'))
  expect(first).toBe(timestamp('2024-11-03T05:30'))
  expect(twice.nextAfter(first)).toBe(timestamp('2024-11-04T06:30'))
})
