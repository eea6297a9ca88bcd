/**
 * Which days of equity count: those on which the run's calendar has a session, so that a year has as many of them as annualising
 * takes it to have. Marks come on other days too: a week's bar ends on a Sunday, currencies and futures open on Sunday evening
 * for Monday's session, and interest is paid on any day.
 */
import type { DailySeries } from './daily-equity.ts'

export interface SessionDays {
  /** Whether there is a session on a day, counted from 1970-01-01. */
  hasSession(day: number): boolean
  /** Whether a session without a mark counts too, as a day with a return of 0. */
  readonly countsEverySession: boolean
}

/** Equity by day with a session: marks of other days count to the next one, after the last to that. All days where there is no session at all. */
export function sessionDays(marked: DailySeries, rule: SessionDays): DailySeries {
  const [first = 0, last = -1] = [marked.day[0], marked.day[marked.day.length - 1]]
  const length = rule.countsEverySession ? last - first + 1 : marked.day.length
  const [day, equity] = [new Float64Array(length), new Float64Array(length)]
  let count = 0
  for (let i = 0, row = 0; i < length; i++) {
    const now = rule.countsEverySession ? first + i : marked.day[i]!
    while (row + 1 < marked.day.length && marked.day[row + 1]! <= now) row++
    if (!rule.hasSession(now)) continue
    day[count] = now
    equity[count++] = marked.equity[row]!
  }
  if (count === 0) return marked
  equity[count - 1] = marked.equity[marked.equity.length - 1]!
  return { day: day.subarray(0, count), equity: equity.subarray(0, count) }
}
