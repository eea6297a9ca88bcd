/** From the options of a run and a variant to an engine. */
import { annualisationOf, type BacktestOptions } from '../backtest.ts'
import { createEngine } from '../engine/engine-run.ts'
import type { Engine } from '../engine/engine.ts'
import type { SeriesSet } from '../engine/series-set.ts'
import { RING_ROWS, type SeriesState } from '../strategy/series-state.ts'
import { wireRules } from '../market-rules.ts'
import type { BarSeries } from '../model/bars.ts'
import { epochMs } from '../model/time.ts'
import { ReportTap } from '../report/report-tap.ts'
import { createLimits } from '../risk/limits.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { scaledCosts } from './scaled-costs.ts'
import { Tape } from './tape.ts'
import type { LineValue, Variant } from './variant.ts'

/** Options of a run that is checked: those of a backtest that are about the run itself. */
export type RunOptions = Omit<BacktestOptions, 'data' | 'detail' | 'taps' | 'inputs' | 'full' | 'source' | 'to'>

/** Series as one run sees them. */
export interface Scene {
  readonly data: readonly BarSeries[]
  readonly detail: readonly BarSeries[]
}

export interface CheckRun {
  readonly engine: Engine
  readonly set: SeriesSet
  readonly tape: Tape
  readonly report: ReportTap
  /** The series that the engine was given. */
  readonly engineSeries: readonly BarSeries[]
  /** Filled at the first decision. */
  readonly lines: readonly LineValue[]
}

/** @param firstTime for a pushed run: when its first bar opened */
export function runOf(options: RunOptions, strategy: Strategy, scene: Scene, variant: Variant, firstTime?: number): CheckRun {
  const changed = withChange(options, variant, scene.data)
  const { series, run } = wireRules({ ...changed, ...(scene.detail.length > 0 && { detail: scene.detail }) }, scene.data)
  const lines: LineValue[] = []
  let set: SeriesSet | null = null
  const tape = new Tape(() => lines.push(...valuesOf(set!, series)))
  const report = new ReportTap({ annualisation: annualisationOf(series) })
  const from = variant.history === undefined ? changed.from : (variant.history.from ?? undefined)
  const made = createEngine({
    ...run,
    strategy,
    params: changed.params ?? {},
    source: null,
    series,
    pushed: firstTime !== undefined,
    ...(firstTime !== undefined && { firstTime: epochMs(firstTime) }),
    cash: changed.cash ?? 100_000,
    limits: createLimits(changed.limits),
    tradeFrom: from === undefined ? null : epochMs(from),
    seed: changed.seed ?? 0,
    taps: [tape, report],
    inputs: tape,
  })
  set = made.set
  return { engine: made.engine, set, tape, report, engineSeries: series, lines }
}

function withChange(options: RunOptions, { change = {} }: Variant, series: readonly BarSeries[]): RunOptions {
  const { params, fill, costs, latencyMs } = change
  return {
    ...options,
    ...(params !== undefined && { params: { ...options.params, ...params } }),
    ...(fill !== undefined && { fill }),
    ...(latencyMs !== undefined && { latencyMs: (options.latencyMs ?? 0) + latencyMs }),
    ...(costs !== undefined && scaledCosts(options, series, costs)),
  }
}

/** The longest timeframe of those that are built by the clock. */
export function coarsestOf({ set }: CheckRun): string | null {
  const spans = set.bases.map((s) => s.timeframe.ms)
  const { timeframe } = set.derived.at(-1) ?? {}
  return timeframe !== undefined && timeframe.ms > Math.min(...spans) ? timeframe.label : null
}

/** What every declared line is worth at the row that closed last. */
function valuesOf(set: SeriesSet, series: readonly BarSeries[]): LineValue[] {
  const nameOf = (s: SeriesState): string => series.find((given) => given.instrument.id === idOf(s, set, series))!.instrument.id
  return [...set.bases, ...set.derived].flatMap((s) =>
    s.nodes.flatMap(({ indicator, targets }, n) =>
      targets.map((target, k) => ({
        name: `${indicator.constructor.name} ${indicator.outputs[k] ?? k}, ${nameOf(s)} ${s.timeframe.label}, line ${n + 1}`,
        value: s.row < 0 ? NaN : target[s.row & (RING_ROWS - 1)]!,
      })),
    ),
  )
}

function idOf({ instrument }: SeriesState, set: SeriesSet, series: readonly BarSeries[]): string {
  return series[set.bases.findIndex((base) => base.instrument === instrument)]!.instrument.id
}
