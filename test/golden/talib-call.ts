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

/** Every output of the function over `bars`. */
export function callTalib({ name, inputs, options }: TalibCall, bars: Columns): readonly TalibOutput[] {
  const functions: Readonly<Record<string, unknown>> = talib
  expect(functions[name], `src/talib.ts has no function ${name}`).toBeTypeOf('function')
  const call = functions[name] as (...args: readonly (Float64Array | number)[]) => TalibOutput | readonly TalibOutput[]
  const result = call(...inputs.map((input) => bars.get(input)!), ...options)
  return ArrayBuffer.isView(result) ? [result] : result
}

/** The largest relative difference a function may have from TA-Lib's figures; whole numbers are the same. */
export function toleranceOf(name: string): number {
  return /^(HT_|MAMA)/.test(name) ? 1e-6 : 1e-9
}

/** Holds an output to TA-Lib's figures at `rows`; before `begin` it has no value: NaN, or 0 where it is of whole numbers. */
export function expectTalib(
  actual: TalibOutput,
  golden: { readonly name: string; readonly begin: number; readonly rows: Float64Array; readonly figures: Float64Array },
): void {
  const { name, begin, rows, figures } = golden
  const taken = Float64Array.from(rows, (row) => actual[row]!)
  if (actual instanceof Int32Array) {
    expect(taken, name).toEqual(figures.map((value, k) => (rows[k]! < begin ? 0 : value)))
    return
  }
  expect(
    actual.findIndex((value) => !Number.isNaN(value)),
    `first row of ${name}`,
  ).toBe(begin)
  expect(worstRelative(taken, figures), `relative difference of ${name}`).toBeLessThan(toleranceOf(name))
}
