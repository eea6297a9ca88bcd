import type { MarketHours } from './market-hours.ts'

/** A time of day on a wall clock, such as 15:59. */
export interface WallClock {
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
}

/** When a session opens and when it closes, epoch ms. */
export interface Session {
  readonly open: number
  readonly close: number
}

/**
 * The years whose holidays and special days a calendar knows, both counted. Before and after, its weekly hours and the
 * holidays that a rule gives still hold, and no others: see `outsideKnownYears`.
 */
export interface KnownYears {
  readonly from: number
  readonly to: number
}

/** A table of market hours, and whether a calendar is of the regular ones or of the extended. */
export interface CalendarSource {
  readonly table: MarketHours
  readonly hours: 'regular' | 'extended'
}

/**
 * When a market is open. A *session* belongs to one local date, its day; it may have breaks, within which the market is
 * closed. Times are epoch milliseconds throughout, days the UTC midnight of their date.
 * The tables behind a calendar have a version: equal names and versions give equal answers. No method but `sessionOf`
 * allocates.
 */
export interface Calendar {
  /** What it was made from, where that is a table of market hours: whoever keeps a run keeps it too. */
  readonly madeFrom?: CalendarSource
  readonly name: string
  readonly version: string
  /** Sessions in an ordinary year, for annualisation. */
  readonly sessionsPerYear: number
  /** Minutes that the market is open in an ordinary session. */
  readonly sessionMinutes: number
  /** IANA name of the zone in which its days begin and its wall clock runs. */
  readonly zone: string
  /** True when there is a session on every day of the week and no holiday. */
  readonly openEveryDay: boolean
  readonly known: KnownYears
  /**
   * The day of the session that holds `timeMs`, as UTC midnight of that date. A time between sessions belongs to the day
   * the calendar would give it: in `FX`, Friday after 17:00 is Saturday's.
   */
  sessionKey(timeMs: number): number
  /** Whether the market is open at `timeMs`: the opening instant is, the closing instant is not, a break is not. */
  isOpen(timeMs: number): boolean
  /** When the session opened in which the market is open at `timeMs`; NaN when it is closed then. */
  sessionOpen(timeMs: number): number
  /** The first opening of a session strictly after `afterMs`. */
  nextOpen(afterMs: number): number
  /**
   * The first close of a session strictly after `afterMs`: the end of the session that holds it, or of the next. A day order
   * accepted at `afterMs` is dead from then on.
   */
  nextClose(afterMs: number): number
  /** The first instant strictly after `afterMs` at which a session or a part of one between breaks begins or ends. */
  nextChange(afterMs: number): number
  /** Open and close of a day's session, null when it has none. */
  sessionOf(day: number): Session | null
  /** The first day with a session after `day`. */
  nextSession(day: number): number
  /** The last day with a session before `day`. */
  previousSession(day: number): number
  /** When the wall clock shows `clock` on a day, with a session or without. See `nextClock` for jumps of the clock. */
  clockOn(day: number, clock: WallClock): number
  /**
   * The first instant after `afterMs` at which the wall clock shows `clock` on a day with a session, open or not at that
   * hour. It comes once a day: a time that daylight saving skips comes at the jump, one that it repeats comes the first time.
   */
  nextClock(clock: WallClock, afterMs: number): number
}
