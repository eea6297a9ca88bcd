/** Front door: a strategy on bars that are already there. */
import { LockstepError } from './base/error.ts'
import { calendarOf } from './calendar/calendars.ts'
import { createEngine } from './engine/engine-run.ts'
import type { Engine, Progress } from './engine/engine.ts'
import { firstRowFrom } from './engine/series-set.ts'
import { checkOptions, list, wireRules, type MarketRules } from './market-rules.ts'
import { expectWhole, spanOf, streamedSeries, type BarStream } from './model/bar-stream.ts'
import { allocateBars, type BarSeries, type Quotes } from './model/bars.ts'
import type { FastPath } from './model/fast-paths.ts'
import { lotSize, tickSize } from './model/instrument.ts'
import type { PhaseClock } from './model/phase-clock.ts'
import type { InputTap, RunEnd, Tap } from './model/ports.ts'
import { DAY_MS, type Timestamp } from './model/time.ts'
import type { Benchmark } from './report/benchmark.ts'
import { DayEnds } from './report/day-ends.ts'
import { conventionOf } from './report/conventions.ts'
import type { ReportDocument } from './report/document.ts'
import { ReportTap, type Annualisation, type DocumentOptions } from './report/report-tap.ts'
import type { RunFigures } from './report/run-figures.ts'
import { createLimits, type Limits } from './risk/limits.ts'
import type { LineStore } from './strategy/line-store.ts'
import type { ParamSpecs } from './strategy/params.ts'
import type { GivenParams, Strategy } from './strategy/strategy.ts'
import type { Fee } from './venue/fees.ts'
import { FillCosts } from './venue/fill-costs.ts'
import type { Slippage } from './venue/slippage.ts'

export interface BacktestOptions<P extends ParamSpecs = ParamSpecs> extends MarketRules {
  /** Bars of one or several instruments and timeframes. The finest of an instrument is what its orders are matched against. */
  readonly data: BarSeries | readonly BarSeries[]
  readonly params?: GivenParams<P>
  /** Opening cash in the account's currency; 100,000 unless given. */
  readonly cash?: number
  readonly limits?: Partial<Limits>
  /** Bars that open from here on are traded; earlier ones warm up. Without it trading begins when all is warm. */
  readonly from?: Timestamp
  /** Bars that open before this are used. */
  readonly to?: Timestamp
  readonly seed?: number
  /** Keeps every order, fill and refusal as rows of the report. */
  readonly full?: boolean
  /** More listeners, such as a journal. */
  readonly taps?: readonly Tap[]
  /** Who is told each input before it is stepped, such as a journal. */
  readonly inputs?: InputTap
  /** Where the strategy came from, for the manifest. */
  readonly source?: string
  /** What the report has besides the figures of the run: a risk-free rate, another tool's figures, what may be chance. */
  readonly report?: Omit<FinishOptions, 'timing'>
  /** Fast paths to leave out, all or by name, to find a fault or get round one; unless given, those that LOCKSTEP_PLAIN names. */
  readonly plain?: boolean | readonly FastPath[]
  /** Where lines lie that other runs over the same bars computed. Sweeps have one of their own. */
  readonly lines?: LineStore
  /** Who times some of the steps, such as `StepTimes`; without one nothing is timed, and nothing is slower for it. */
  readonly phases?: PhaseClock
}

/** A backtest under way: for whoever shows progress or may stop it. */
export interface BacktestRun {
  readonly engine: Engine
  /** Base bars there are in all. */
  readonly barsTotal: number
  /** Takes at most this many steps. */
  advance(stepsMax: number): Progress
  /** Ends the run and makes its report. */
  finish(status?: RunEnd['status'], options?: FinishOptions): ReportDocument
  /** Ends the run and gives its figures alone, instead of `finish`: for whoever makes many runs. */
  figures(): RunFigures
}

export interface FinishOptions extends Pick<
  DocumentOptions,
  'timing' | 'roundTripRows' | 'lotRows' | 'riskFree' | 'convention' | 'robustness'
> {
  /** Adds what needs the bars: price charts, exposure by side, capacity. Default false; not for streamed bars. */
  readonly charts?: boolean
}

/**
 * Runs a strategy over bars and returns the report.
 *
 *     const report = backtest(smaCross, { data: bars, params: { fast: 12 }, cash: 10_000, fees: feeBps(10) })
 *
 * @throws LockstepError E_PARAM_*, E_CONFIG, E_DATA_*, E_WARMUP, E_STRATEGY_*, E_LIMIT, E_MONEY_RANGE
 */
export function backtest<P extends ParamSpecs>(strategy: Strategy<P>, options: BacktestOptions<P>): ReportDocument {
  const run = startBacktest(strategy, options)
  run.advance(Infinity)
  return run.finish()
}

