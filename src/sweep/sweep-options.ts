/** What a sweep is asked for, and the same checked and made whole. */
import { annualisationOf } from '../backtest.ts'
import { LockstepError } from '../base/error.ts'
import type { BarSeries } from '../model/bars.ts'
import type { ParamValue } from '../model/ports.ts'
import { epochMs } from '../model/time.ts'
import { sections } from '../report/definitions.ts'
import { list } from '../market-rules.ts'
import { allConditions, parseCondition, type Condition } from '../search/condition.ts'
import type { Stretch } from '../search/fold.ts'
import { heatMap } from '../search/heat-map.ts'
import { objectiveOf, scoreOf, type Objective, type Score } from '../search/objective.ts'
import type { Timeline } from '../search/span.ts'
import { checkSpace, parseSpace } from '../search/space.ts'
import type { Dimension, Params, Space } from '../search/trial.ts'
import { readParams } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { cutData, daysOf, shareData, type SweepData } from './sweep-data.ts'
import type { QueueOptions } from './queue-runner.ts'
import type { LineReport, SweepLinesOptions } from './sweep-lines.ts'
import type { SweepSettings } from './trial-run.ts'
import type { TrialStoreOptions } from './trial-store.ts'

export interface SweepOptions {
  readonly data: BarSeries | readonly BarSeries[]
  /** Finer bars, which say what happened inside a bar. */
  readonly detail?: BarSeries | readonly BarSeries[]
  /** What is searched: dimensions, or texts such as `5:50:5`, `0.1:10:log` and `long,both`. */
  readonly space: Readonly<Record<string, Dimension | string>>
  /** Parameters that every trial has; what is left out keeps its initial value. */
  readonly params?: Params
  /** Cash, costs, policies, limits and seed of every run. */
  readonly settings?: Partial<SweepSettings>
  /** Epoch ms: bars that open from here on are traded, earlier ones warm up; and bars that open before `to` are used. */
  readonly from?: number | null
  readonly to?: number | null
  /**
   * Cuts the data to a share of the bars before anything is computed, and of the parts that it makes takes the first or the one of this
   * number: a quarter, its second, … Nothing before a part warms it up.
   */
  readonly part?: { readonly share: number; readonly number?: number }
  /** `grid` unless given; or `random`, `lhs`, `halving`, `tpe`. */
  readonly method?: string
  /** Trials at most; 10,000 unless given. */
  readonly trialsMax?: number
  /** The id of a statistic, `sharpe` unless given, or with its direction `min:maxDrawdown`. */
  readonly objective?: string
  /** Conditions on figures, such as `maxDrawdown < 25% and sharpe > 1`; a trial is ranked that meets all of them. */
  readonly conditions?: readonly string[]
  readonly minRoundTrips?: number
  /** Chooses in the past and trades what follows: spans such as `12m/3m`. */
  readonly walkForward?: { readonly spans: string; readonly anchored?: boolean }
  /** Tests each part of the data once with what the others chose; spans such as `5d` are left out beside a test. */
  readonly crossValidation?: { readonly parts: number; readonly embargo?: string; readonly horizon?: string }
  /** Two parameters to draw against each other; the first two unless given. */
  readonly heatMap?: { readonly x: string; readonly y: string }
  /** Threads; as many as there are cores unless given. A strategy that is a value runs in this thread. */
  readonly workers?: number
  /** The file that threads begin in; one that calls `serveTrials` after it has made imports work. */
  readonly thread?: URL
  /** Has the workers of a queue make the trials, on any number of machines; then `workers` says nothing. */
  readonly queue?: QueueOptions
  /** Memory, and a folder if one is named, for lines that trials share; false has every trial compute its own. Results are the same. */
  readonly lines?: SweepLinesOptions | false
  /** Is told in the end what came of them. */
  readonly onLines?: (report: LineReport) => void
  /** Keeps trials on disk, so that a sweep that ended early can go on. */
  readonly store?: TrialStoreOptions
  /** Hash of everything the strategy is made of, for the store. */
  readonly sha256?: string
  /** Stops the sweep; what is done is its result. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SweepProgress) => void
}

export interface SweepProgress {
  /** What is being done: `all`, `train 3`, `test`. */
  readonly stage: string
  /** Trials that have ended, and that have been asked for so far. */
  readonly done: number
  readonly asked: number
}

