/** The methods there are. A further one is a file of its own and a row here. */
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { grid } from './grid.ts'
import { halving } from './halving.ts'
import { latinHypercube } from './latin-hypercube.ts'
import { random } from './random-search.ts'
import type { MethodKind, SearchOptions } from './search-options.ts'
import { tpe } from './tpe.ts'
import type { Method } from './trial.ts'

export const methods: readonly MethodKind[] = [grid, random, latinHypercube, halving, tpe]

/** Trials that a sweep may have; each is kept in memory. */
export const TRIALS_MAX = 1_000_000

const defaults = {
  trialsMax: 10_000,
  seed: 0,
  allows: () => true,
  batchSize: 16,
  factor: 3,
  shareMin: 1 / 27,
} as const

/** What a search is given; all but the space and the score have defaults. */
export type MethodOptions = Pick<SearchOptions, 'space' | 'score'> & Partial<SearchOptions>

/**
 * A method by name, at its beginning. It asks for no trial twice and for at most `trialsMax`.
 * @throws LockstepError E_USAGE for an unknown name or an option that makes no sense, E_LIMIT for a grid that is too large
 */
export function createMethod(name: string, given: MethodOptions): Method {
  const options: SearchOptions = { ...defaults, scoreOnShare: given.score, ...given }
  const kind = methods.find((method) => method.name === name)
  if (kind === undefined) {
    const names = methods.map((method) => method.name)
    throw new LockstepError('E_USAGE', `expected a method of search, was "${name}"`, `Of ${name}: ${didYouMean(name, names)}`)
  }
  within('trialsMax', options.trialsMax, { min: 1, max: TRIALS_MAX, whole: true })
  within('batchSize', options.batchSize, { min: 1, max: 10_000, whole: true })
  within('factor', options.factor, { min: 2, max: 100, whole: true })
  within('shareMin', options.shareMin, { min: 1e-6, max: 1, whole: false })
  const method = kind.create(options)
  let asked = 0
  return {
    name,
    next: (results) => {
      assert(
        results.length === asked && results.every(({ number }, i) => number === i),
        `results are those of all ${asked} trials asked for, by number; ${results.length} were given`,
      )
      const batch = method.next(results)
      asked += batch.length
      return batch
    },
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly whole: boolean
}

function within(name: string, value: number, { min, max, whole }: Bounds): void {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return
  const what = whole ? 'a whole number' : 'a number'
  throw new LockstepError('E_USAGE', `${name} must be ${what} from ${min} to ${max}, was ${value}`, `Give ${name} within these bounds.`)
}
