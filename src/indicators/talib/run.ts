/** Runs indicators over whole columns for the functions under TA-Lib's names. */
import { LockstepError } from '../../base/error.ts'
import type { Indicator } from '../indicator.ts'

/** A column of numbers, oldest first; NaN where there is none. */
export type Column = Float64Array | readonly number[]

/** Each output as a column as long as the inputs, NaN where the indicator has no value. @throws LockstepError E_PARAM_VALUE for columns of different lengths */
export function run(indicator: Indicator, ...inputs: readonly Column[]): Float64Array[] {
  const sources = inputs.map((column) => (column instanceof Float64Array ? column : Float64Array.from(column)))
  const length = sources[0]?.length ?? 0
  const odd = sources.find((source) => source.length !== length)
  if (odd !== undefined) {
    throw new LockstepError(
      'E_PARAM_VALUE',
      `expected columns of one length, were ${length} and ${odd.length}`,
      'Give columns of the same rows.',
    )
  }
  const targets = indicator.outputs.map(() => new Float64Array(length))
  indicator.fill(sources, 0, targets, 0, length)
  return targets
}

/** The only output, or the first. */
export function runOne(indicator: Indicator, ...inputs: readonly Column[]): Float64Array {
  return run(indicator, ...inputs)[0]!
}

/** As whole numbers, 0 where there is no value: TA-Lib's patterns and indices are integers. */
export function runWhole(indicator: Indicator, ...inputs: readonly Column[]): Int32Array {
  // Int32Array turns NaN into 0.
  return Int32Array.from(runOne(indicator, ...inputs))
}
