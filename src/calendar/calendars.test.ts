import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { DAY_MS, formatDate, formatTime, HOUR_MS, MINUTE_MS, timestamp, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import type { Calendar } from './calendar.ts'
import { barsPerYear } from './bars-per-year.ts'
import { calendarFor, calendarOf, calendars, outsideKnownYears, registerCalendar } from './calendars.ts'

/** Epoch milliseconds between 1990 and 2036. */
const times = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2036, 0, 1) })

function session(calendar: Calendar, iso: string): string {
  const time = timestamp(iso)
  return `${calendar.isOpen(time) ? 'open' : 'closed'} ${formatDate(calendar.sessionKey(time) as Timestamp)}`
}

function openMinutes(calendar: Calendar, from: string, to: string): number {
  let count = 0
  for (let time: number = timestamp(from); time < timestamp(to); time += MINUTE_MS) if (calendar.isOpen(time)) count++
  return count
}

test('24/7 is always open and its session is the UTC day', () => {
  const calendar = calendarOf('24/7')
  expect(session(calendar, '2024-06-01T23:59')).toBe('open 2024-06-01')
  expect(session(calendar, '2024-06-02')).toBe('open 2024-06-02')
})

test('weekdays is open from Monday to Friday in UTC', () => {
  const calendar = calendarOf('weekdays')
  expect(session(calendar, '2024-05-31T23:59')).toBe('open 2024-05-31')
  expect(session(calendar, '2024-06-01')).toBe('closed 2024-06-01')
  expect(session(calendar, '2024-06-02T23:59')).toBe('closed 2024-06-02')
  expect(session(calendar, '2024-06-03')).toBe('open 2024-06-03')
})

test('FX opens on Sunday and closes on Friday at 17:00 in New York, in summer and in winter', () => {
  const fx = calendarOf('FX')
  expect(session(fx, '2024-01-07T21:59')).toBe('closed 2024-01-07')
  expect(session(fx, '2024-01-07T22:00')).toBe('open 2024-01-08')
  expect(session(fx, '2024-07-07T20:59')).toBe('closed 2024-07-07')
  expect(session(fx, '2024-07-07T21:00')).toBe('open 2024-07-08')
  expect(session(fx, '2024-07-12T20:59')).toBe('open 2024-07-12')
  expect(session(fx, '2024-07-12T21:00')).toBe('closed 2024-07-13')
})

test('FX turns to the next session at 17:00 on weekdays without closing', () => {
  const fx = calendarOf('FX')
  expect(session(fx, '2024-07-09T20:59')).toBe('open 2024-07-09')
  expect(session(fx, '2024-07-09T21:00')).toBe('open 2024-07-10')
})

test('XNYS trades from 09:30 to 16:00 in New York', () => {
  const xnys = calendarOf('XNYS')
  expect(session(xnys, '2024-07-01T13:29')).toBe('closed 2024-07-01')
  expect(session(xnys, '2024-07-01T13:30')).toBe('open 2024-07-01')
  expect(session(xnys, '2024-07-01T19:59')).toBe('open 2024-07-01')
  expect(session(xnys, '2024-07-01T20:00')).toBe('closed 2024-07-01')
  expect(session(xnys, '2024-01-02T14:30')).toBe('open 2024-01-02')
})

test.each([
  ['a holiday', '2024-07-04', 0],
  ['a holiday kept on Monday', '2021-07-05', 0],
  ['a holiday kept on Friday', '2020-07-03', 0],
  ['Good Friday', '2024-03-29', 0],
  ['Juneteenth, since 2022', '2023-06-19', 0],
  ['19 June before it was a holiday', '2020-06-19', 390],
  ['a day of mourning', '2025-01-09', 0],
  ['a half day', '2024-11-29', 210],
  ['a half day of 1990, an hour longer', '1990-12-24', 270],
  ['31 December 2021, when New Year was a Saturday', '2021-12-31', 390],
])('XNYS on %s (%s) is open %i minutes', (_, date, minutes) => {
  expect(openMinutes(calendarOf('XNYS'), `${date}T10:00`, `${date}T23:00`)).toBe(minutes)
})