/** The same, in as many parts as the caller likes. */
export function startBacktest<P extends ParamSpecs>(strategy: Strategy<P>, options: BacktestOptions<P>): BacktestRun {
  checkOptions(options)
  checkReport(options.report)
  const cut = list(options.data).map((s) => (options.to === undefined ? s : barsUntil(s, options.to)))
  if (options.report?.charts === true) expectWhole(cut, 'charts')
  const held = cut[0]?.stream && new DayEnds(cut[0].timeframe)
  const watched = held ? [{ ...cut[0]!, stream: held.watch(cut[0]!.stream!) }, ...cut.slice(1)] : cut
  const { series, fee, slippage, run } = wireRules(options, watched)
  const report = new ReportTap({
    annualisation: annualisationOf(series),
    full: options.full ?? false,
    eachMark: run.plain?.has('mark-spans') ?? false,
  })
  const cash = options.cash ?? 100_000
  const { engine } = createEngine({
    ...run,
    strategy,
    params: options.params ?? {},
    source: options.source ?? null,
    series,
    pushed: false,
    cash,
    limits: createLimits(options.limits),
    // A bar that opens at `from` closes after it: that close is the first moment to trade at.
    tradeFrom: options.from ?? null,
    seed: options.seed ?? 0,
    taps: [report, ...(options.taps ?? [])],
    inputs: options.inputs ?? null,
    ...(options.lines !== undefined && { lines: options.lines }),
    ...(options.phases !== undefined && { phases: options.phases }),
  })
  return {
    engine,
    barsTotal: series.reduce((sum, s) => sum + s.bars.length, 0),
    advance: (stepsMax) => engine.run(stepsMax),
    finish: (status = 'done', given = {}) => {
      const { charts = false, ...rest } = { ...options.report, ...given }
      checkReport(rest)
      if (charts) expectWhole(series, 'charts')
      engine.end(status)
      const benchmark = buyAndHold(series[0]!, cash, { fee, slippage, held })
      return report.document({ ...rest, ...(charts && { series }), ...(benchmark !== null && { benchmark }) })
    },
    figures: () => {
      engine.end('done')
      return report.figures()
    },
  }
}

/** What would be found out only after the run is found out before. */
function checkReport({ riskFree = 0, convention = 'lockstep' }: FinishOptions = {}): void {
  conventionOf(convention)
  if (riskFree > -1 && riskFree < 1) return
  throw new LockstepError(
    'E_CONFIG',
    `expected the risk-free rate of a year as a fraction between -1 and 1, was ${riskFree}`,
    'Two per cent are riskFree: 0.02.',
  )
}

/** How daily figures become yearly ones: by the calendar of the instruments; the busiest when they differ. */
export function annualisationOf(series: readonly BarSeries[]): Annualisation {
  const calendars = series.map((s) => calendarOf(s.instrument.calendar)).sort((a, b) => b.sessionsPerYear - a.sessionsPerYear)
  const [calendar] = calendars
  if (calendar === undefined)
    throw new LockstepError('E_DATA_EMPTY', 'expected at least one series of bars, there is none', 'Give the run data.')
  return {
    periodsPerYear: calendar.sessionsPerYear,
    hasSession: (day) => calendar.sessionOf(day * DAY_MS) !== null,
    // Bars of a week or a month mark few of their sessions.
    countsEverySession: calendar.openEveryDay || series.every(({ timeframe }) => timeframe.ms > DAY_MS),
    calendar: calendar.name,
    why: `${calendar.sessionsPerYear} sessions a year in calendar ${calendar.name}`,
  }
}

/** Buying and holding the first series at the same costs, for comparison; null when there is nothing to buy. */
function buyAndHold(
  series: BarSeries,
  cash: number,
  { fee, slippage, held }: { fee: Fee; slippage: Slippage; held: DayEnds | undefined },
): Benchmark | null {
  const span = spanOf(series)
  if (span === null) return null
  const { instrument, timeframe, bars, closes, stream } = series
  const notional = Math.round(cash * 10 ** instrument.currency.decimals)
  const costs = new FillCosts([instrument], fee, slippage)
  costs.turnTo(span.from)
  const entryCost = (price: number): number => {
    const lots = Math.floor(cash / (price * lotSize(instrument) * instrument.multiplier))
    const ticks = Math.max(1, Math.round(price / tickSize(instrument)))
    costs.about(0, 1)
    costs.slip.ticks = ticks
    return Math.min(1, costs.worth(lots, notional) / notional + costs.ticks() / ticks)
  }
  return {
    label: `${instrument.id} held`,
    bars,
    ...(stream && held && { barsFrom: (time) => held.from(stream, time) }),
    timeframe,
    ...(closes !== undefined && { closes }),
    entryCost,
  }
}

/** The bars that open before `to`, with all that lies beside them. */
function barsUntil(series: BarSeries, to: Timestamp): BarSeries {
  const { bars, closes, quotes, repeated, stream } = series
  if (stream !== undefined) return streamUntil(series, stream, to)
  const length = firstRowFrom(bars.time.subarray(0, bars.length), to)
  const cut = <T extends Float64Array | Uint8Array>(column: T): T => column.subarray(0, length) as T
  const { time, open, high, low, close, volume } = bars
  const kept = { time: cut(time), open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume), length }
  return {
    ...series,
    bars: kept,
    ...(closes !== undefined && { closes: cut(closes) }),
    ...(repeated !== undefined && { repeated: cut(repeated) }),
    ...(quotes !== undefined && { quotes: mapValues(quotes, cut) }),
  }
}

function streamUntil(series: BarSeries, stream: BarStream, to: Timestamp): BarSeries {
  const rows = stream.rowFrom(to)
  const { stream: _, ...terms } = series
  return rows === 0 ? { ...terms, bars: allocateBars(0) } : { ...terms, ...streamedSeries(series, stream.first(rows)) }
}

function mapValues(quotes: Quotes, cut: (column: Float64Array) => Float64Array): Quotes {
  return Object.fromEntries(
    Object.entries(quotes).map(([name, column]: [string, Float64Array]) => [name, cut(column)]),
  ) as unknown as Quotes
}
