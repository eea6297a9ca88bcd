/**
 * The report as one JSON-able object: the only thing that terminal text, HTML page and CSV files are made from, so that they
 * cannot disagree. Its schema is docs/reference/report.schema.json. Times of rows are epoch ms, of the run ISO texts, both
 * UTC; money is in the account's currency; fractions are 0.01 for one per cent. No number is ever NaN or infinite.
 */
import type { Currency } from '../model/instrument.ts'
import type { ParamValue } from '../model/ports.ts'
import type { CheckedRow } from './checked.ts'
import type { AttributionFigures, AttributionTables } from './attribution.ts'
import type { CapacitySection } from './capacity.ts'
import type { Contributions } from './contribution.ts'
import type { Unit } from './definitions/definition.ts'
import type { DistributionSection } from './distribution.ts'
import type { ExecutionCostSection } from './execution-cost-section.ts'
import type { ExposureSection } from './exposure.ts'
import type { LotRow } from './lot-rows.ts'
import type { PriceChart } from './price-charts.ts'
import type { RollingWindow } from './rolling.ts'
import type { Streaks } from './streaks.ts'

/** The report of a run, as docs/reference/report.schema.json describes it. */
export interface ReportDocument {
  readonly schemaVersion: 1
  readonly status: 'done' | 'aborted' | 'failed'
  readonly run: RunManifest
  readonly keyFigures: readonly Statistic[]
  /** In the order of the table; long and short hold the statistics of round trips only. */
  readonly statistics: {
    readonly all: readonly Statistic[]
    readonly long: readonly Statistic[]
    readonly short: readonly Statistic[]
    /** Growth and risk of buying and holding; empty without a benchmark. */
    readonly benchmark: readonly Statistic[]
  }
  /** Profit by what made it: the rows of every table sum to the total. docs/reference/attribution.md */
  readonly attribution: {
    readonly total: AttributionFigures
    readonly by: AttributionTables
    /** Where the bars of the run are at hand, as for a page. */
    readonly contributions?: Contributions
  }
  readonly lots: { readonly count: number; readonly rows?: readonly LotRow[] }
  readonly monthlyReturns: readonly YearOfMonths[]
  readonly yearly: readonly YearReturn[]
  /** Deepest first, at most ten. */
  readonly drawdowns: readonly DrawdownRow[]
  readonly equity: EquitySection
  readonly benchmark: BenchmarkSection | null
  /** Figures of the last 126 and 252 trading days on each day. */
  readonly rolling: readonly RollingWindow[]
  readonly distribution: DistributionSection
  readonly exposure: ExposureSection
  /** Where the bars of the run are at hand, as for a page. */
  readonly capacity?: CapacitySection
  readonly priceCharts?: readonly PriceChart[]
  readonly roundTrips: {
    readonly count: number
    readonly profits: readonly ProfitBin[]
    /** How often so many round trips in a row won or lost; a draw ends a row. */
    readonly streaks: readonly Streaks[]
    readonly rows?: readonly RoundTripRow[]
  }
  readonly orders: { readonly count: number; readonly byType: Counts; readonly rows?: readonly OrderRow[] }
  readonly fills: { readonly count: number; readonly rows?: readonly FillRow[] }
  readonly refusals: { readonly count: number; readonly byReason: Counts; readonly rows?: readonly RefusalRow[] }
  readonly cancels: { readonly count: number; readonly byReason: Counts; readonly rows?: readonly CancelRow[] }
  readonly costs: Costs
  readonly executionCosts: ExecutionCostSection
  readonly openPositions: readonly OpenPosition[]
  readonly warnings: readonly Warning[]
  /** What `lockstep check` said of the same strategy, parameters and bars; absent where it was not asked. */
  readonly checked?: readonly CheckedRow[]
  /** The tool whose figures `conventionFigures` are, where one was asked for. */
  readonly convention?: string
  readonly conventionFigures?: readonly ConventionFigure[]
  /** How much of the figures may be chance, where it was asked for. */
  readonly robustness?: Robustness
  /** What LEAN would print of it, by LEAN's names: runs with the preset `lean` on a LEAN folder. */
  readonly lean?: Readonly<Record<string, string>>
  /** How long it took, from the front door; without it the document is the same for every run of the same inputs. */
  readonly timing?: Timing
}

export type Counts = Readonly<Record<string, number>>

export interface RunManifest {
  readonly engineVersion: string
  readonly strategy: string
  readonly strategySource: string | null
  readonly params: Readonly<Record<string, ParamValue>>
  readonly currency: Currency
  readonly cash: number
  readonly instruments: readonly { readonly id: string; readonly calendar: string; readonly tick: number; readonly lot: number }[]
  readonly series: readonly SeriesRow[]
  readonly policies: Readonly<Record<string, string>>
  readonly seed: number
  /** Span of the data. */
  readonly from: string | null
  readonly to: string | null
  /** First moment at which every indicator was warm, null when none was. */
  readonly tradingFrom: string | null
  /** Base bars stepped through, warm-up included. */
  readonly bars: number
  readonly steps: number
  readonly annualisation: { readonly factor: number; readonly calendar: string; readonly why: string }
  /** Yearly rate as a fraction that ratios are in excess of. */
  readonly riskFree: number
}

