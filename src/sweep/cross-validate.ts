/** Tests each part of the data with what all the others chose, from trials that ran over all of them once. */
import { LockstepError } from '../base/error.ts'
import { sharpe } from '../report/statistics/returns.ts'
import { crossValidationFolds } from '../search/cross-validation.ts'
import type { Fold } from '../search/fold.ts'
import type { TrialsDone } from '../search/ranking.ts'
import { parseSpan, Timeline } from '../search/span.ts'
import { validateFolds } from '../search/validation.ts'
import { stitchedOf } from './stitched.ts'
import type { CrossValidationSection } from './sweep-document.ts'
import type { SweepOptions, SweepPlan } from './sweep-options.ts'

export type CrossValidationOptions = NonNullable<SweepOptions['crossValidation']>

/** Methods that learn have seen every part before they ask: their choice would know the test. */
const LEARNING: readonly string[] = ['halving', 'tpe']

/** @throws LockstepError E_USAGE */
export function partsOf({ data, stretch, method }: SweepPlan, { parts, embargo, horizon }: CrossValidationOptions): Fold[] {
  if (LEARNING.includes(method)) {
    throw new LockstepError(
      'E_USAGE',
      `expected a method that does not learn for cross-validation, was ${method}: what it asks for knows the tests`,
      'Use grid, random or lhs, or a walk forward, which searches each training by itself.',
    )
  }
  const { bars } = data.series[0]!
  const [first, end] = [data.timeline.barsBefore(stretch.from), data.timeline.barsBefore(stretch.to)]
  return crossValidationFolds(new Timeline(bars.time.subarray(first, end)), {
    parts,
    ...(embargo !== undefined && { embargo: parseSpan(embargo) }),
    ...(horizon !== undefined && { horizon: parseSpan(horizon) }),
  })
}

/** Judged by the Sharpe ratio of daily returns, whatever the objective is: a statistic of parts of days cannot be had of runs over all. */
export function crossValidate(plan: SweepPlan, { trials, results }: TrialsDone, options: CrossValidationOptions): CrossValidationSection {
  const { days, periodsPerYear } = plan
  const folds = partsOf(plan, options)
  const judged = results.filter(({ returns }) => returns !== undefined)
  const paramsOf = new Map(trials.map(({ number, params }) => [number, params]))
  const worth = (returns: Float64Array): number | null => {
    const ratio = sharpe(returns, periodsPerYear)
    return typeof ratio === 'number' ? ratio : null
  }
  const found = validateFolds({ day: days, returns: judged.map(({ returns }) => returns!), folds, worth })
  return {
    parts: options.parts,
    folds: found.map(({ fold, chosen, trainWorth, testWorth, testRank }) => ({
      number: fold,
      test: folds[fold]!.test[0]!,
      chosen: chosen === null ? null : paramsOf.get(judged[chosen]!.number)!,
      trainSharpe: trainWorth,
      testSharpe: testWorth,
      testRank,
    })),
    stitched: stitchedOf(
      found.map(({ test }) => test),
      periodsPerYear,
    ),
  }
}
