/** Two parameters against each other: the best and the mean score of all trials at each crossing, whatever the others are. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { ParamValue } from '../model/ports.ts'
import { axesOf, type Axis } from './axis.ts'
import type { Ranked } from './ranking.ts'
import type { Space } from './trial.ts'

export interface HeatAxis {
  readonly name: string
  /** The value of each bin, or where it begins. */
  readonly values: readonly ParamValue[]
  /** Whether a bin holds several values, those from its own to the next. */
  readonly binned: boolean
}

export interface HeatCell {
  readonly count: number
  /** Scores: larger is better. */
  readonly best: number
  readonly mean: number
  /** The best trial's number. */
  readonly number: number
}

export interface HeatMap {
  readonly x: HeatAxis
  readonly y: HeatAxis
  /** Row by row of y, a cell for each bin of x; null where there is no trial. */
  readonly cells: readonly (readonly (HeatCell | null)[])[]
}

/** Values that have a bin of their own; more are put together. */
const LEVELS_MAX = 40
const BINS = 20

/** @throws LockstepError E_PARAM_UNKNOWN for a parameter that was not searched */
export function heatMap(ranked: readonly Ranked[], space: Space, names: { readonly x: string; readonly y: string }): HeatMap {
  const axes = axesOf(space)
  const [x, y] = [binsOf(axisNamed(names.x, axes)), binsOf(axisNamed(names.y, axes))]
  const cells = y.values.map(() => x.values.map((): HeatCell | null => null))
  for (const { trial, score } of ranked) {
    const row = cells[y.binOf(trial.params[names.y]!)]!
    const column = x.binOf(trial.params[names.x]!)
    row[column] = withTrial(row[column]!, { number: trial.number, score })
  }
  return { x: headOf(x), y: headOf(y), cells }
}

/** Trials come from best to worst, so that the first of a cell is its best. */
function withTrial(cell: HeatCell | null, { number, score }: { readonly number: number; readonly score: number }): HeatCell {
  if (cell === null) return { count: 1, best: score, mean: score, number }
  const count = cell.count + 1
  return { ...cell, count, mean: cell.mean + (score - cell.mean) / count }
}

interface Bins extends HeatAxis {
  readonly binOf: (value: ParamValue) => number
}

function binsOf(axis: Axis): Bins {
  const { name, count } = axis
  const binned = count > LEVELS_MAX
  const bins = binned ? BINS : count
  return {
    name,
    binned,
    values: Array.from({ length: bins }, (_, i) => (binned ? axis.at(i / bins) : axis.level(i))),
    binOf: (value) => (binned ? Math.min(bins - 1, Math.floor(axis.placeOf(value) * bins)) : axis.indexOf(value)),
  }
}

function headOf({ name, values, binned }: Bins): HeatAxis {
  return { name, values, binned }
}

function axisNamed(name: string, axes: readonly Axis[]): Axis {
  const axis = axes.find((one) => one.name === name)
  if (axis !== undefined) return axis
  const names = axes.map((one) => one.name)
  throw new LockstepError('E_PARAM_UNKNOWN', `expected a parameter of the sweep, was "${name}"`, `Of ${name}: ${didYouMean(name, names)}`)
}
