/**
 * The New York Stock Exchange and Nasdaq: one table of days under two names. Rules start in the year they did; the days
 * that no rule gives are known from 1990 to the version's date.
 */
import { daysInYear, isWeekend } from './days.ts'
import { CLOSED, type Hours, type SessionRule } from './session-calendar.ts'
import { goodFriday, nationalHolidays, newYearAndChristmas, shortDays } from './us-holidays.ts'
import { hoursByYear } from './yearly-hours.ts'

const OPEN = 9 * 60 + 30
const REGULAR: Hours = [OPEN, 16 * 60]
const SHORT: Hours = [OPEN, 13 * 60]
/** Half days ended an hour later before 1993. */
const SHORT_BEFORE_1993: Hours = [OPEN, 14 * 60]

/** Mourning, attack and storm: the exchanges stayed shut. */
const SHUT = [
  '1994-04-27',
  '2001-09-11',
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
]
const SHORT_AD_HOC = ['1997-12-26', '1999-12-31', '2003-12-26']

export const xnys: SessionRule = {
  name: 'XNYS',
  version: '2025-01-09',
  known: { from: 1990, to: 2028 },
  sessionsPerYear: 252,
  zone: 'America/New_York',
  openEveryDay: false,
  leadMinutes: 0,
  ordinary: REGULAR,
  hoursOf: hoursByYear({ ordinary: (day) => (isWeekend(day) ? CLOSED : REGULAR), exceptions }),
}

export const xnas: SessionRule = { ...xnys, name: 'XNAS' }

function exceptions(year: number): ReadonlyMap<number, Hours> {
  const days = new Map<number, Hours>()
  const short = year < 1993 ? SHORT_BEFORE_1993 : SHORT
  for (const day of [...shortDays(year), ...daysInYear(SHORT_AD_HOC, year)]) days.set(day, short)
  const holidays = [...newYearAndChristmas(year), goodFriday(year), ...nationalHolidays(year)]
  for (const day of [...holidays, ...daysInYear(SHUT, year)]) days.set(day, CLOSED)
  return days
}
