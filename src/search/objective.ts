/** What a search makes as good as it can be: a statistic or a function of them, larger or smaller, among trials that meet a condition. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { meets, type Condition } from './condition.ts'
import type { TrialResult } from './trial.ts'

export type Figures = TrialResult['figures']

export interface Objective {
  /** What it is called in tables. */
  readonly name: string
  readonly direction: 'max' | 'min'
  /** null where a trial has none. */
  value(figures: Figures): number | null
}

/** How good a trial is, larger is better whatever the direction; null of one that cannot be chosen. */
export type Score = (result: TrialResult) => number | null

/** Statistics of which less is better, whoever asks. */
const LESS_IS_BETTER: ReadonlySet<string> = new Set([
  'averageDrawdown',
  'averageDrawdownTime',
  'captureDown',
  'daysDown',
  'downsideDeviation',
  'expectedShortfall95',
  'fees',
  'givenBackAverage',
  'givenBackMax',
  'longestDrawdown',
  'lossStreak',
  'losses',
  'maxDrawdown',
  'maxDrawdownMoney',
  'minimumTrackRecord',
  'shortfall',
  'slippage',
  'slippageOfNotional',
  'trackingError',
  'turnover',
  'turnoverPerYear',
  'ulcerIndex',
  'underwaterDays',
  'valueAtRisk95',
  'volatility',
])

/**
 * An objective by the id of a statistic, `sharpe`; or with its direction, `min:maxDrawdown`.
 * @param known ids that there are
 * @throws LockstepError E_USAGE
 */
export function objectiveOf(text: string, known: readonly string[]): Objective {
  const [, given, id = ''] = /^(?:(max|min):)?(.*)$/.exec(text.trim()) ?? []
  const [, before] = /^(\w*):/.exec(id) ?? []
  if (before !== undefined)
    throw new LockstepError('E_USAGE', `expected max: or min: before an objective, was "${before}:"`, 'For example min:maxDrawdown.')
  if (!known.includes(id)) {
    throw new LockstepError(
      'E_USAGE',
      `expected the id of a statistic as objective, was "${text}"`,
      id === '' ? 'For example sharpe, or min:maxDrawdown.' : `There is no ${id}: ${didYouMean(id, known)}`,
    )
  }
  const direction = (given as 'max' | 'min' | undefined) ?? (LESS_IS_BETTER.has(id) ? 'min' : 'max')
  return { name: id, direction, value: (figures) => figures[id] ?? null }
}

/**
 * The score of trials that are done, have the objective and meet the condition. One that never held a position has none: its drawdown
 * would be the smallest of all, and it says nothing of its parameters.
 */
export function scoreOf(objective: Objective, condition?: Condition): Score {
  const sign = objective.direction === 'max' ? 1 : -1
  return ({ status, figures }) => {
    if (status === 'failed' || neverTraded(figures) || (condition !== undefined && !meets(condition, figures))) return null
    const worth = objective.value(figures)
    // Adding 0 makes -0 a 0, which is what JSON writes.
    return worth === null || !Number.isFinite(worth) ? null : sign * worth + 0
  }
}

function neverTraded({ roundTrips, exposureTime }: Figures): boolean {
  return roundTrips === 0 && exposureTime === 0
}

/** What a score says of the objective itself. */
export function valueOfScore({ direction }: Objective, score: number): number {
  return direction === 'max' ? score : 0 - score
}
