/** Whether folds agree: how far the chosen parameters move from one to the next, and how much of the training the tests keep. */
import type { ParamValue } from '../model/ports.ts'
import type { Figure } from '../report/statistics/figure.ts'
import { axesOf, type Axis } from './axis.ts'
import type { Params, Space } from './trial.ts'

export interface ParamStability {
  readonly name: string
  /** The value that each fold chose, in their order. */
  readonly values: readonly ParamValue[]
  /** The value chosen most often, the first of several, and in what share of the folds. */
  readonly usual: ParamValue
  readonly usualShare: number
  /** Mean distance from one fold's value to the next, as a share of the range; of words, how often it changes. Of one fold 0. */
  readonly drift: number
  /** Largest less smallest, as a share of the range; of words 0 or 1. */
  readonly spread: number
}

/** @param chosen the parameters of each fold, at least one */
export function parameterStability(space: Space, chosen: readonly Params[]): ParamStability[] {
  return axesOf(space).map((axis) => {
    const values = chosen.map((params) => params[axis.name]!)
    const moves = values.slice(1).map((value, i) => wayBetween(axis, values[i]!, value))
    return {
      name: axis.name,
      values,
      ...usualOf(values),
      drift: moves.length === 0 ? 0 : moves.reduce((a, b) => a + b, 0) / moves.length,
      spread: values.reduce((most: number, a) => Math.max(most, ...values.map((b) => wayBetween(axis, a, b))), 0),
    }
  })
}

function usualOf(values: readonly ParamValue[]): Pick<ParamStability, 'usual' | 'usualShare'> {
  const counts = new Map<ParamValue, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [usual, often] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))
  return { usual, usualShare: often / values.length }
}

/** As a share of the way from the first value to the last; between words 0 or 1. */
function wayBetween(axis: Axis, a: ParamValue, b: ParamValue): number {
  if (a === b || !axis.ordered) return a === b ? 0 : 1
  const ends = axis.count === Infinity ? 1 : axis.placeOf(axis.level(axis.count - 1)) - axis.placeOf(axis.level(0))
  return Math.abs(axis.placeOf(a) - axis.placeOf(b)) / ends
}

export interface FoldWorth {
  readonly train: number | null
  readonly test: number | null
}

/**
 * Mean worth in the tests / mean worth in training, of folds that have both: 1 keeps all that was found, 0 nothing. Worth is a
 * rate, such as a Sharpe ratio or a return of a year, so that long and short stretches compare. Pardo 2008, chapter 11.
 */
export function walkForwardEfficiency(folds: readonly FoldWorth[]): Figure {
  const both = folds.filter(({ train, test }) => train !== null && test !== null)
  if (both.length === 0) return 'no fold has both'
  const trained = both.reduce((sum, { train }) => sum + train!, 0)
  const tested = both.reduce((sum, { test }) => sum + test!, 0)
  return trained > 0 ? tested / trained : 'the folds are worth nothing in training'
}
