/**
 * The National Stock Exchange of India, cash market. Festivals follow the moon and are announced year by year, so holidays
 * are a table; only those with a fixed date, and Good Friday, are kept by rule before and after it. Special sessions, which
 * are Diwali's hour of Muhurat trading and full or short ones at weekends, are known from 2015. That of Diwali 2026 is not.
 */
import { dayOf, dayOfDate, easterSunday, isWeekend } from './days.ts'
import { CLOSED, type Hours, type SessionRule } from './session-calendar.ts'
import { hoursByYear } from './yearly-hours.ts'

const REGULAR: Hours = [9 * 60 + 15, 15 * 60 + 30]
/** Two short sessions, before and after a switch to the site that stands by. */
const SWITCH_OVER: Hours = [9 * 60 + 15, 10 * 60, 11 * 60 + 30, 12 * 60 + 30]
const EVENING: Hours = [18 * 60 + 15, 19 * 60 + 15]

/** Holidays on weekdays, as month-day, from 2011 to 2026. */
const HOLIDAYS: readonly (readonly [number, string])[] = [
  [2011, '01-26 03-02 04-12 04-14 04-22 08-15 08-31 09-01 10-06 10-26 10-27 11-07 11-10 12-06'],
  [2012, '01-26 02-20 03-08 04-05 04-06 05-01 08-15 08-20 09-19 10-02 10-24 11-13 11-14 11-28 12-25'],
  [2013, '03-27 03-29 04-19 04-24 05-01 08-09 08-15 09-09 10-02 10-16 11-04 11-15 12-25'],
  [2014, '02-27 03-17 04-08 04-14 04-18 04-24 05-01 07-29 08-15 08-29 10-02 10-03 10-06 10-15 10-23 10-24 11-04 11-06 12-25'],
  [2015, '01-26 02-17 03-06 04-02 04-03 04-14 05-01 09-17 09-25 10-02 10-22 11-12 11-25 12-25'],
  [2016, '01-26 03-07 03-24 03-25 04-14 04-15 04-19 07-06 08-15 09-05 09-13 10-11 10-12 10-31 11-14'],
  [2017, '01-26 02-24 03-13 04-04 04-14 05-01 06-26 08-15 08-25 10-02 10-20 12-25'],
  [2018, '01-26 02-13 03-02 03-29 03-30 05-01 08-15 08-22 09-13 09-20 10-02 10-18 11-08 11-23 12-25'],
  [2019, '03-04 03-21 04-17 04-19 04-29 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-21 10-28 11-12 12-25'],
  [2020, '02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25'],
  [2021, '01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-05 11-19'],
  [2022, '01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-26 11-08'],
  [2023, '01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25'],
  [2024, '01-22 01-26 03-08 03-25 03-29 04-11 04-17 05-01 05-20 06-17 07-17 08-15 10-02 11-15 11-20 12-25'],
  [2025, '02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-22 11-05 12-25'],
  [2026, '01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25'],
]

/** Sessions on weekends and holidays: the budget, a switch of sites, Muhurat trading. */
const SPECIAL: Readonly<Record<string, Hours>> = {
  '2015-02-28': REGULAR,
  '2015-11-11': [17 * 60 + 45, 18 * 60 + 45],
  '2016-10-30': [18 * 60 + 30, 19 * 60 + 30],
  '2017-10-19': [18 * 60 + 30, 19 * 60 + 30],
  '2018-11-07': [17 * 60 + 30, 18 * 60 + 30],
  '2019-10-27': EVENING,
  '2020-02-01': REGULAR,
  '2020-11-14': EVENING,
  '2021-11-04': EVENING,
  '2022-10-24': EVENING,
  '2023-11-12': EVENING,
  '2024-01-20': REGULAR,
  '2024-03-02': SWITCH_OVER,
  '2024-05-18': SWITCH_OVER,
  '2024-11-01': [18 * 60, 19 * 60],
  '2025-02-01': REGULAR,
  '2025-10-21': [13 * 60 + 45, 14 * 60 + 45],
  '2026-02-01': REGULAR,
}

export const xnse: SessionRule = {
  name: 'XNSE',
  version: '2026-01-15',
  known: { from: 2011, to: 2026 },
  sessionsPerYear: 248,
  zone: 'Asia/Kolkata',
  openEveryDay: false,
  leadMinutes: 0,
  ordinary: REGULAR,
  hoursOf: hoursByYear({ ordinary: (day) => (isWeekend(day) ? CLOSED : REGULAR), exceptions }),
}

function exceptions(year: number): ReadonlyMap<number, Hours> {
  const days = new Map<number, Hours>()
  const listed = HOLIDAYS.find(([of]) => of === year)
  const holidays = listed === undefined ? holidaysByRule(year) : listed[1].split(' ').map((date) => dayOfDate(`${year}-${date}`))
  for (const day of holidays) days.set(day, CLOSED)
  for (const [date, hours] of Object.entries(SPECIAL)) if (date.startsWith(`${year}-`)) days.set(dayOfDate(date), hours)
  return days
}

/** Republic Day, Good Friday, the days of Maharashtra, independence and Gandhi, Christmas: none is made up for at a weekend. */
function holidaysByRule(year: number): number[] {
  const fixed = [dayOf(year, 1, 26), dayOf(year, 5, 1), dayOf(year, 8, 15), dayOf(year, 10, 2), dayOf(year, 12, 25)]
  return [...fixed, easterSunday(year) - 2]
}
