/** What becomes of the best trial one step beside it. A good place is a plateau; a needle is luck. */
import { axesOf, type Axis } from './axis.ts'
import type { Ranked } from './ranking.ts'
import type { Params, Space } from './trial.ts'

export interface Plateau {
  /** Trials beside the best. */
  readonly count: number
  /** Of their scores; null without one. */
  readonly mean: number | null
  readonly worst: number | null
}

/** How far beside counts where a number has no step, as a share of its range. */
const NEAR = 0.05

/** Trials of which every parameter is at most one step, or a twentieth of an endless range, from the best; words are the same. */
export function plateauOf(ranked: readonly Ranked[], space: Space): Plateau {
  const best = ranked[0]
  const axes = axesOf(space)
  const scores = ranked
    .slice(1)
    .flatMap(({ trial, score }) => (best !== undefined && isBeside(axes, trial.params, best.trial.params) ? score : []))
  if (scores.length === 0) return { count: 0, mean: null, worst: null }
  return { count: scores.length, mean: scores.reduce((a, b) => a + b, 0) / scores.length, worst: scores.reduce((a, b) => Math.min(a, b)) }
}

function isBeside(axes: readonly Axis[], one: Params, other: Params): boolean {
  return axes.every((axis) => {
    const [a, b] = [one[axis.name]!, other[axis.name]!]
    if (a === b) return true
    if (!axis.ordered) return false
    if (axis.count < Infinity) return Math.abs(axis.indexOf(a) - axis.indexOf(b)) === 1
    return Math.abs(axis.placeOf(a) - axis.placeOf(b)) <= NEAR
  })
}
