/** The nouns of a search: what may be tried, what is tried, what came of it, and whoever decides what is tried next. */
import type { ErrorCode } from '../base/error-codes.ts'
import type { ParamValue } from '../model/ports.ts'

/**
 * Values that one parameter may have. A number without a step is any number between the bounds, a whole one any whole number.
 * With `log`, values are drawn evenly over their logarithms, and `step` is the factor from one to the next.
 */
export type Dimension =
  | { readonly kind: 'int' | 'float'; readonly min: number; readonly max: number; readonly step?: number; readonly log?: true }
  | { readonly kind: 'choice'; readonly values: readonly ParamValue[] }

/** The parameters that are searched, by name; all others keep their values. */
export type Space = Readonly<Record<string, Dimension>>

export type Params = Readonly<Record<string, ParamValue>>

/** One run that is to be made. */
export interface Trial {
  /** Counted from 0 in the order in which trials are asked for. */
  readonly number: number
  readonly params: Params
  /** Share of the bars that it sees, above 0 and at most 1; below 1 in successive halving alone. */
  readonly share: number
}

/** What came of a trial. */
export interface TrialResult {
  /** That of the trial. */
  readonly number: number
  readonly status: 'done' | 'failed'
  /** Statistics by id; null where there is none. */
  readonly figures: Readonly<Record<string, number | null>>
  /** Of one that failed: why. */
  readonly error?: { readonly code: ErrorCode | 'BUG'; readonly message: string }
  /** Daily returns on the days that all trials of the sweep share; what overfitting is judged by. */
  readonly returns?: Float64Array
}

/** Decides what is tried. Equal seeds and equal results give equal trials, whichever worker was first. */
export interface Method {
  readonly name: string
  /**
   * The next batch; none when the search is over.
   * @param results those of every trial asked for so far, by number; a method that learns looks at nothing else
   */
  next(results: readonly TrialResult[]): readonly Trial[]
}
