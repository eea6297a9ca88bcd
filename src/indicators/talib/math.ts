/** TA-Lib's math operators and transforms. A result that is no finite number is NaN. */
import { Arithmetic, type ArithmeticName } from '../math/arithmetic.ts'
import { Extremes } from '../math/extremes.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { Sum } from '../math/sum.ts'
import { Transform, type TransformName } from '../math/transform.ts'
import { numbersOf, run, runOne, type Column } from './run.ts'

/** Of two columns, row by row. */
export type PairFunction = (real0: Column, real1: Column) => Float64Array
/** Of one column, row by row. */
export type TransformFunction = (real: Column) => Float64Array

export const ADD: PairFunction = pair('add')
export const SUB: PairFunction = pair('subtract')
export const MULT: PairFunction = pair('multiply')
export const DIV: PairFunction = pair('divide')

export const ACOS: TransformFunction = transform('acos')
export const ASIN: TransformFunction = transform('asin')
export const ATAN: TransformFunction = transform('atan')
export const CEIL: TransformFunction = transform('ceil')
export const COS: TransformFunction = transform('cos')
export const COSH: TransformFunction = transform('cosh')
export const EXP: TransformFunction = transform('exp')
export const FLOOR: TransformFunction = transform('floor')
export const LN: TransformFunction = transform('ln')
export const LOG10: TransformFunction = transform('log10')
export const SIN: TransformFunction = transform('sin')
export const SINH: TransformFunction = transform('sinh')
export const SQRT: TransformFunction = transform('sqrt')
export const TAN: TransformFunction = transform('tan')
export const TANH: TransformFunction = transform('tanh')

/** Highest value of a window. */
export function MAX(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Highest({ period: timeperiod }), real)
}

/** Row of the highest value of a window, of equal ones the newest; 0 before there is a window. */
export function MAXINDEX(real: Column, timeperiod = 30): Int32Array {
  return MINMAXINDEX(real, timeperiod)[1]!
}

/** Lowest value of a window. */
export function MIN(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Lowest({ period: timeperiod }), real)
}

/** Row of the lowest value of a window, of equal ones the newest; 0 before there is a window. */
export function MININDEX(real: Column, timeperiod = 30): Int32Array {
  return MINMAXINDEX(real, timeperiod)[0]!
}

/** Lowest and highest value of a window. */
export function MINMAX(real: Column, timeperiod = 30): Float64Array[] {
  return run(new Extremes({ period: timeperiod }), real).slice(0, 2)
}

/**
 * Rows of the lowest and the highest value of a window, of equal ones the newest; 0 before there is a window. Of equal ones
 * TA-Lib names the newest or the oldest, as its scan happens to go.
 */
export function MINMAXINDEX(real: Column, timeperiod = 30): Int32Array[] {
  const values = numbersOf(real, 'value')
  const [, , sinceLowest, sinceHighest] = run(new Extremes({ period: timeperiod }), values)
  return [rowsOf(values, sinceLowest!), rowsOf(values, sinceHighest!)]
}

/** Sum of a window. */
export function SUM(real: Column, timeperiod = 30): Float64Array {
  return runOne(new Sum({ period: timeperiod }), real)
}

/** Row numbers out of ages, which count rows that have a value only. */
function rowsOf(values: Float64Array, ages: Float64Array): Int32Array {
  const whole = Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]!))
  const rows = new Int32Array(values.length)
  for (const [k, row] of whole.entries()) rows[row] = whole[k - ages[row]!] ?? 0
  return rows
}

function pair(name: ArithmeticName): PairFunction {
  return (real0, real1) => runOne(new Arithmetic(name), real0, real1)
}

function transform(name: TransformName): TransformFunction {
  return (real) => runOne(new Transform(name), real)
}
