/** Trials from best to worst. Equally good ones keep the order of their numbers, so that a ranking is the same every time. */
import type { Score } from './objective.ts'
import type { Trial, TrialResult } from './trial.ts'

export interface Ranked {
  /** 1 for the best. */
  readonly rank: number
  readonly trial: Trial
  readonly result: TrialResult
  /** Larger is better. */
  readonly score: number
}

export interface TrialsDone {
  readonly trials: readonly Trial[]
  /** By number; a trial without one has not been run. */
  readonly results: readonly TrialResult[]
}

/** Trials on all of the data that have a score. */
export function rankTrials(done: TrialsDone, score: Score): Ranked[] {
  return rankAll({ ...done, trials: done.trials.filter(({ share }) => share === 1) }, score)
}

/** The same of trials on any share of the data: those of one rung of successive halving. */
export function rankAll({ trials, results }: TrialsDone, score: Score): Ranked[] {
  const byNumber = new Map(results.map((result) => [result.number, result]))
  const scored = trials.flatMap((trial) => {
    const result = byNumber.get(trial.number)
    const worth = result === undefined ? null : score(result)
    return result === undefined || worth === null ? [] : [{ trial, result, score: worth }]
  })
  return scored.sort((a, b) => b.score - a.score || a.trial.number - b.trial.number).map((row, i) => ({ rank: i + 1, ...row }))
}