test('a session is told by its day, its opens and closes come strictly after, a break is closed', () => {
  const nse = calendarOf('XNSE')
  const pause = timestamp('2024-03-02T05:00')
  expect(nse.isOpen(pause)).toBe(false)
  expect(nse.sessionOpen(pause)).toBeNaN()
  expect(formatTime(nse.nextChange(pause) as Timestamp)).toBe('2024-03-02T06:00:00.000Z')
  expect(formatTime(nse.nextClose(pause) as Timestamp)).toBe('2024-03-02T07:00:00.000Z')
  expect(formatTime(nse.nextOpen(pause) as Timestamp)).toBe('2024-03-04T03:45:00.000Z')
  const close = timestamp('2024-03-02T07:00')
  expect(formatTime(nse.nextClose(close) as Timestamp)).toBe('2024-03-04T10:00:00.000Z')
  expect(formatDate(nse.nextSession(timestamp('2024-03-01')) as Timestamp)).toBe('2024-03-02')
  expect(formatDate(nse.previousSession(timestamp('2024-03-02')) as Timestamp)).toBe('2024-03-01')
})

test('opens, closes, changes and sessions of every calendar agree with each other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...calendars), times, fc.double({ min: 0, max: 1, noNaN: true }), (calendar, time, share) => {
      const open = calendar.nextOpen(time)
      const close = calendar.nextClose(time)
      const change = calendar.nextChange(time)
      expect(Math.min(open, close, change)).toBeGreaterThan(time)
      expect(change).toBeLessThanOrEqual(Math.min(open, close))
      const between = Math.floor(time + share * (change - 1 - time))
      expect(calendar.isOpen(between)).toBe(calendar.isOpen(time))

      const day = calendar.sessionKey(open)
      expect(calendar.sessionOpen(open)).toBe(open)
      expect(calendar.sessionOf(day)?.open).toBe(open)
      expect(calendar.sessionOf(calendar.previousSession(day))?.open).toBeLessThanOrEqual(time)
      expect(calendar.sessionOf(calendar.sessionKey(close - 1))?.close).toBe(close)
      expect(calendar.isOpen(close - 1)).toBe(true)
      expect(calendar.sessionOf(calendar.previousSession(calendar.sessionKey(close - 1)))?.close).toBeLessThanOrEqual(time)

      const next = calendar.nextSession(day)
      expect(calendar.previousSession(next)).toBe(day)
      expect(calendar.sessionOf(next)!.open).toBeGreaterThanOrEqual(calendar.sessionOf(day)!.close)
      expect(calendar.sessionOpen(time)).toBe(calendar.isOpen(time) ? calendar.sessionOf(calendar.sessionKey(time))?.open : NaN)
    }),
    { numRuns: 5000 },
  )
})

test('an ordinary year has about as many sessions as is said', () => {
  for (const calendar of calendars) {
    let count = 0
    const end = timestamp('2025-01-01')
    for (let day = calendar.nextSession(timestamp('2014-12-31')); day < end; day = calendar.nextSession(day)) count++
    // Weekdays alone are counted as 252, which is what markets that rest on holidays have.
    if (calendar.name === 'weekdays') expect(count).toBe(2609)
    else expect(Math.abs(count / 10 - calendar.sessionsPerYear), `${calendar.name}: ${count / 10}`).toBeLessThan(1)
  }
})

test('bars a year: sessions times the bars of one, weeks and months as the year has them', () => {
  const perYear = (name: string, timeframe: string): number => barsPerYear(calendarOf(name), parseTimeframe(timeframe))
  expect(perYear('XNYS', '1m')).toBe(252 * 390)
  expect(perYear('XNYS', '1h')).toBe(252 * 7)
  expect(perYear('XNYS', '1d')).toBe(252)
  expect(perYear('24/7', '4h')).toBe(365 * 6)
  expect(perYear('CMES', '1h')).toBe(258 * 23)
  expect(perYear('XNYS', '1mo')).toBe(12)
  expect(perYear('XNYS', '1w')).toBeCloseTo(52.1775, 4)
})

test('years outside the table are told, not hidden', () => {
  const nse = calendarOf('XNSE')
  expect(outsideKnownYears(nse, { from: timestamp('2012-01-01'), to: timestamp('2020-01-01') })).toBeUndefined()
  expect(outsideKnownYears(nse, { from: timestamp('2009-01-01'), to: timestamp('2020-01-01') })).toBe(
    'calendar XNSE knows its holidays from 2011 to 2026 and follows its rules alone in the rest of 2009-01-01 to 2020-01-01',
  )
  expect(outsideKnownYears(calendarOf('24/7'), { from: timestamp('1900-01-01'), to: timestamp('2200-01-01') })).toBeUndefined()
})