export interface SeriesRow {
  readonly instrument: string
  readonly timeframe: string
  readonly source: string
  readonly contentHash: string
  readonly bars: number
  readonly from: string
  readonly to: string
  readonly gaps: number
}

export interface Statistic {
  readonly id: string
  readonly label: string
  readonly unit: Unit
  readonly value: number | null
  /** Why there is no value. */
  readonly reason?: string
  readonly note?: string
}

/** A figure as another tool defines it, with its name there. */
export interface ConventionFigure extends Statistic {
  readonly definition: string
  /** How it differs from ours, in one sentence. */
  readonly differs: string
}

/** What chance may have done: resampled days and round trips in another order. Empty lists where `reason` says why. */
export interface Robustness {
  readonly reason: string | null
  readonly seed: number
  readonly paths: number
  /** Mean length of a block of the stationary bootstrap, days. */
  readonly blockDays: number
  readonly figures: readonly Statistic[]
  readonly intervals: readonly Interval[]
  /** Quantiles of equity over the days, of paths made of resampled days. */
  readonly resampled: Bands
  /** The same over the round trips, of paths that take them in another order. */
  readonly shuffled: Bands
  /** Quantiles of the deepest drawdown of the paths, of all paths of either kind; null where there are none of the kind. */
  readonly drawdowns: readonly { readonly quantile: number; readonly resampled: number | null; readonly shuffled: number | null }[]
}

/** A figure and the range that resampled days give it. */
export interface Interval {
  readonly id: string
  readonly label: string
  readonly unit: Unit
  readonly value: number
  readonly low: number
  readonly high: number
  /** Share of the paths within, such as 0.95. */
  readonly confidence: number
}

export interface Bands {
  /** Days or round trips since the start, then equity at each of these quantiles. */
  readonly columns: readonly string[]
  readonly points: readonly (readonly number[])[]
}

export interface YearOfMonths {
  readonly year: number
  /** January first; null in a month without data. */
  readonly months: readonly (number | null)[]
  readonly total: number | null
  /** The same on the opening cash instead of on the equity before: they add up, as on fixed capital. */
  readonly simpleMonths: readonly (number | null)[]
  readonly simpleTotal: number | null
}

export interface YearReturn {
  readonly year: number
  readonly return: number | null
  readonly benchmark: number | null
}

export interface DrawdownRow {
  readonly start: number
  readonly trough: number
  /** Null while it goes on. */
  readonly end: number | null
  readonly depth: number
  readonly money: number
  readonly lastedMs: number
}

export interface EquitySection {
  readonly marks: number
  readonly marksPerPoint: number
  /** Names of the columns of `points`. */
  readonly columns: readonly ['time', 'equity', 'low', 'high', 'drawdown']
  readonly points: readonly (readonly number[])[]
}

export interface BenchmarkSection {
  readonly label: string
  readonly columns: readonly ['time', 'equity']
  /** Daily, at most 8,192 points: what the opening cash would have become. */
  readonly points: readonly (readonly number[])[]
}

export interface ProfitBin {
  /** Net profits from `from` (included) to `to` (excluded, but included in the last bin). */
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface RoundTripRow {
  readonly instrument: string
  readonly side: 'long' | 'short'
  readonly qty: number
  readonly entryTime: number
  readonly exitTime: number
  readonly entryPrice: number
  readonly exitPrice: number
  readonly gross: number
  readonly fees: number
  readonly net: number
  /** Net / entry notional, null when that is 0. */
  readonly return: number | null
  readonly mae: number
  readonly mfe: number
  readonly bars: number
  readonly exit: string
  readonly tag: string
}

export interface OrderRow {
  readonly id: number
  readonly time: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly qty: number
  readonly type: string
  readonly role: string
  /** Limit or stop price, null for a market order. */
  readonly level: number | null
  readonly parent: number | null
  readonly decisionPrice: number
  readonly expires: number | null
  readonly tag: string
}

export interface FillRow {
  readonly order: number
  readonly time: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly qty: number
  readonly price: number
  readonly fee: number
  /** Price units that slippage moved the price against us. */
  readonly slippage: number
  /** Price units of half a spread, quoted and crossed or assumed; what was assumed is part of the slippage. */
  readonly spread: number
  readonly position: number
  readonly left: number
  readonly realised: number
  readonly decisionPrice: number
  readonly role: string
  readonly tag: string
}

export interface RefusalRow {
  readonly request: number
  readonly time: number
  readonly instrument: string
  /** Null for a refused close or cancel. */
  readonly side: 'buy' | 'sell' | null
  readonly qty: number
  readonly type: string
  readonly reason: string
  readonly tag: string
}

export interface CancelRow {
  readonly order: number
  readonly time: number
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly qty: number
  readonly role: string
  readonly reason: string
}

export interface Costs {
  readonly fees: number
  readonly slippage: number
  /** By the type of the order that filled. */
  readonly slippageByType: Counts
  readonly shortfall: number
  readonly notional: number
}

export interface OpenPosition {
  readonly instrument: string
  readonly side: 'long' | 'short'
  readonly qty: number
  readonly entryPrice: number
  readonly mark: number
  readonly unrealised: number
  readonly fees: number
  readonly since: number
}

export interface Warning {
  readonly code: string
  readonly message: string
}

export interface Timing {
  readonly loadMs: number
  readonly runMs: number
  readonly barsPerSecond: number
}
