/**
 * Equity index futures on CME Globex: from 17:00 of the evening before to 16:00 in Chicago. On the holidays of the stock
 * exchange they trade until noon, on its short days until 12:15; both belong to that date, though the exchange clears a
 * holiday's trades with the next day's. Hours are those since November 2012.
 */
import { dayOf, dayOfDate, daysInYear, isWeekend } from './days.ts'
import { CLOSED, type Hours, type SessionRule } from './session-calendar.ts'
import { goodFriday, nationalHolidays, newYearAndChristmas, shortDays } from './us-holidays.ts'
import { hoursByYear } from './yearly-hours.ts'

const OPEN = -7 * 60
const REGULAR: Hours = [OPEN, 16 * 60]
/** A pause from 15:15 to 15:30, given up in 2021; before September 2015 the day ended at 16:15. */
const WITH_PAUSE: Hours = [OPEN, 15 * 60 + 15, 15 * 60 + 30, 16 * 60]
const WITH_PAUSE_LONG: Hours = [OPEN, 15 * 60 + 15, 15 * 60 + 30, 16 * 60 + 15]
const CLOSE_AT_16 = dayOfDate('2015-09-21')
const NO_PAUSE = dayOfDate('2021-06-28')

const SHORT: Hours = [OPEN, 12 * 60 + 15]
const HOLIDAY: Hours = [OPEN, 12 * 60]
const HOLIDAY_UNTIL_2014: Hours = [OPEN, 10 * 60 + 30]
const HOLIDAY_TO_NOON = dayOfDate('2014-05-26')
/** Good Friday is a holiday, but when the employment report comes out on it, the market opens until after that. */
const REPORT: Hours = [OPEN, 8 * 60 + 15]
/** Days of mourning: until the stock exchange would have opened. */
const MOURNING: Hours = [OPEN, 8 * 60 + 30]
const MOURNED = ['2018-12-05', '2025-01-09']

export const cmes: SessionRule = {
  name: 'CMES',
  version: '2025-01-09',
  known: { from: 2013, to: 2027 },
  sessionsPerYear: 258,
  zone: 'America/Chicago',
  openEveryDay: false,
  leadMinutes: -OPEN,
  ordinary: REGULAR,
  hoursOf: hoursByYear({ ordinary: (day) => (isWeekend(day) ? CLOSED : ordinary(day)), exceptions }),
}

function ordinary(day: number): Hours {
  if (day >= NO_PAUSE) return REGULAR
  return day >= CLOSE_AT_16 ? WITH_PAUSE : WITH_PAUSE_LONG
}

function exceptions(year: number): ReadonlyMap<number, Hours> {
  const days = new Map<number, Hours>()
  for (const day of shortDays(year)) days.set(day, SHORT)
  for (const day of nationalHolidays(year)) days.set(day, day < HOLIDAY_TO_NOON ? HOLIDAY_UNTIL_2014 : HOLIDAY)
  for (const day of daysInYear(MOURNED, year)) days.set(day, MOURNING)
  for (const day of newYearAndChristmas(year)) days.set(day, CLOSED)
  const friday = goodFriday(year)
  // The report comes on the first Friday of the month.
  days.set(friday, friday >= dayOf(year, 4, 1) && friday < dayOf(year, 4, 8) ? REPORT : CLOSED)
  return days
}
