import { DAY_MS, MINUTE_MS } from '../model/time.ts'
import type { Timeframe } from '../model/timeframe.ts'
import type { Calendar } from './calendar.ts'

const DAYS_PER_YEAR = 365.2425

/**
 * How many bars of a timeframe an ordinary year has, for turning figures per bar into figures per year: within the day the
 * sessions times the bars that a session takes, begun ones counted; weeks and months as the year has them.
 *
 *     barsPerYear(calendarOf('XNYS'), parseTimeframe('1h')) // 252 × 7
 */
export function barsPerYear(calendar: Calendar, timeframe: Timeframe): number {
  if (timeframe.months > 0) return 12 / timeframe.months
  if (timeframe.ms < DAY_MS) return calendar.sessionsPerYear * Math.ceil((calendar.sessionMinutes * MINUTE_MS) / timeframe.ms)
  const days = timeframe.ms / DAY_MS
  return days < 7 ? calendar.sessionsPerYear / days : DAYS_PER_YEAR / days
}
