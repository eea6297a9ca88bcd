/** Hours of days by year: what is ordinary, and the days that are not, which are worked out once for each year asked about. */
import { dayOf, yearOf } from './days.ts'
import type { Hours } from './session-calendar.ts'

export interface YearlyHours {
  /** The hours of a day by its name alone. */
  readonly ordinary: (day: number) => Hours
  /** The days of a year that have other hours, or none. */
  readonly exceptions: (year: number) => ReadonlyMap<number, Hours>
}

/** Years that are remembered; data that span more are worked out again. */
const YEARS_MAX = 256

export function hoursByYear({ ordinary, exceptions }: YearlyHours): (day: number) => Hours {
  const years = new Map<number, ReadonlyMap<number, Hours>>()
  // The year of the last question, as days from <= day < to: questions come in order of time.
  let latest: ReadonlyMap<number, Hours> = new Map()
  let from = 0
  let to = 0
  const turnTo = (year: number): void => {
    if (years.size >= YEARS_MAX) years.clear()
    latest = years.get(year) ?? exceptions(year)
    years.set(year, latest)
    from = dayOf(year, 1, 1)
    to = dayOf(year + 1, 1, 1)
  }
  return (day) => {
    if (day < from || day >= to) turnTo(yearOf(day))
    return latest.get(day) ?? ordinary(day)
  }
}
