/** Every trial as a line across one axis for each parameter: which values go together with a good score. */
import type { ParamValue } from '../model/ports.ts'
import { axesOf, type Axis } from './axis.ts'
import type { Ranked } from './ranking.ts'
import type { Space } from './trial.ts'

export interface CoordinateAxis {
  readonly name: string
  readonly ticks: readonly { readonly place: number; readonly value: ParamValue }[]
}

export interface CoordinateLine {
  readonly number: number
  readonly rank: number
  readonly score: number
  /** A place from 0 to 1 on each axis. */
  readonly places: readonly number[]
}

export interface ParallelCoordinates {
  readonly axes: readonly CoordinateAxis[]
  /** From best to worst. */
  readonly lines: readonly CoordinateLine[]
  /** Trials without a line. */
  readonly left: number
}

const TICKS_MAX = 6
const LINES_MAX = 500
/** Lines of the best; the others are as many ranks apart from each other. */
const BEST_LINES = 100

export function parallelCoordinates(ranked: readonly Ranked[], space: Space): ParallelCoordinates {
  const axes = axesOf(space)
  const shown = someOf(ranked)
  return {
    axes: axes.map((axis) => ({ name: axis.name, ticks: ticksOf(axis) })),
    lines: shown.map(({ rank, trial, score }) => ({
      number: trial.number,
      rank,
      score,
      places: axes.map((axis) => axis.placeOf(trial.params[axis.name]!)),
    })),
    left: ranked.length - shown.length,
  }
}

function someOf(ranked: readonly Ranked[]): readonly Ranked[] {
  if (ranked.length <= LINES_MAX) return ranked
  const rest = ranked.length - BEST_LINES
  const others = LINES_MAX - BEST_LINES
  return [
    ...ranked.slice(0, BEST_LINES),
    ...Array.from({ length: others }, (_, i) => ranked[BEST_LINES + Math.floor(((i + 1) * rest) / others) - 1]!),
  ]
}

/** Every value where there are few, else some that are evenly apart, the first and the last among them. */
function ticksOf(axis: Axis): CoordinateAxis['ticks'] {
  const count = Math.min(TICKS_MAX, axis.count)
  const values = Array.from({ length: count }, (_, i) => {
    if (axis.count <= TICKS_MAX) return axis.level(i)
    return axis.at(Math.min(i / (count - 1), 1 - 2 ** -53))
  })
  return values.map((value) => ({ place: axis.placeOf(value), value }))
}
