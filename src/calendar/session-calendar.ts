import { Bug } from '../base/assert.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../model/time.ts'
import type { Calendar, WallClock } from './calendar.ts'
import { ZoneOffsets } from './zone-offsets.ts'

/** What a calendar is made of. Days are counted from 1970-01-01, minutes from a day's local midnight. */
export interface SessionRule {
  readonly name: string
  readonly version: string
  readonly sessionsPerYear: number
  readonly zone: string
  readonly openEveryDay: boolean
  /** When a session begins: 570 is 09:30, -420 is 17:00 of the day before. */
  readonly openMinute: number
  /** When the session of a day ends, in minutes of that day; CLOSED when it has none. */
  closeMinute(day: number): number
}

export const CLOSED = -1440

export const SUNDAY = 0
export const MONDAY = 1
export const TUESDAY = 2
export const WEDNESDAY = 3
export const THURSDAY = 4
export const SATURDAY = 6

/** The name of a day, SUNDAY to SATURDAY; day 0 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

export function isWeekend(day: number): boolean {
  const name = weekday(day)
  return name === SATURDAY || name === SUNDAY
}

/** No market rests longer than this many days in a row; a search that passes it has met a broken table. */
const REST_DAYS_MAX = 31

/** A calendar from its rule: everything here is arithmetic on local days, nothing allocates. */
export class SessionCalendar implements Calendar {
  readonly name: string
  readonly version: string
  readonly sessionsPerYear: number
  readonly zone: string
  readonly openEveryDay: boolean
  private readonly rule: SessionRule
  private readonly offsets: ZoneOffsets
  /** Added to local time so that the part of a session before midnight falls on the session's day. */
  private readonly leadMs: number

  constructor(rule: SessionRule) {
    this.name = rule.name
    this.version = rule.version
    this.sessionsPerYear = rule.sessionsPerYear
    this.zone = rule.zone
    this.openEveryDay = rule.openEveryDay
    this.rule = rule
    this.offsets = new ZoneOffsets(rule.zone)
    this.leadMs = Math.max(0, -rule.openMinute) * MINUTE_MS
  }

  sessionKey(timeMs: number): number {
    return this.dayOf(timeMs) * DAY_MS
  }

  isOpen(timeMs: number): boolean {
    const day = this.dayOf(timeMs)
    const minute = (timeMs + this.offsets.offsetAt(timeMs) - day * DAY_MS) / MINUTE_MS
    return minute >= this.rule.openMinute && minute < this.rule.closeMinute(day)
  }

  nextClock(clock: WallClock, afterMs: number): number {
    const clockMs = clock.hour * HOUR_MS + clock.minute * MINUTE_MS
    // Yesterday's date is tried too: after a jump over midnight its time may still be to come.
    const first = Math.floor((afterMs + this.offsets.offsetAt(afterMs)) / DAY_MS) - 1
    for (let date = first; date <= first + REST_DAYS_MAX; date++) {
      const local = date * DAY_MS + clockMs
      const sessionDay = Math.floor((local + this.leadMs) / DAY_MS)
      if (this.rule.closeMinute(sessionDay) === CLOSED) continue
      const instant = this.offsets.instantOf(local)
      if (instant > afterMs) return instant
    }
    throw new Bug(`calendar ${this.name} has no session within ${REST_DAYS_MAX} days of ${afterMs}`)
  }

  /** Number of the session day that a time belongs to. */
  private dayOf(timeMs: number): number {
    return Math.floor((timeMs + this.offsets.offsetAt(timeMs) + this.leadMs) / DAY_MS)
  }
}
