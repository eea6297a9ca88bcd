/** Daily returns compounded to those of calendar months, UTC. */
import { DAY_MS } from '../../model/time.ts'

/** One return a month that has a day, in order. `day` counts from 1970-01-01 and rises. */
export function monthlyOf(day: Float64Array, returns: Float64Array): Float64Array {
  const months: number[] = []
  let next = -Infinity
  for (let i = 0; i < day.length; i++) {
    if (day[i]! >= next) {
      next = monthAfter(day[i]!)
      months.push(1)
    }
    months[months.length - 1]! *= 1 + returns[i]!
  }
  return Float64Array.from(months, (growth) => growth - 1)
}

/** The first day of the month after that of `day`. */
export function monthAfter(day: number): number {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / DAY_MS
}

/** Months since 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}
