/** Front door: the checks against self-deception, together or one by one. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { VERSION } from '../base/version.ts'
import type { BacktestOptions } from '../backtest.ts'
import { list } from '../market-rules.ts'
import { expectWhole } from '../model/bar-stream.ts'
import type { BarSeries } from '../model/bars.ts'
import { currencyOf } from '../model/instrument.ts'
import { FILL, KIND, RECORD_WIDTH } from '../model/record.ts'
import { checkNames, worstOf, type CheckName, type CheckReport, type CheckVerdict } from '../report/checked.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { limitsOf, type CheckLimits } from './check-limits.ts'
import { throwAgain, type Check, type Checking } from './checking.ts'
import { costs } from './costs.ts'
import { dataUsed } from './data.ts'
import { determinism } from './determinism.ts'
import { fills } from './fills.ts'
import { LocalPlayer } from './local-player.ts'
import { lookAhead } from './look-ahead.ts'
import { sensitivity } from './sensitivity.ts'
import { rowsOf } from './stage.ts'
import { firstRowFrom } from '../engine/series-set.ts'
import type { Played, Player, Variant } from './variant.ts'
import { warmUp } from './warm-up.ts'

/** Options of a backtest, and what a check adds. */
export interface CheckOptions<P extends ParamSpecs = ParamSpecs> extends Omit<BacktestOptions<P>, 'taps' | 'inputs' | 'full' | 'source'> {
  /** Which checks; all of them unless given. */
  readonly only?: readonly CheckName[]
  /**
   * Makes the strategy anew for each run, from the bars of that run. Give it where the strategy computes anything before a run begins:
   * a value is made once, with all the data there are, and no check can see that.
   */
  readonly make?: (data: readonly BarSeries[]) => Strategy<P> | Promise<Strategy<P>>
  /** Where verdicts turn. */
  readonly thresholds?: Partial<CheckLimits>
  readonly signal?: AbortSignal
  /** Told after each run. */
  readonly onProgress?: (progress: CheckProgress) => void
  /** Carries out the runs of look-ahead and determinism in processes of their own; the command line has one. */
  readonly player?: Player
  /** SHA-256 of the strategy's file, for the report. */
  readonly sha256?: string
}

export interface CheckProgress {
  readonly check: CheckName
  /** Checks that are done, and all of them. */
  readonly done: number
  readonly of: number
  /** Runs that were carried out. */
  readonly runs: number
}

const checks: Readonly<Record<CheckName, Check>> = {
  'look-ahead': lookAhead,
  'warm-up': warmUp,
  determinism,
  costs,
  fills,
  sensitivity,
  data: dataUsed,
}

/**
 * Runs the checks and says what they found. While it runs, the columns of `data` hold other numbers now and then: nothing else may read
 * them. They are what they were when it ends, however it ends. Of several that are asked for at once, one begins when the other has ended.
 *
 *     const report = await checkStrategy(smaCross, { data: bars, fees: feeBps(10) })
 *     if (report.outcome === 'fail') console.error(report.verdicts)
 *
 * @throws LockstepError what the plain run throws, E_CONFIG for an unknown check; the signal's reason when it is aborted
 */
export function checkStrategy<P extends ParamSpecs>(strategy: Strategy<P>, options: CheckOptions<P>): Promise<CheckReport> {
  const next = last.then(() => checkNow(strategy, options))
  last = next.catch(() => {})
  return next
}

/** The check under way: one that began meanwhile on the same columns would take what is hidden for the truth. */
let last: Promise<unknown> = Promise.resolve()

async function checkNow<P extends ParamSpecs>(strategy: Strategy<P>, options: CheckOptions<P>): Promise<CheckReport> {
  const names = namesOf(options.only)
  const plain = strategy as unknown as Strategy
  const checking = await prepare(plain, options, { done: 0, of: names.length, runs: 0, check: names[0]! })
  const verdicts: CheckVerdict[] = []
  for (const name of names) {
    checking.progress.check = name
    const idle = ofResult.includes(name) && !isFilled(checking.checking.plain)
    verdicts.push(idle ? nothingFilled(name) : await checks[name](checking.checking))
    checking.progress.done++
  }
  return {
    schemaVersion: 1,
    engineVersion: VERSION,
    strategy: { name: strategy.name, params: checking.checking.params, sha256: options.sha256 ?? null },
    data: list(options.data).map((s) => s.source.contentHash),
    outcome: worstOf(verdicts.map(({ outcome }) => outcome)),
    verdicts,
  }
}

