/** What each exchange did on days that a trader can look up. */
import { expect, test } from 'vitest'
import { formatTime, timestamp, type Timestamp } from '../model/time.ts'
import { calendarOf } from './calendars.ts'

/** A day's session in the wall clock of its zone; breaks as `/`. */
function hours(name: string, date: string): string {
  const calendar = calendarOf(name)
  const found = calendar.sessionOf(timestamp(date))
  if (found === null) return 'closed'
  const wall = (ms: number): string => {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.zone)
    const days = Temporal.PlainDate.from(date).until(local.toPlainDate()).days
    return `${local.toPlainTime().toString({ smallestUnit: 'minute' })}${days === 0 ? '' : days}`
  }
  let text = wall(found.open)
  for (let at = found.open; at < found.close;) {
    at = calendar.nextChange(at)
    text += (calendar.isOpen(at) ? ' / ' : '-') + wall(at)
  }
  return text
}

test.each([
  // the New York table under Nasdaq's name
  ['XNAS', '2024-11-29', '09:30-13:00'],
  ['XNAS', '2024-12-25', 'closed'],
  // London, winter and summer
  ['XLON', '2024-01-02', '08:00-16:30'],
  ['XLON', '2024-07-01', '08:00-16:30'],
  ['XLON', '2024-12-24', '08:00-12:30'],
  ['XLON', '2023-12-22', '08:00-12:30'], // Christmas Eve was a Sunday
  ['XLON', '2023-12-29', '08:00-12:30'],
  ['XLON', '2022-01-03', 'closed'], // New Year's Day was a Saturday
  ['XLON', '2021-12-27', 'closed'], // Christmas was a Saturday
  ['XLON', '2021-12-28', 'closed'],
  ['XLON', '2022-12-26', 'closed'], // Christmas was a Sunday
  ['XLON', '2022-12-27', 'closed'],
  ['XLON', '2022-12-28', '08:00-16:30'],
  ['XLON', '2020-12-28', 'closed'], // Boxing Day was a Saturday
  ['XLON', '2020-12-29', '08:00-16:30'],
  ['XLON', '2024-04-01', 'closed'], // Easter Monday
  ['XLON', '2020-05-04', '08:00-16:30'], // moved to the day of victory
  ['XLON', '2020-05-08', 'closed'],
  ['XLON', '2022-05-30', '08:00-16:30'], // moved to the jubilee
  ['XLON', '2022-06-02', 'closed'],
  ['XLON', '2022-09-19', 'closed'],
  ['XLON', '1999-12-31', 'closed'],
  // India
  ['XNSE', '2024-07-01', '09:15-15:30'],
  ['XNSE', '2024-11-15', 'closed'],
  ['XNSE', '2024-11-01', '18:00-19:00'], // Muhurat
  ['XNSE', '2024-03-02', '09:15-10:00 / 11:30-12:30'], // a Saturday
  ['XNSE', '2025-02-01', '09:15-15:30'], // the budget, a Saturday
  ['XNSE', '2024-06-01', 'closed'],
  ['XNSE', '2030-01-25', '09:15-15:30'], // past the table: rules alone
  ['XNSE', '2031-08-15', 'closed'],
  // Chicago
  ['CMES', '2024-07-01', '17:00-1-16:00'],
  ['CMES', '2016-07-01', '17:00-1-15:15 / 15:30-16:00'],
  ['CMES', '2014-07-01', '17:00-1-15:15 / 15:30-16:15'],
  ['CMES', '2024-07-03', '17:00-1-12:15'],
  ['CMES', '2024-07-04', '17:00-1-12:00'],
  ['CMES', '2014-02-17', '17:00-1-10:30'],
  ['CMES', '2024-03-29', 'closed'],
  ['CMES', '2023-04-07', '17:00-1-08:15'], // Good Friday with the employment report
  ['CMES', '2024-12-25', 'closed'],
  ['CMES', '2024-12-26', '17:00-1-16:00'],
  ['CMES', '2025-01-09', '17:00-1-08:30'],
  ['CMES', '2024-07-06', 'closed'],
])('%s on %s trades %s', (name, date, expected) => {
  expect(hours(name, date)).toBe(expected)
})

test.each([
  ['XNYS', '2024-03-08T14:30', '2024-03-11T13:30', 'clocks go forward'],
  ['XNYS', '2024-11-01T13:30', '2024-11-04T14:30', 'clocks go back'],
  ['XLON', '2024-03-28T08:00', '2024-04-02T07:00', 'over Easter'],
  ['XLON', '2024-10-25T07:00', '2024-10-28T08:00', 'a week before New York'],
  ['CMES', '2024-03-07T23:00', '2024-03-10T22:00', 'on the Sunday of the change'],
  ['CMES', '2024-10-31T22:00', '2024-11-03T23:00', 'on the Sunday of the change'],
])('%s opens after %s at %s: %s', (name, open, next) => {
  const calendar = calendarOf(name)
  expect(calendar.sessionOpen(timestamp(open))).toBe(timestamp(open))
  expect(formatTime(calendar.nextOpen(timestamp(open)) as Timestamp)).toBe(`${next}:00.000Z`)
})
