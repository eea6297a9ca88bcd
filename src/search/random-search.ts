/** Combinations drawn evenly and apart from each other. Bergstra and Bengio 2012, "Random search for hyper-parameter optimization". */
import { Random } from '../base/random.ts'
import { axesOf, type Axis } from './axis.ts'
import type { MethodKind } from './search-options.ts'
import { paramsAt, TrialBook } from './trial-book.ts'
import type { Trial } from './trial.ts'

/** Draws in a row that bring nothing new: the space is used up, or all but forbidden. */
const MISSES_MAX = 1000

export const random: MethodKind = {
  name: 'random',
  says: 'combinations drawn at random',
  create: (options) => {
    const axes = axesOf(options.space)
    const book = new TrialBook(options)
    const dice = new Random(options.seed)
    return { name: 'random', next: () => drawTrials(book, { axes, dice, count: options.trialsMax - book.count }) }
  },
}

export interface Draws {
  readonly axes: readonly Axis[]
  readonly dice: Random
  readonly count: number
  /** Of the data; all of them unless given. */
  readonly share?: number
}

/** So many new trials, or fewer where there are no more. */
export function drawTrials(book: TrialBook, { axes, dice, count, share }: Draws): Trial[] {
  const trials: Trial[] = []
  for (let misses = 0; trials.length < count && misses < MISSES_MAX && !book.isFull; misses++) {
    const trial = book.ask(
      paramsAt(
        axes,
        axes.map(() => dice.unit()),
      ),
      share,
    )
    if (trial === undefined) continue
    trials.push(trial)
    misses = 0
  }
  return trials
}
