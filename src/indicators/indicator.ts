/**
 * What every indicator is: state, a rule that takes one row of inputs, and two ways to run the rule that give the same
 * bits: `update` for one row (typed by each class), `fill` for a stretch of columns. Neither allocates, and state carries
 * across calls: a column may be cut anywhere.
 *
 * NaN rule: a row with a NaN input gives NaN outputs and leaves the state as it was. Warm-up rows give NaN in every output.
 */
export interface Indicator {
  /** Names of the input columns in order, such as ['high', 'low', 'close'] or ['value']. */
  readonly inputs: readonly string[]
  /** Names of the output columns in order, such as ['upper', 'middle', 'lower'] or ['value']. */
  readonly outputs: readonly string[]
  /** Rows that give NaN before the first value, which all outputs have at once: SMA(10) has 9. */
  readonly warmup: number
  /** Set when later rows change what it said of earlier ones, with what to use in its place: a strategy is refused it. */
  readonly repaints?: { readonly instead: string }
  /**
   * Runs the rule over rows: `count` rows of each input from `sourceAt`, results into each output from `targetAt`.
   * Sources and targets may be longer; a target may not overlap a source.
   */
  fill(sources: readonly Float64Array[], sourceAt: number, targets: readonly Float64Array[], targetAt: number, count: number): void
}
