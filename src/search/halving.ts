/**
 * Many trials on little data, the better ones again on more of it, few on all: each rung costs about as much as the last.
 * Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization".
 */
import { Random } from '../base/random.ts'
import { axesOf } from './axis.ts'
import { spreadTrials } from './latin-hypercube.ts'
import { rankAll } from './ranking.ts'
import type { MethodKind, SearchOptions } from './search-options.ts'
import { TrialBook } from './trial-book.ts'
import type { Trial, TrialResult } from './trial.ts'

export interface Rung {
  readonly share: number
  readonly count: number
}

export const halving: MethodKind = {
  name: 'halving',
  says: 'successive halving: many trials on little data, the best of them on more',
  create: (options) => {
    const ladder = rungsOf(options)
    const book = new TrialBook(options)
    let asked: readonly Trial[] = []
    let height = 0
    return {
      name: 'halving',
      next: (results) => {
        const rung = ladder[height++]
        if (rung === undefined) return []
        asked =
          height === 1
            ? firstRung(book, rung, options)
            : survivors(asked, results, options).flatMap(({ params }) => book.ask(params, rung.share) ?? [])
        return asked
      },
    }
  },
}

/** The rungs that `trialsMax` trials in all allow, from the smallest share of the data to 1. */
export function rungsOf({ trialsMax, factor, shareMin }: Pick<SearchOptions, 'trialsMax' | 'factor' | 'shareMin'>): Rung[] {
  for (let count = trialsMax; count > 1; count--) {
    const rungs = ladderFrom(count, { factor, shareMin })
    if (rungs.reduce((sum, rung) => sum + rung.count, 0) <= trialsMax) return rungs
  }
  return [{ share: 1, count: 1 }]
}

/** The rungs below so many trials on the smallest share. */
function ladderFrom(count: number, { factor, shareMin }: { readonly factor: number; readonly shareMin: number }): Rung[] {
  const counts = [count]
  let divisor = factor
  while (count >= divisor && divisor * shareMin <= 1 + 1e-9) {
    counts.push(Math.floor(count / divisor))
    divisor *= factor
  }
  return counts.map((count, i) => ({ share: 1 / factor ** (counts.length - 1 - i), count }))
}

function firstRung(book: TrialBook, { share, count }: Rung, { space, seed }: SearchOptions): Trial[] {
  return spreadTrials(book, { axes: axesOf(space), dice: new Random(seed), count, share })
}

/**
 * The best of the rung before, and where they do not suffice, those that more data may cure: they traded too little to have a score, or
 * could not warm up.
 */
function survivors(asked: readonly Trial[], results: readonly TrialResult[], { factor, scoreOnShare }: SearchOptions): Trial[] {
  const best = rankAll({ trials: asked, results }, scoreOnShare).map(({ trial }) => trial)
  const scored = new Set(best)
  const curable = asked.filter((trial) => !scored.has(trial) && mayBeCured(results[trial.number]!))
  return [...best, ...curable].slice(0, Math.max(1, Math.floor(asked.length / factor)))
}

function mayBeCured({ status, error }: TrialResult): boolean {
  return status === 'done' || error?.code === 'E_WARMUP'
}
