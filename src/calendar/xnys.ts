/**
 * The New York Stock Exchange's days by rule, and the days that no rule gives. Rules start in the year they did; the
 * days without a rule are known from 1990 to the version's date. Years outside follow the rules alone.
 */
import { DAY_MS } from '../model/time.ts'
import { CLOSED, isWeekend, MONDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, weekday, type SessionRule } from './session-calendar.ts'

const REGULAR_CLOSE = 16 * 60
const EARLY_CLOSE = 13 * 60
/** Half days ended an hour later before 1993. */
const EARLY_CLOSE_BEFORE_1993 = 14 * 60

/** Mourning, attack and storm: the exchange stayed shut. */
const CLOSED_AD_HOC = [
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
const EARLY_AD_HOC = ['1997-12-26', '1999-12-31', '2003-12-26']

/** The exchange's name and hours, and what of them each day has. */
export const xnys: SessionRule = {
  name: 'XNYS',
  version: '2025-01-09',
  sessionsPerYear: 252,
  zone: 'America/New_York',
  openEveryDay: false,
  openMinute: 9 * 60 + 30,
  closeMinute: (day) => (isWeekend(day) ? CLOSED : exceptions.closeMinute(day)),
}

/** Closing minutes of the days that are not regular, by year. Years are few, so all that were asked for are kept. */
class Exceptions {
  private readonly years = new Map<number, ReadonlyMap<number, number>>()
  /** The year of the last question, as days `from` <= day < `to`: questions come in order of time. */
  private latest: ReadonlyMap<number, number> = new Map()
  private from = 0
  private to = 0

  closeMinute(day: number): number {
    if (day < this.from || day >= this.to) this.turnTo(new Date(day * DAY_MS).getUTCFullYear())
    return this.latest.get(day) ?? REGULAR_CLOSE
  }

  private turnTo(year: number): void {
    this.latest = this.years.get(year) ?? exceptionsOfYear(year)
    this.years.set(year, this.latest)
    this.from = dayOf(year, 1, 1)
    this.to = dayOf(year + 1, 1, 1)
  }
}

const exceptions = new Exceptions()

function exceptionsOfYear(year: number): ReadonlyMap<number, number> {
  const days = new Map<number, number>()
  const early = year < 1993 ? EARLY_CLOSE_BEFORE_1993 : EARLY_CLOSE
  for (const day of earlyClosesOf(year)) days.set(day, early)
  for (const day of [...holidaysOf(year), ...inYear(CLOSED_AD_HOC, year)]) days.set(day, CLOSED)
  return days
}

function holidaysOf(year: number): number[] {
  const newYear = dayOf(year, 1, 1)
  const days = [
    // A New Year's Day on Saturday is not made up for: 31 December closes the books.
    weekday(newYear) === SUNDAY ? newYear + 1 : newYear,
    nthWeekday(year, 2, MONDAY, 3),
    easterSunday(year) - 2,
    lastMondayOfMay(year),
    observed(dayOf(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    thanksgiving(year),
    observed(dayOf(year, 12, 25)),
  ]
  if (year >= 1998) days.push(nthWeekday(year, 1, MONDAY, 3))
  if (year >= 2022) days.push(observed(dayOf(year, 6, 19)))
  return days
}

/** The days before Independence Day and Christmas and the day after Thanksgiving, where custom made them short. */
function earlyClosesOf(year: number): number[] {
  const days = inYear(EARLY_AD_HOC, year)
  if (year >= 1992) days.push(thanksgiving(year) + 1)
  const eve = dayOf(year, 12, 24)
  if (weekday(eve) <= THURSDAY) days.push(eve)
  const third = dayOf(year, 7, 3)
  const name = weekday(third)
  if (year >= 1995 && (name === MONDAY || name === TUESDAY || name === THURSDAY)) days.push(third)
  // Independence Day on a Thursday: the Friday after was short until 2012, the Wednesday before since.
  if (year >= 1995 && name === WEDNESDAY) days.push(year < 2013 ? third + 2 : third)
  return days
}

function thanksgiving(year: number): number {
  return nthWeekday(year, 11, THURSDAY, 4)
}

function lastMondayOfMay(year: number): number {
  const last = dayOf(year, 5, 31)
  return last - ((weekday(last) - MONDAY + 7) % 7)
}

/** Saturday's holiday is kept on Friday, Sunday's on Monday. */
function observed(day: number): number {
  const name = weekday(day)
  if (name === SATURDAY) return day - 1
  return name === SUNDAY ? day + 1 : day
}

function nthWeekday(year: number, month: number, name: number, n: number): number {
  const first = dayOf(year, month, 1)
  return first + ((name - weekday(first) + 7) % 7) + (n - 1) * 7
}

/** Easter by the Gregorian reckoning (the anonymous algorithm of 1876, as Meeus gives it). */
function easterSunday(year: number): number {
  const moon = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * moon + century - Math.floor(century / 4) - shift + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((moon + 11 * epact + 22 * toSunday) / 451)
  return dayOf(year, 3, 22) + epact + toSunday - 7 * late
}

function inYear(dates: readonly string[], year: number): number[] {
  return dates.filter((date) => date.startsWith(`${year}-`)).map((date) => Date.parse(date) / DAY_MS)
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}
