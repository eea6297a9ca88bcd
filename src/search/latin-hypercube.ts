/**
 * As many stretches of each parameter as there are trials, and one trial in each: no part of any range is missed.
 * McKay, Beckman and Conover 1979, "A comparison of three methods for selecting values of input variables".
 */
import { Random } from '../base/random.ts'
import { axesOf } from './axis.ts'
import { drawTrials, type Draws } from './random-search.ts'
import type { MethodKind } from './search-options.ts'
import { paramsAt, TrialBook } from './trial-book.ts'
import type { Params, Trial } from './trial.ts'

export const latinHypercube: MethodKind = {
  name: 'lhs',
  says: 'a Latin hypercube: each range covered evenly, whatever the others are',
  create: (options) => {
    const axes = axesOf(options.space)
    const book = new TrialBook(options)
    const dice = new Random(options.seed)
    return { name: 'lhs', next: () => spreadTrials(book, { axes, dice, count: options.trialsMax - book.count }) }
  },
}

/** So many new trials spread over the space; those that are there already or not allowed are made up for by draws. */
export function spreadTrials(book: TrialBook, draws: Draws): Trial[] {
  const trials = hypercube(draws).flatMap((params) => book.ask(params, draws.share) ?? [])
  return [...trials, ...drawTrials(book, { ...draws, count: draws.count - trials.length })]
}

/** So many points of one hypercube. */
function hypercube({ axes, dice, count }: Draws): Params[] {
  const columns = axes.map(() => shuffled(count, dice))
  return Array.from({ length: count }, (_, i) =>
    paramsAt(
      axes,
      columns.map((column) => (column[i]! + dice.unit()) / count),
    ),
  )
}

/** 0 to count - 1 in a random order: Fisher and Yates. */
function shuffled(count: number, dice: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = dice.int(0, i)
    const swapped = order[i]!
    order[i] = order[j]!
    order[j] = swapped
  }
  return order
}
