import { LockstepError } from '../base/error.ts'
import { DAY_MS, formatTime, HOUR_MS, MINUTE_MS, type Timestamp } from '../model/time.ts'
import type { Calendar, CalendarSource, KnownYears, Session, WallClock } from './calendar.ts'
import { ZoneOffsets } from './zone-offsets.ts'

/**
 * When the market is open on a session's day, in minutes from that date's local midnight: open, close, open, close …
 * ascending. Minutes before midnight are negative: -420 is 17:00 of the day before. Empty: no session.
 */
export type Hours = readonly number[]

export const CLOSED: Hours = []

/** What a calendar is made of. Days are counted from 1970-01-01. */
export interface SessionRule {
  readonly name: string
  readonly version: string
  readonly known: KnownYears
  readonly sessionsPerYear: number
  readonly zone: string
  readonly openEveryDay: boolean
  /** How long before its local midnight a session's day begins, in minutes; negative for after. No hours reach over its ends. */
  readonly leadMinutes: number
  /** The hours of an ordinary session. */
  readonly ordinary: Hours
  hoursOf(day: number): Hours
}

/** No market rests longer than this many days in a row; a search that passes it has met a table without sessions. */
const REST_DAYS_MAX = 400
/** Parts of a session, between breaks. */
const PARTS_MAX = 16

/** A calendar from its rule: arithmetic on local days. The day asked about last is kept as instants, since questions come in order. */
export class SessionCalendar implements Calendar {
  readonly name: string
  readonly version: string
  readonly sessionsPerYear: number
  readonly sessionMinutes: number
  readonly zone: string
  readonly openEveryDay: boolean
  readonly known: KnownYears
  readonly madeFrom?: CalendarSource
  private readonly rule: SessionRule
  private readonly offsets: ZoneOffsets
  private readonly leadMs: number
  /** The day at hand, when it begins and ends, and the instants of its hours. */
  private day = 0
  private from = Infinity
  private to = -Infinity
  private readonly edges = new Float64Array(2 * PARTS_MAX)
  private edgeCount = 0
  private session: Session | null | undefined

  constructor(rule: SessionRule, madeFrom?: CalendarSource) {
    if (madeFrom !== undefined) this.madeFrom = madeFrom
    this.name = rule.name
    this.version = rule.version
    this.sessionsPerYear = rule.sessionsPerYear
    this.sessionMinutes = openMinutes(rule.ordinary)
    this.zone = rule.zone
    this.openEveryDay = rule.openEveryDay
    this.known = rule.known
    this.rule = rule
    this.offsets = new ZoneOffsets(rule.zone)
    this.leadMs = rule.leadMinutes * MINUTE_MS
  }

  sessionKey(timeMs: number): number {
    this.seek(timeMs)
    return this.day * DAY_MS
  }

  isOpen(timeMs: number): boolean {
    this.seek(timeMs)
    for (let i = 0; i < this.edgeCount; i += 2) {
      if (timeMs < this.edges[i]!) return false
      if (timeMs < this.edges[i + 1]!) return true
    }
    return false
  }

  sessionOpen(timeMs: number): number {
    return this.isOpen(timeMs) ? this.edges[0]! : NaN
  }

  nextOpen(afterMs: number): number {
    this.seek(afterMs)
    if (this.edgeCount === 0 || this.edges[0]! <= afterMs) this.turnTo(this.dayAfter(this.day))
    return this.edges[0]!
  }

  nextClose(afterMs: number): number {
    this.seek(afterMs)
    if (this.edgeCount === 0 || this.edges[this.edgeCount - 1]! <= afterMs) this.turnTo(this.dayAfter(this.day))
    return this.edges[this.edgeCount - 1]!
  }

  nextChange(afterMs: number): number {
    this.seek(afterMs)
    for (let i = 0; i < this.edgeCount; i++) if (this.edges[i]! > afterMs) return this.edges[i]!
    this.turnTo(this.dayAfter(this.day))
    return this.edges[0]!
  }

  sessionOf(day: number): Session | null {
    if (this.day * DAY_MS !== day || this.from > this.to) this.turnTo(Math.floor(day / DAY_MS))
    if (this.session === undefined) {
      this.session = this.edgeCount === 0 ? null : { open: this.edges[0]!, close: this.edges[this.edgeCount - 1]! }
    }
    return this.session
  }

  nextSession(day: number): number {
    return this.dayAfter(Math.floor(day / DAY_MS)) * DAY_MS
  }

  previousSession(day: number): number {
    const last = Math.ceil(day / DAY_MS) - 1
    for (let d = last; d > last - REST_DAYS_MAX; d--) if (this.rule.hoursOf(d).length > 0) return d * DAY_MS
    throw this.noSession('before', day)
  }

  clockOn(day: number, clock: WallClock): number {
    const sinceMidnight = clock.hour * HOUR_MS + clock.minute * MINUTE_MS
    // The day that begins at 17:00 has the evening of the date before, not its own.
    const shift = Math.floor((sinceMidnight + this.leadMs) / DAY_MS) * DAY_MS
    return this.offsets.instantOf(day + sinceMidnight - shift)
  }

  nextClock(clock: WallClock, afterMs: number): number {
    this.seek(afterMs)
    // The day before is tried too: after a jump over its end its time may still be to come.
    for (let day = (this.day - 2) * DAY_MS; ;) {
      day = this.nextSession(day)
      const instant = this.clockOn(day, clock)
      if (instant > afterMs) return instant
    }
  }

  /** Makes the day that holds a time the day at hand. */
  private seek(timeMs: number): void {
    if (timeMs >= this.from && timeMs < this.to) return
    let day = Math.floor((timeMs + this.offsets.offsetAt(timeMs) + this.leadMs) / DAY_MS)
    this.turnTo(day)
    // Where clocks are set back over the edge of a day, its local times come twice: the day's instants decide.
    while (timeMs < this.from) this.turnTo(--day)
    while (timeMs >= this.to) this.turnTo(++day)
  }

  private turnTo(day: number): void {
    const hours = this.rule.hoursOf(day)
    const midnight = day * DAY_MS
    this.day = day
    this.from = this.offsets.instantOf(midnight - this.leadMs)
    this.to = this.offsets.instantOf(midnight + DAY_MS - this.leadMs)
    for (let i = 0; i < hours.length; i++) this.edges[i] = this.offsets.instantOf(midnight + hours[i]! * MINUTE_MS)
    this.edgeCount = hours.length
    this.session = undefined
  }

  private dayAfter(day: number): number {
    for (let d = day + 1; d <= day + REST_DAYS_MAX; d++) if (this.rule.hoursOf(d).length > 0) return d
    throw this.noSession('after', day * DAY_MS)
  }

  private noSession(way: string, timeMs: number): LockstepError {
    return new LockstepError(
      'E_CONFIG',
      `calendar ${this.name} has no session in the ${REST_DAYS_MAX} days ${way} ${formatTime(timeMs as Timestamp)}`,
      'Correct the holidays of its table.',
    )
  }
}

/** Minutes that the market is open in these hours. */
export function openMinutes(hours: Hours): number {
  let minutes = 0
  for (let i = 0; i < hours.length; i += 2) minutes += hours[i + 1]! - hours[i]!
  return minutes
}
