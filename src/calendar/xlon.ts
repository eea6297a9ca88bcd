/**
 * The London Stock Exchange: the bank holidays of England and Wales by rule, those that were moved or given once, and the
 * short days before Christmas and New Year. Hours are those since September 1999.
 */
import { dayOf, dayOfDate, daysInYear, easterSunday, fridayBefore, isWeekend, lastMonday, MONDAY, nthWeekday, weekday } from './days.ts'
import { CLOSED, type Hours, type SessionRule } from './session-calendar.ts'
import { hoursByYear } from './yearly-hours.ts'

const REGULAR: Hours = [8 * 60, 16 * 60 + 30]
const SHORT: Hours = [8 * 60, 12 * 60 + 30]

/** Weddings, jubilees, a funeral, a coronation, the last day of a millennium, and bank holidays in the place to which they moved. */
const GIVEN_ONCE = [
  '1973-11-14',
  '1977-06-07',
  '1981-07-29',
  '1995-05-08',
  '1999-12-31',
  '2002-06-03',
  '2002-06-04',
  '2011-04-29',
  '2012-06-04',
  '2012-06-05',
  '2020-05-08',
  '2022-06-02',
  '2022-06-03',
  '2022-09-19',
  '2023-05-08',
]
/** Bank holidays by rule that were kept on another day that year. */
const MOVED_AWAY = ['1995-05-01', '2002-05-27', '2012-05-28', '2020-05-04', '2022-05-30'].map(dayOfDate)

export const xlon: SessionRule = {
  name: 'XLON',
  version: '2023-05-08',
  known: { from: 2000, to: 2026 },
  sessionsPerYear: 253,
  zone: 'Europe/London',
  openEveryDay: false,
  leadMinutes: 0,
  ordinary: REGULAR,
  hoursOf: hoursByYear({ ordinary: (day) => (isWeekend(day) ? CLOSED : REGULAR), exceptions }),
}

function exceptions(year: number): ReadonlyMap<number, Hours> {
  const days = new Map<number, Hours>()
  for (const date of [24, 31]) days.set(fridayBefore(dayOf(year, 12, date)), SHORT)
  const holidays = bankHolidays(year).filter((day) => !MOVED_AWAY.includes(day))
  for (const day of [...holidays, ...daysInYear(GIVEN_ONCE, year)]) days.set(day, CLOSED)
  return days
}

function bankHolidays(year: number): number[] {
  const easter = easterSunday(year)
  const days = [easter - 2, easter + 1, lastMonday(year, 5), lastMonday(year, 8)]
  if (year >= 1974) days.push(weekdayFrom(dayOf(year, 1, 1)))
  if (year >= 1978) days.push(nthWeekday(year, 5, { name: MONDAY, n: 1 }))
  const christmas = weekdayFrom(dayOf(year, 12, 25))
  // Christmas on a Sunday is made up for on the Tuesday, since Monday is Boxing Day.
  const boxing = dayOf(year, 12, 26)
  if (weekday(boxing) === MONDAY) days.push(boxing, boxing + 1)
  else days.push(christmas, Math.max(weekdayFrom(boxing), christmas + 1))
  return days
}

/** The day itself, or the Monday after when it falls on a weekend. */
function weekdayFrom(day: number): number {
  return isWeekend(day) ? weekdayFrom(day + 1) : day
}