/** Checks of what a run earned: where nothing was filled there is nothing to check. */
const ofResult: readonly CheckName[] = ['costs', 'fills', 'sensitivity', 'data']

function isFilled({ records, recordCount }: Played): boolean {
  for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH) if (records[at + KIND] === FILL) return true
  return false
}

function nothingFilled(check: CheckName): CheckVerdict {
  return { check, outcome: 'not proven', why: 'nothing was filled', divergence: null, remarks: [], tables: [] }
}

type One = <P extends ParamSpecs>(strategy: Strategy<P>, options: Omit<CheckOptions<P>, 'only'>) => Promise<CheckVerdict>

/** Whether it decides with what is not known yet. */
export const checkLookAhead: One = one('look-ahead')
/** Whether decisions and lines depend on where the data begin. */
export const checkWarmUp: One = one('warm-up')
/** Whether it does the same again, and on another machine. */
export const checkDeterminism: One = one('determinism')
/** What is left when trading costs more and orders arrive late. */
export const checkCosts: One = one('costs')
/** What is left when each parameter is a step beside its value. */
export const checkSensitivity: One = one('sensitivity')
/** Which bars its fills came from. */
export const checkData: One = one('data')

function one(name: CheckName): One {
  return async (strategy, options) => (await checkStrategy(strategy, { ...options, only: [name] })).verdicts[0]!
}

/** @throws LockstepError E_CONFIG */
function namesOf(only: readonly string[] = checkNames): CheckName[] {
  const stray = only.find((name) => !checkNames.some((known) => known === name))
  if (stray !== undefined || only.length === 0) {
    const near = stray === undefined ? `known: ${checkNames.join(', ')}` : didYouMean(stray, checkNames)
    throw new LockstepError('E_CONFIG', `expected names of checks, was "${stray ?? ''}"; ${near}`, 'Correct the name, or leave it out.')
  }
  return checkNames.filter((name) => only.includes(name))
}

interface Counted {
  check: CheckName
  done: number
  readonly of: number
  runs: number
}

async function prepare(
  strategy: Strategy,
  options: CheckOptions,
  progress: Counted,
): Promise<{ readonly checking: Checking; readonly progress: Counted }> {
  const { data, detail, to, make, thresholds, only: _, player, sha256: __, onProgress, signal, ...run } = options
  const limits = limitsOf(thresholds ?? {})
  const until = (given: BacktestOptions['data'] | undefined): BarSeries[] =>
    list(given).map((s) => (to === undefined ? s : rowsOf(s, 0, firstRowFrom(s.bars.time.subarray(0, s.bars.length), to))))
  expectWhole([...list(data), ...list(detail)], 'checks, which change them')
  const series = until(data)
  const making = make ?? (() => strategy)
  const played = (): void => onProgress?.({ ...progress, runs: ++progress.runs })
  const local = counting(
    new LocalPlayer({
      ...run,
      data,
      ...(detail !== undefined && { detail }),
      ...(to !== undefined && { to }),
      make: making,
      ...(signal !== undefined && { signal }),
    }),
    played,
  )
  const fresh = player === undefined ? local : counting(player, played)
  const plain = await fresh.play({ says: 'nothing is changed', timed: true })
  throwAgain(plain)
  let again: Promise<Played> | undefined
  const instruments = [...new Map(series.map(({ instrument }) => [instrument.id, instrument])).values()]
  const code = run.account?.currency
  const checking: Checking = {
    player: fresh,
    local,
    plain,
    again: () => (again ??= fresh.play({ says: 'it is run again' })),
    words: { instruments, currency: code === undefined ? instruments[0]!.currency : currencyOf(code), tags: plain.tags },
    data: series,
    options: run,
    specs: strategy.params,
    params: strategy.read(boundTo(strategy, run.params ?? {}, instruments[0]!.id)),
    limits,
  }
  return { checking, progress }
}

/** An instrument parameter that names nothing means the run's first instrument. */
function boundTo(strategy: Strategy, params: Checking['params'] | object, id: string): Checking['params'] {
  const given = params as Checking['params']
  const open = Object.entries(strategy.params).filter(
    ([name, { kind, initial }]) => kind === 'instrument' && (given[name] ?? initial) === '',
  )
  return { ...given, ...Object.fromEntries(open.map(([name]) => [name, id])) }
}

function counting(player: Player, played: () => void): Player {
  return {
    fresh: player.fresh,
    play: async (variant: Variant) => {
      const result = await player.play(variant)
      played()
      return result
    },
  }
}