/** Options that are checked, with everything that follows from them. */
export interface SweepPlan {
  readonly strategy: Strategy
  readonly data: SweepData
  readonly space: Space
  readonly params: Params
  readonly settings: SweepSettings
  readonly stretch: Stretch
  /** Days of the stretch. */
  readonly days: Float64Array
  readonly periodsPerYear: number
  readonly method: string
  readonly trialsMax: number
  readonly objective: Objective
  readonly conditions: readonly string[]
  readonly score: Score
  readonly scoreOnShare: Score
  readonly allows: (params: Params) => boolean
}

const figureIds: readonly string[] = sections.flatMap(({ definitions }) => definitions.map(({ id }) => id))

/** @throws LockstepError E_USAGE, E_PARAM_*, E_DATA_EMPTY, E_CONFIG */
export function planOf(strategy: Strategy, options: SweepOptions): SweepPlan {
  const whole = shareData(list(options.data), list(options.detail))
  const space = spaceOf(options.space, strategy)
  const params = options.params ?? {}
  // A value that no trial can have is found out before the first; what does not fit together is each trial's own.
  readParams(strategy.params, params)
  const objective = objectiveOf(options.objective ?? 'sharpe', figureIds)
  const conditions = [
    ...(options.conditions ?? []),
    ...(options.minRoundTrips === undefined ? [] : [`roundTrips >= ${options.minRoundTrips}`]),
  ]
  const condition: Condition | undefined = allConditions(conditions.map((text) => parseCondition(text, figureIds)))
  const stretch = stretchOf(whole, options)
  const data = options.part === undefined ? whole : cutData(whole, stretch)
  // Names that are none are found out before the first trial.
  if (options.heatMap !== undefined) heatMap([], space, options.heatMap)
  const annualisation = annualisationOf(data.series)
  const settings: SweepSettings = { cash: 100_000, costs: {}, limits: {}, seed: 0, ...options.settings }
  return {
    strategy,
    data,
    space,
    params,
    settings,
    stretch,
    days: daysOf(data.series, stretch, annualisation),
    periodsPerYear: annualisation.periodsPerYear,
    method: options.method ?? 'grid',
    trialsMax: options.trialsMax ?? 10_000,
    objective,
    conditions,
    score: scoreOf(objective, condition),
    scoreOnShare: scoreOf(objective),
    allows: (given) => allowed(strategy, { ...params, ...given }),
  }
}

function spaceOf(given: SweepOptions['space'], { params }: Strategy): Space {
  const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const parsed = texts.length === 0 ? {} : parseSpace(Object.fromEntries(texts), params)
  return checkSpace(
    Object.fromEntries(Object.entries(given).map(([name, one]) => [name, typeof one === 'string' ? parsed[name]! : one])),
    params,
  )
}

/** The bars that trials trade on. */
function stretchOf({ timeline }: SweepData, { from, to, part }: SweepOptions): Stretch {
  const stretch = {
    from: epochMs(Math.max(timeline.from, from ?? -Infinity)),
    to: epochMs(Math.min(timeline.to, to ?? Infinity)),
  }
  if (timeline.barsBefore(stretch.to) > timeline.barsBefore(stretch.from))
    return part === undefined ? stretch : partOf(timeline, stretch, part)
  throw new LockstepError(
    'E_DATA_EMPTY',
    'expected bars between the first and the last day of the sweep, there are none',
    'Give other days.',
  )
}

/** @throws LockstepError E_USAGE */
function partOf(timeline: Timeline, { from, to }: Stretch, { share, number = 1 }: NonNullable<SweepOptions['part']>): Stretch {
  const first = timeline.barsBefore(from)
  const count = timeline.barsBefore(to) - first
  const edge = (k: number): number => first + Math.min(count, Math.floor(k * share * count + 1e-9))
  if (share > 0 && share <= 1 && Number.isInteger(number) && number >= 1 && edge(number) > edge(number - 1)) {
    return { from: timeline.timeOf(edge(number - 1)), to: edge(number) === first + count ? to : timeline.timeOf(edge(number)) }
  }
  throw new LockstepError(
    'E_USAGE',
    `expected a share of the bars above 0 and up to 1, and a part of it that has bars, was part ${number} of shares of ${share}`,
    'A share of 0.25 has parts 1 to 4.',
  )
}

/** Whether the strategy's own check takes parameters; one that names no such parameter is a fault and thrown. */
function allowed(strategy: Strategy, given: Readonly<Record<string, ParamValue>>): boolean {
  try {
    strategy.read(given)
    return true
  } catch (error) {
    if (error instanceof LockstepError && error.code === 'E_PARAM_VALUE') return false
    throw error
  }
}