test('a name stands for one calendar: the same again is well, another is refused', () => {
  const xnys = calendarOf('XNYS')
  registerCalendar(xnys)
  const attempt = (): void => registerCalendar(Object.assign(Object.create(xnys) as Calendar, { version: 'other' }))
  expect(attempt).toThrow('expected one calendar of the name XNYS, was version 2025-01-09 and now other')
})

test('over a day of 23 or of 25 hours 15:59 stays 15:59', () => {
  const fx = calendarOf('FX')
  // The clocks change on a Sunday, while the market rests; only its UTC hours move.
  for (const [before, after, hours] of [
    ['2024-03-08', '2024-03-11', 71],
    ['2024-11-01', '2024-11-04', 73],
  ] as const) {
    const friday = fx.nextClock({ hour: 15, minute: 59 }, timestamp(before))
    const monday = fx.nextClock({ hour: 15, minute: 59 }, friday)
    expect(formatDate(monday as Timestamp)).toBe(after)
    expect(monday - friday).toBe(hours * HOUR_MS)
  }
})

test('the clock skips holidays and weekends, and comes strictly after', () => {
  const xnys = calendarOf('XNYS')
  const next = (after: string): string => formatTime(xnys.nextClock({ hour: 15, minute: 59 }, timestamp(after)) as Timestamp)
  expect(next('2024-07-03T19:58')).toBe('2024-07-03T19:59:00.000Z')
  expect(next('2024-07-03T19:59')).toBe('2024-07-05T19:59:00.000Z')
  expect(next('2001-09-10T20:00')).toBe('2001-09-17T19:59:00.000Z')
})

test('the evening clock of FX belongs to the next day: Sunday rings, Friday does not', () => {
  const fx = calendarOf('FX')
  const sunday = fx.nextClock({ hour: 18, minute: 0 }, timestamp('2024-07-12T12:00'))
  expect(formatTime(sunday as Timestamp)).toBe('2024-07-14T22:00:00.000Z')
})

test('each clock rings once a session day, in order and at its time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
      times,
      (calendar, clock, after) => {
        const first = calendar.nextClock(clock, after)
        const second = calendar.nextClock(clock, first)
        expect(first).toBeGreaterThan(after)
        expect(calendar.nextClock(clock, first - 1)).toBe(first)
        expect(calendar.sessionKey(second)).toBeGreaterThan(calendar.sessionKey(first))
        expect(second - first).toBeGreaterThanOrEqual(DAY_MS - HOUR_MS)
      },
    ),
    { numRuns: 3000 },
  )
})

test('asking in another order gives the same answers', () => {
  const asked = [...calendars]
  fc.assert(
    fc.property(fc.array(times, { minLength: 2, maxLength: 20 }), (list) => {
      const answer = (time: number): unknown[] => asked.map((calendar) => [calendar.isOpen(time), calendar.sessionKey(time)])
      const forwards = list.map(answer)
      expect(list.toReversed().map(answer).toReversed()).toEqual(forwards)
    }),
  )
})

test('an unknown name says which was meant', () => {
  const attempt = (): Calendar => calendarOf('XNYSE')
  expect(attempt).toThrow(LockstepError)
  expect(attempt).toThrow('did you mean XNYS?')
})

test('imported bars get the calendar their weekends show', () => {
  const never = { saturdayBars: 0, sundayBars: 0 }
  expect(calendarFor({ saturdayBars: 24, sundayBars: 24 }, parseTimeframe('1h'))).toBe('24/7')
  expect(calendarFor(never, parseTimeframe('1d'))).toBe('weekdays')
  expect(calendarFor(never, parseTimeframe('1mo'))).toBe('24/7')
  expect(calendarFor({ saturdayBars: 0, sundayBars: 2 }, parseTimeframe('1h'))).toBe('FX')
  expect(calendarFor({ saturdayBars: 0, sundayBars: 2 }, parseTimeframe('1d'))).toBe('24/7')
})
