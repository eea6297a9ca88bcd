/** The hole through which steps are timed: the engine knows no time, so it says what a part of a step belongs to and no more. */

/** What the time of a step goes to, in the order in which it comes: the names of the numbers below. */
export const stepPhases = ['clock', 'match', 'book', 'close', 'strategy', 'risk', 'accept', 'record'] as const

export type StepPhase = (typeof stepPhases)[number]

/** The clock, the last price, margin calls: what the engine does itself between the others. */
export const PHASE_CLOCK = 0
/** The venue holds bars against open orders. */
export const PHASE_MATCH = 1
/** Fills are booked; what the account owes and is owed falls due. */
export const PHASE_BOOK = 2
/** Rows are read on, timeframes close, lines take bars. */
export const PHASE_CLOSE = 3
export const PHASE_STRATEGY = 4
/** Requests are sized and reviewed. */
export const PHASE_RISK = 5
export const PHASE_ACCEPT = 6
/** A journal is told the input, the account is marked, the taps are handed what happened. */
export const PHASE_RECORD = 7

/** Who times some steps of a run. Steps between them are taken as always. */
export interface PhaseClock {
  /** Whether a step is being timed. */
  readonly timing: boolean
  /** Steps to take before the next one is timed, at least 0. */
  skip(): number
  /** A step that is timed begins: it is the clock's. */
  begin(): void
  /** What comes now belongs to `phase`; returns what it belonged to until now. Outside a timed step it does nothing. */
  enter(phase: number): number
  end(): void
  /** What is done for many steps at once begins or has ended, in a timed step or between: it is told apart from them all. */
  ahead(begins: boolean): void
  /** All is warm and trading begins: called once, in the step of which that is true. */
  warm(): void
}
