/** Holidays of the exchanges of the United States by rule, each from the year in which it came into force. */
import { dayOf, easterSunday, lastMonday, MONDAY, nthWeekday, observed, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, weekday } from './days.ts'

/** New Year's Day and Christmas: everything is shut. */
export function newYearAndChristmas(year: number): number[] {
  const newYear = dayOf(year, 1, 1)
  // A New Year's Day on Saturday is not made up for: 31 December closes the books.
  return [weekday(newYear) === SUNDAY ? newYear + 1 : newYear, observed(dayOf(year, 12, 25))]
}

export function goodFriday(year: number): number {
  return easterSunday(year) - 2
}

/** The other holidays of the nation that stock exchanges keep. */
export function nationalHolidays(year: number): number[] {
  const days = [
    nthWeekday(year, 2, { name: MONDAY, n: 3 }),
    lastMonday(year, 5),
    observed(dayOf(year, 7, 4)),
    nthWeekday(year, 9, { name: MONDAY, n: 1 }),
    thanksgiving(year),
  ]
  if (year >= 1998) days.push(nthWeekday(year, 1, { name: MONDAY, n: 3 }))
  if (year >= 2022) days.push(observed(dayOf(year, 6, 19)))
  return days
}

/** The days before Independence Day and Christmas and the day after Thanksgiving, where custom made them short. */
export function shortDays(year: number): number[] {
  const days: number[] = []
  if (year >= 1992) days.push(thanksgiving(year) + 1)
  const eve = dayOf(year, 12, 24)
  if (weekday(eve) >= MONDAY && weekday(eve) <= THURSDAY) days.push(eve)
  const third = dayOf(year, 7, 3)
  const name = weekday(third)
  if (year >= 1995 && (name === MONDAY || name === TUESDAY || name === THURSDAY)) days.push(third)
  // Independence Day on a Thursday: the Friday after was short until 2012, the Wednesday before since.
  if (year >= 1995 && name === WEDNESDAY) days.push(year < 2013 ? third + 2 : third)
  return days
}

function thanksgiving(year: number): number {
  return nthWeekday(year, 11, { name: THURSDAY, n: 4 })
}
