/** Days counted from 1970-01-01, and the rules by which holidays move among them. */
import { DAY_MS } from '../model/time.ts'

export const SUNDAY = 0
export const MONDAY = 1
export const TUESDAY = 2
export const WEDNESDAY = 3
export const THURSDAY = 4
export const FRIDAY = 5
export const SATURDAY = 6

/** The name of a day, SUNDAY to SATURDAY; day 0 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

export function isWeekend(day: number): boolean {
  const name = weekday(day)
  return name === SATURDAY || name === SUNDAY
}

/** The number of a date; months are 1 to 12. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}

/** The number of a date such as `2024-01-31`. */
export function dayOfDate(iso: string): number {
  return Date.parse(iso) / DAY_MS
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

/** Which of `dates`, such as `2024-01-31`, are of a year. */
export function daysInYear(dates: readonly string[], year: number): number[] {
  return dates.filter((date) => date.startsWith(`${year}-`)).map(dayOfDate)
}

/** The nth Monday, Tuesday … of a month; n from 1. */
export function nthWeekday(year: number, month: number, { name, n }: { readonly name: number; readonly n: number }): number {
  const first = dayOf(year, month, 1)
  return first + ((name - weekday(first) + 7) % 7) + (n - 1) * 7
}

/** The last Monday of a month. */
export function lastMonday(year: number, month: number): number {
  const last = dayOf(year, month + 1, 0)
  return last - ((weekday(last) - MONDAY + 7) % 7)
}

/** Saturday's holiday is kept on Friday, Sunday's on Monday. */
export function observed(day: number): number {
  const name = weekday(day)
  if (name === SATURDAY) return day - 1
  return name === SUNDAY ? day + 1 : day
}

/** The day itself, or the Friday before when it falls on a weekend. */
export function fridayBefore(day: number): number {
  const name = weekday(day)
  if (name === SATURDAY) return day - 1
  return name === SUNDAY ? day - 2 : day
}

/** Easter by the Gregorian reckoning (the anonymous algorithm of 1876, as Meeus gives it). */
export function easterSunday(year: number): number {
  const moon = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * moon + century - Math.floor(century / 4) - shift + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((moon + 11 * epact + 22 * toSunday) / 451)
  return dayOf(year, 3, 22) + epact + toSunday - 7 * late
}
