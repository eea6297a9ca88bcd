/** A part of the data to choose in, and a part that had no say in the choice. */
import type { Timestamp } from '../model/time.ts'
import type { Timeline } from './span.ts'

/** Bars that open at `from` or later and before `to`. */
export interface Stretch {
  readonly from: Timestamp
  readonly to: Timestamp
}

export interface Fold {
  /** Counted from 0. */
  readonly number: number
  /** In order of time, apart from each other and from the test. */
  readonly train: readonly Stretch[]
  readonly test: readonly Stretch[]
}

/** Folds that a search may have. */
export const FOLDS_MAX = 10_000

/** Bars of a list of stretches. */
export function barsIn(stretches: readonly Stretch[], timeline: Timeline): number {
  return stretches.reduce((sum, { from, to }) => sum + timeline.barsBefore(to) - timeline.barsBefore(from), 0)
}
