/** How much of the best trial is the search itself: what every sweep says under its table, asked for or not. */
import { LockstepError } from '../base/error.ts'
import type { Definition } from '../report/definitions/definition.ts'
import type { Statistic } from '../report/document.ts'
import { overfitting, type Overfitting } from '../report/robustness/backtest-overfitting.ts'
import { deflatedSharpe, expectedMaximumSharpe, sharpeEstimate, trialsOf, type Trials } from '../report/robustness/sharpe-inference.ts'
import { superiorAbility, type SuperiorAbility } from '../report/robustness/superior-ability.ts'
import { finite, type Figure } from '../report/statistics/figure.ts'
import { sharpe } from '../report/statistics/returns.ts'
import { entry } from '../report/statistics-table.ts'

export interface Overfit {
  /** Of each trial on all of the data, its daily returns less the risk-free rate; all of one length. */
  readonly excess: readonly Float64Array[]
  /** Index of the trial that was chosen. */
  readonly chosen: number
  /** Every trial that was made, those on a share of the data and those that failed too. */
  readonly tried: number
  /** Days of a year, for ratios of a year. */
  readonly periodsPerYear: number
  readonly seed: number
}

/** A figure of a whole search, with what it means beside it. */
export interface SearchFigure extends Statistic {
  readonly definition: string
  readonly source?: string
}

interface Facts extends Overfit {
  readonly trials: Trials
  /** A sentence where they cannot be worked out. */
  readonly split: Overfitting | string
  readonly superior: SuperiorAbility | string
}

interface SearchDefinition extends Definition {
  readonly value: (facts: Facts) => Figure
}

/** Splits × trials, a fraction of a second: where it does not suffice, days are cut into fewer blocks. */
const SPLIT_WORK_MAX = 2_500_000
/** Samples × trials × days. Fewer samples are drawn where a fraction of a second does not suffice, but never fewer than the least. */
const SAMPLE_WORK = 250_000_000
const SAMPLE_WORK_MAX = 2_000_000_000
const SAMPLES_MAX = 1000
const SAMPLES_MIN = 100
/** Choices of half of 16 blocks and fewer. */
const SPLITS: readonly (readonly [blocks: number, splits: number])[] = [
  [16, 12_870],
  [14, 3432],
  [12, 924],
  [10, 252],
  [8, 70],
  [6, 20],
  [4, 6],
]
const BLOCK_DAYS_MIN = 5

/** The figures of overfitting, in the order in which they are read. */
export function overfittingFigures(given: Overfit): SearchFigure[] {
  const { excess, tried } = given
  const { variance, count } = trialsOf(excess)
  const trials = { variance, count: Math.max(count, tried) }
  const facts: Facts = { ...given, trials, split: splitOf(excess.filter(isHeld), excess.length), superior: superiorOf(given) }
  return definitions.map((one) => ({
    ...entry(one, one.value(facts)),
    definition: one.definition,
    ...(one.source !== undefined && { source: one.source }),
  }))
}

/** Whether a trial ever held a position. One that did not is not ranked, so that it is no choice of a half either. */
function isHeld(returns: Float64Array): boolean {
  return returns.some((value) => value !== returns[0])
}

/** @param tried trials, with those that never held a position */
function splitOf(excess: readonly Float64Array[], tried: number): Overfitting | string {
  const days = excess[0]?.length ?? 0
  const fitting = SPLITS.find(([blocks, splits]) => {
    return days >= blocks * BLOCK_DAYS_MIN && splits * excess.length <= SPLIT_WORK_MAX
  })
  if (tried < 2) return 'there is one trial'
  if (excess.length < 2) return 'fewer than two trials held a position'
  if (days < 4 * BLOCK_DAYS_MIN) return `there are fewer than ${4 * BLOCK_DAYS_MIN} days`
  return fitting === undefined ? 'there are too many trials' : overfitting(excess, fitting[0])
}

