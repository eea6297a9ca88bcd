/** Runs indicators over whole columns for the functions under TA-Lib's names. */
import { LockstepError } from '../../base/error.ts'
import type { Indicator } from '../indicator.ts'
import { shown } from '../period.ts'

/** A column of numbers, oldest first; NaN or null where there is none. */
export type Column = Float64Array | readonly (number | null)[]

/**
 * Each output as a column as long as the inputs, NaN where the indicator has no value.
 * @throws LockstepError E_PARAM_VALUE for what is no column, and for columns of different lengths
 */
export function run(indicator: Indicator, ...inputs: readonly Column[]): Float64Array[] {
  const sources = inputs.map((column, k) => numbersOf(column, indicator.inputs[k]!))
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

/** The column as doubles; `name` is what it is called when it is none. @throws LockstepError E_PARAM_VALUE */
export function numbersOf(column: Column, name: string): Float64Array {
  if (column instanceof Float64Array) return column
  if (Array.isArray(column) || ArrayBuffer.isView(column)) return Float64Array.from(column as readonly (number | null)[], (x) => x ?? NaN)
  throw new LockstepError(
    'E_PARAM_VALUE',
    `expected the column ${name} as an array of numbers, was ${typeof column === 'object' ? 'something else' : shown(column)}`,
    "Give columns first, in TA-Lib's order, then the parameters.",
  )
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
