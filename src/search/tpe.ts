/**
 * Tree-structured Parzen estimator: new trials are where good ones are dense and poor ones are not.
 * Bergstra, Bardenet, Bengio and Kégl 2011, "Algorithms for hyper-parameter optimization", section 4.
 */
import { log } from '../base/elementary.ts'
import { Random } from '../base/random.ts'
import { axesOf, type Axis } from './axis.ts'
import { spreadTrials } from './latin-hypercube.ts'
import { rankAll } from './ranking.ts'
import { parzen, type Density } from './parzen.ts'
import { drawTrials } from './random-search.ts'
import type { MethodKind, SearchOptions } from './search-options.ts'
import { paramsAt, TrialBook } from './trial-book.ts'
import type { Params, Trial, TrialResult } from './trial.ts'

/** Trials before it has anything to learn from. */
const FIRST_TRIALS = 20
/** The share of the trials that counts as good. */
const GOOD_SHARE = 0.15
/** Places that are weighed for each trial. */
const CANDIDATES = 24
/** Of the poor trials the latest so many are looked at: beyond it each batch would take longer than the last. */
const POOR_MAX = 1000
/** Rounds of candidates of which all were tried before or are not allowed. */
const ROUNDS_MAX = 20

export const tpe: MethodKind = {
  name: 'tpe',
  says: 'tree-structured Parzen estimator: learns from each batch where the next one should be',
  create: (options) => {
    const axes = axesOf(options.space)
    const book = new TrialBook(options)
    const dice = new Random(options.seed)
    const asked: Trial[] = []
    return {
      name: 'tpe',
      next: (results) => {
        const left = options.trialsMax - book.count
        const batch =
          asked.length === 0
            ? spreadTrials(book, { axes, dice, count: Math.min(FIRST_TRIALS, left) })
            : learnedTrials({ book, axes, dice, count: Math.min(options.batchSize, left) }, judged(asked, results, options))
        asked.push(...batch)
        return batch
      },
    }
  },
}

interface Judged {
  readonly good: readonly Params[]
  readonly poor: readonly Params[]
}

/** The best share of all trials, and the rest: worse ones, failed ones and those that break a condition. */
function judged(asked: readonly Trial[], results: readonly TrialResult[], { score }: SearchOptions): Judged {
  const goodCount = Math.ceil(GOOD_SHARE * asked.length)
  const good = new Set(
    rankAll({ trials: asked, results }, score)
      .slice(0, goodCount)
      .map(({ trial }) => trial),
  )
  const paramsOf = (trials: readonly Trial[]): Params[] => trials.map(({ params }) => params)
  return { good: paramsOf([...good]), poor: paramsOf(asked.filter((trial) => !good.has(trial)).slice(-POOR_MAX)) }
}

interface Proposing {
  readonly book: TrialBook
  readonly axes: readonly Axis[]
  readonly dice: Random
  readonly count: number
}

/** Trials of one batch differ because each is the best of candidates of its own. */
function learnedTrials({ book, axes, dice, count }: Proposing, { good, poor }: Judged): Trial[] {
  const densities = axes.map((axis) => ({ good: densityOf(good, axis), poor: densityOf(poor, axis) }))
  const trials: Trial[] = []
  for (let rounds = 0; trials.length < count && rounds < ROUNDS_MAX; rounds++) {
    const trial = firstNew(book, candidates(densities, { axes, dice }))
    if (trial === undefined) continue
    trials.push(trial)
    rounds = 0
  }
  return [...trials, ...drawTrials(book, { axes, dice, count: count - trials.length })]
}

function densityOf(params: readonly Params[], axis: Axis): Density {
  return parzen(
    params.map((one) => axis.placeOf(one[axis.name]!)),
    axis,
  )
}

/** Drawn where good trials are, the most promising first: that is where the good density is most times the poor one. */
function candidates(
  densities: readonly { readonly good: Density; readonly poor: Density }[],
  { axes, dice }: { readonly axes: readonly Axis[]; readonly dice: Random },
): Params[] {
  const drawn = Array.from({ length: CANDIDATES }, () => {
    const params = paramsAt(
      axes,
      densities.map(({ good }) => good.draw(dice)),
    )
    const promise = densities.reduce((sum, { good, poor }, k) => {
      const place = axes[k]!.placeOf(params[axes[k]!.name]!)
      return sum + log(good.at(place)) - log(poor.at(place))
    }, 0)
    return { params, promise }
  })
  return drawn.sort((a, b) => b.promise - a.promise).map(({ params }) => params)
}

function firstNew(book: TrialBook, list: readonly Params[]): Trial | undefined {
  for (const params of list) {
    const trial = book.ask(params)
    if (trial !== undefined) return trial
  }
  return undefined
}
