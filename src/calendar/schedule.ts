import { DAY_MS } from '../model/time.ts'
import type { Calendar } from './calendar.ts'

/** Instants in order: what `at` rings by. */
export interface Schedule {
  /** In words, for messages and reports. */
  readonly says: string
  /** The first of them strictly after `afterMs`, Infinity when none is left. */
  nextAfter(afterMs: number): number
}

/** Which days. A day is the UTC midnight of its date. */
export interface DayRule {
  readonly says: string
  readonly calendar: Calendar
  /** The first such day at or after `day`, NaN when none is left. */
  nextDay(day: number): number
}

/** When on a day. */
export interface TimeRule {
  readonly says: string
  /** The first such instant of the day strictly after `afterMs`, NaN when there is none. */
  nextOn(calendar: Calendar, day: number, afterMs: number): number
}

/** Offsets from open and close are at most a day, so what is due now belongs to a session no further back. */
const DAYS_BACK = 2 * DAY_MS

/**
 * Days by one rule, times by another:
 *
 *     schedule(monthEnd(calendarOf('XNYS')), beforeClose(10))
 */
export function schedule(days: DayRule, times: TimeRule): Schedule {
  const { calendar } = days
  return {
    says: `${times.says} on ${days.says}`,
    nextAfter(afterMs) {
      for (let from = calendar.sessionKey(afterMs) - DAYS_BACK; ;) {
        const day = days.nextDay(from)
        if (Number.isNaN(day)) return Infinity
        const instant = times.nextOn(calendar, day, afterMs)
        if (!Number.isNaN(instant)) return instant
        from = day + DAY_MS
      }
    },
  }
}