function superiorOf({ excess, seed }: Overfit): SuperiorAbility | string {
  const days = excess[0]?.length ?? 0
  const draw = excess.length * days
  if (SAMPLES_MIN * draw > SAMPLE_WORK_MAX) return 'there are too many trials and days'
  const samples = Math.max(SAMPLES_MIN, Math.min(SAMPLES_MAX, Math.floor(SAMPLE_WORK / draw)))
  try {
    return superiorAbility(excess, { samples, seed })
  } catch (error) {
    if (error instanceof LockstepError) return 'there are fewer than ten days'
    throw error
  }
}

const of = <T>(facts: T | string, value: (facts: T) => number): Figure => (typeof facts === 'string' ? facts : finite(value(facts)))

const definitions: readonly SearchDefinition[] = [
  {
    id: 'trials',
    label: 'Trials made',
    unit: 'count',
    definition:
      'Every run of the search, those on a share of the data and those that failed too. What follows takes each for a try of its own.',
    value: ({ trials }) => trials.count,
  },
  {
    id: 'chosenSharpe',
    label: 'Sharpe ratio of the chosen',
    unit: 'ratio',
    definition:
      'Mean / sample deviation of daily excess returns × sqrt(days per year), of all days: those on which it still warmed up too.',
    source: 'Sharpe 1994',
    value: ({ excess, chosen, periodsPerYear }) => sharpe(excess[chosen]!, periodsPerYear),
  },
  {
    id: 'luckySharpe',
    label: 'Sharpe ratio of luck',
    unit: 'ratio',
    definition:
      'The largest Sharpe ratio of a year to expect of so many trials, with the variance that theirs have, if none has any skill.',
    source: 'Bailey and López de Prado 2014',
    value: ({ trials, periodsPerYear }) => finite(expectedMaximumSharpe(trials) * Math.sqrt(periodsPerYear)),
  },
  {
    id: 'deflatedSharpe',
    label: 'Deflated Sharpe',
    unit: 'fraction',
    definition: 'Chance that the true Sharpe ratio of the chosen trial is above what the best of all trials would show by luck alone.',
    source: 'Bailey and López de Prado 2014',
    value: ({ excess, chosen, trials }) => {
      const estimate = sharpeEstimate(excess[chosen]!)
      return typeof estimate === 'string' ? estimate : deflatedSharpe(estimate, trials)
    },
  },
  {
    id: 'overfittingProbability',
    label: 'Probability of overfitting',
    unit: 'fraction',
    definition:
      'Days are cut into blocks, and every half of them chooses: how often its best trial is in the lower half of all trials that held a position in the other half.',
    source: 'Bailey, Borwein, López de Prado and Zhu 2015',
    value: ({ split }) => of(split, ({ probability }) => probability),
  },
  {
    id: 'lossProbability',
    label: 'Probability of loss',
    unit: 'fraction',
    definition: 'How often the best trial of one half has a Sharpe ratio below 0 in the other.',
    source: 'Bailey, Borwein, López de Prado and Zhu 2015',
    value: ({ split }) => of(split, ({ lossProbability }) => lossProbability),
  },
  {
    id: 'degradation',
    label: 'Degradation',
    unit: 'ratio',
    definition:
      'Slope of the line from the best Sharpe ratio of one half to that of the same trial in the other; below 0, better is worse.',
    source: 'Bailey, Borwein, López de Prado and Zhu 2015',
    value: ({ split }) => of(split, ({ degradation }) => degradation),
  },
  {
    id: 'realityCheck',
    label: 'Reality check',
    unit: 'fraction',
    definition: 'Chance of a best trial at least as good as this one if none of them beats cash. Small says that it is no luck.',
    source: 'White 2000',
    value: ({ superior }) => of(superior, ({ realityCheck }) => realityCheck),
  },
  {
    id: 'superiorAbility',
    label: 'Superior ability',
    unit: 'fraction',
    definition: 'The same with trials measured by their errors, and poor ones left out of the comparison.',
    source: 'Hansen 2005',
    value: ({ superior }) => of(superior, ({ consistent }) => consistent),
  },
]
