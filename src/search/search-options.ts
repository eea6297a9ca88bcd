/** What every method is given, and the form in which the list of methods knows it. */
import type { Score } from './objective.ts'
import type { Method, Params, Space } from './trial.ts'

export interface SearchOptions {
  readonly space: Space
  /** Trials in all, those on a share of the data counted too. */
  readonly trialsMax: number
  readonly seed: number
  /** Whether the strategy takes such parameters: its own check. */
  readonly allows: (params: Params) => boolean
  /** What methods that learn make larger. */
  readonly score: Score
  /**
   * What trials on a share of the data are judged by: the score without its condition, since thirty round trips, say, are asked of all
   * of the data.
   */
  readonly scoreOnShare: Score
  /** Trials of one batch, of methods that learn. */
  readonly batchSize: number
  /** Successive halving: data grow by this factor from rung to rung, and trials shrink by it. */
  readonly factor: number
  /** Successive halving: the smallest share of the data that says anything. */
  readonly shareMin: number
}

export interface MethodKind {
  readonly name: string
  /** One sentence for help and reports. */
  readonly says: string
  create(options: SearchOptions): Method
}
