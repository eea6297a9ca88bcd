/** Every combination once, the last parameter turning fastest. */
import { LockstepError } from '../base/error.ts'
import type { ParamValue } from '../model/ports.ts'
import { axesOf, combinationsOf, type Axis } from './axis.ts'
import type { MethodKind, SearchOptions } from './search-options.ts'
import { TrialBook } from './trial-book.ts'
import type { Params, Trial } from './trial.ts'

/** Combinations looked at, allowed or not. */
const COMBINATIONS_MAX = 10_000_000

export const grid: MethodKind = {
  name: 'grid',
  says: 'every combination of the values',
  create: (options) => {
    const trials = everyTrial(options)
    let asked = false
    return {
      name: 'grid',
      next: () => {
        if (asked) return []
        asked = true
        return trials
      },
    }
  },
}

function everyTrial({ space, allows, trialsMax }: SearchOptions): Trial[] {
  const axes = axesOf(space)
  const count = combinationsOf(axes)
  refuseEndless(axes)
  if (count > COMBINATIONS_MAX) throw tooMany(`${count} combinations`, COMBINATIONS_MAX)
  const book = new TrialBook({ trialsMax, allows })
  const trials: Trial[] = []
  for (let index = 0; index < count; index++) {
    const params = combination(axes, index)
    const trial = book.ask(params)
    if (trial !== undefined) trials.push(trial)
    // A grid that is cut short would say nothing of its last parameters.
    else if (book.isFull && allows(params)) throw tooMany(`more than ${trialsMax} combinations that the strategy takes`, trialsMax)
  }
  return trials
}

function combination(axes: readonly Axis[], index: number): Params {
  const levels: [string, ParamValue][] = []
  let rest = index
  for (let k = axes.length - 1; k >= 0; k--) {
    const axis = axes[k]!
    levels.push([axis.name, axis.level(rest % axis.count)])
    rest = Math.floor(rest / axis.count)
  }
  return Object.fromEntries(levels.toReversed())
}

function refuseEndless(axes: readonly Axis[]): void {
  const endless = axes.find(({ count }) => count === Infinity)
  if (endless === undefined) return
  throw new LockstepError(
    'E_PARAM_VALUE',
    `expected a step of ${endless.name} for a grid, was any number in its range`,
    `Write --param ${endless.name}=min:max:step, or use another method.`,
  )
}

function tooMany(what: string, most: number): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    `the grid has ${what}, at most ${most} are tried`,
    'Take larger steps, allow more runs, or use lhs or tpe.',
  )
}
