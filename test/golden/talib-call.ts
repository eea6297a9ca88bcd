/** Calls a function of src/talib.ts by name and measures its outputs; shared by the golden and the conformance tests. */
import { expect } from 'vitest'
import * as talib from '../../src/talib.ts'
import { worstRelative, type Columns } from './columns.ts'

/** A call of a function by TA-Lib's name: columns of bars by name, then options, in its order. */
export interface TalibCall {
  readonly name: string
  readonly inputs: readonly string[]
  readonly options: readonly number[]
}

/** One output as a whole column; indices, patterns and modes are whole numbers. */
export type TalibOutput = Float64Array | Int32Array

/** What TA-Lib says of an output: its first row with a value, and the figures at `rows`. */
export interface TalibFigures {
  readonly name: string
  readonly begin: number
  readonly rows: Float64Array
  readonly figures: Float64Array
}

/** The functions there are, by name. */
export const talibFunctions: Readonly<Record<string, unknown>> = talib

/** Every output of the function over `bars`. */
export function callTalib({ name, inputs, options }: TalibCall, bars: Columns): readonly TalibOutput[] {
  expect(talibFunctions[name], `src/talib.ts has no function ${name}`).toBeTypeOf('function')
  const call = talibFunctions[name] as (...args: readonly (Float64Array | number)[]) => TalibOutput | readonly TalibOutput[]
  const result = call(...inputs.map((input) => bars.get(input)!), ...options)
  return ArrayBuffer.isView(result) ? [result] : result
}

/**
 * Holds an output to TA-Lib's: it begins at the same row, whole numbers are the same, others differ by less than 1e-9 of
 * theirs. Before the first row there is NaN, of whole numbers 0.
 */
export function expectTalib(actual: TalibOutput, { name, begin, rows, figures }: TalibFigures): void {
  const taken = Float64Array.from(rows, (row) => actual[row]!)
  if (actual instanceof Int32Array) {
    expect(taken, name).toEqual(figures.map((value, k) => (rows[k]! < begin ? 0 : value)))
    return
  }
  expect(
    actual.findIndex((value) => !Number.isNaN(value)),
    `first row of ${name}`,
  ).toBe(begin)
  const largest = figures.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
  const worst = worstRelative(withoutDust(taken, largest), withoutDust(figures, largest))
  expect(worst, `relative difference of ${name}`).toBeLessThan(1e-9)
}

/**
 * What is under a millionth of a millionth of the largest figure counts as 0. TA-Lib keeps its windows by adding what comes
 * and taking away what leaves, and so leaves dust where there is nothing: in the reference the averages of 12 and of 26
 * closes at row 697 are both 5,665.80 / 12 to the cent, while its APO there is -2.3e-13; the mean of three fastK of 0 at
 * row 55 is 2.0e-14 in STOCHRSI.
 */
function withoutDust(values: Float64Array, largest: number): Float64Array {
  return values.map((value) => (Math.abs(value) < 1e-12 * largest ? 0 : value))
}
