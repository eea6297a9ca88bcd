/** Daily returns compounded to those of calendar months, UTC. */
import { DAY_MS } from '../../model/time.ts'

/** One return a month that has a day, in order. `day` counts from 1970-01-01 and rises. */
export function monthlyOf(day: Float64Array, returns: Float64Array): Float64Array {
  const months: number[] = []
  let growth = 1
  for (let i = 0; i < day.length; i++) {
    growth *= 1 + returns[i]!
    if (i + 1 < day.length && monthOf(day[i + 1]!) === monthOf(day[i]!)) continue
    months.push(growth - 1)
    growth = 1
  }
  return Float64Array.from(months)
}

/** Months since 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}
