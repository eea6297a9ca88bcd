/** What folds say of trials that ran over all days once: each fold's best in training, and what it was worth in the test. */
import { DAY_MS } from '../model/time.ts'
import type { Fold, Stretch } from './fold.ts'
import type { DailyReturns } from './stitching.ts'

export interface FoldResult {
  readonly fold: number
  /** Index of the trial that was best in training; null where none is worth anything there. */
  readonly chosen: number | null
  /** Of the chosen one; null where there is none. */
  readonly trainWorth: number | null
  readonly testWorth: number | null
  /** Share of the trials that were worth less than the chosen one in the test, half of those that equal it counted; 0 to 1. */
  readonly testRank: number | null
  /** Daily returns of the chosen one in the test. */
  readonly test: DailyReturns
}

export interface Validating {
  /** Days since 1970-01-01 that all trials share. */
  readonly day: Float64Array
  /** Of each trial, its returns of those days. */
  readonly returns: readonly Float64Array[]
  readonly folds: readonly Fold[]
  /** How good returns are, larger is better; null where it cannot be told. */
  readonly worth: (returns: Float64Array) => number | null
}

/** Days belong to the stretch in which they begin, the first day to the first stretch. Of equally good trials it is the first. */
export function validateFolds({ day, returns, folds, worth }: Validating): FoldResult[] {
  const first = Math.min(...folds.flatMap(({ train, test }) => [...train, ...test].map(({ from }) => from)))
  const begins = day.map((d) => (d * DAY_MS < first && (d + 1) * DAY_MS > first ? first : d * DAY_MS))
  return folds.map(({ number, train, test }) => {
    const inTraining = rowsIn(train, begins)
    const inTest = rowsIn(test, begins)
    const own = returns.map((r) => worth(picked(r, inTraining)))
    const chosen = indexOfBest(own)
    const days = picked(day, inTest)
    if (chosen === null) {
      return { fold: number, chosen, trainWorth: null, testWorth: null, testRank: null, test: { day: days, returns: days.map(() => 0) } }
    }
    const other = returns.map((r) => worth(picked(r, inTest)))
    return {
      fold: number,
      chosen,
      trainWorth: own[chosen]!,
      testWorth: other[chosen]!,
      testRank: rankOf(other, chosen),
      test: { day: days, returns: picked(returns[chosen]!, inTest) },
    }
  })
}

function rowsIn(stretches: readonly Stretch[], begins: Float64Array): number[] {
  const inside = (time: number): boolean => stretches.some(({ from, to }) => time >= from && time < to)
  return Array.from(begins.keys()).filter((row) => inside(begins[row]!))
}

function picked(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
}

function indexOfBest(worths: readonly (number | null)[]): number | null {
  let best: number | null = null
  for (const [i, worth] of worths.entries()) {
    if (worth !== null && (best === null || worth > worths[best]!)) best = i
  }
  return best
}

function rankOf(worths: readonly (number | null)[], at: number): number | null {
  const own = worths[at]!
  const others = worths.filter((worth, i): worth is number => worth !== null && i !== at)
  if (own === null || others.length === 0) return null
  const below = others.filter((worth) => worth < own).length
  const equal = others.filter((worth) => worth === own).length
  return (below + equal / 2) / others.length
}
