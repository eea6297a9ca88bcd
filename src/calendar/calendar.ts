/** A time of day on a wall clock, such as 15:59. */
export interface WallClock {
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
}

/**
 * When a market is open. A *session* belongs to one local date, its day; times are epoch milliseconds throughout.
 * The tables behind a calendar have a version: equal names and versions give equal answers.
 */
export interface Calendar {
  readonly name: string
  readonly version: string
  /** Sessions in an ordinary year, for annualisation. */
  readonly sessionsPerYear: number
  /** IANA name of the zone in which its days begin and its wall clock runs. */
  readonly zone: string
  /** True when there is a session on every day of the week and no holiday. */
  readonly openEveryDay: boolean
  /**
   * The day of the session that holds `timeMs`, as UTC midnight of that date. A time between sessions belongs to the day
   * the calendar would give it: in `FX`, Friday after 17:00 is Saturday's.
   */
  sessionKey(timeMs: number): number
  /** Whether the market is open at `timeMs`: the opening instant is, the closing instant is not. */
  isOpen(timeMs: number): boolean
  /**
   * The first instant after `afterMs` at which the wall clock shows `clock` on a day with a session, open or not at that
   * hour. It comes once a day: a time that daylight saving skips comes at the jump, one that it repeats comes the first time.
   */
  nextClock(clock: WallClock, afterMs: number): number
}
