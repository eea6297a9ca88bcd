import type { DrawdownSummary } from '../drawdown.ts'
import type { RoundTrips } from '../round-trips.ts'
import type { Figure } from '../statistics/figure.ts'

/**
 * How a value is meant and shown. `fraction`: 0.12 shown as 12.00 %; `money`: account currency; `ms`: a time span; `bars`
 * and `count`: plain numbers; `ratio`: four significant digits.
 */
export type Unit = 'fraction' | 'ratio' | 'money' | 'count' | 'bars' | 'ms'

/** What every statistic has: its name, unit and definition, in one place for tables, hover texts and docs. */
export interface Definition {
  readonly id: string
  readonly label: string
  readonly unit: Unit
  /** A profit: its sign is always shown. */
  readonly signed?: true
  /** One or two sentences that a reader can compute it from. */
  readonly definition: string
  /** Who defined it, where it is not plain arithmetic. */
  readonly source?: string
}

/** A statistic of the whole account, from equity, exposure and costs. */
export interface AccountDefinition extends Definition {
  readonly value: (account: AccountFacts) => Figure
  /** A word that belongs to the figure, such as `ongoing`. */
  readonly note?: (account: AccountFacts) => string | null
}

/** A statistic of round trips: all, long ones, short ones. */
export interface RoundTripDefinition extends Definition {
  readonly value: (trips: RoundTrips) => Figure
}

/** What account statistics are computed from. Money is in the account's currency. */
export interface AccountFacts {
  readonly opening: number
  readonly closing: number
  /** First to last mark, in years of 365.25 days. */
  readonly years: number
  readonly periodsPerYear: number
  /** Daily equity and its simple returns, the first on the opening cash. */
  readonly equity: Float64Array
  readonly returns: Float64Array
  /** Why the daily returns cannot be used, such as equity that fell to zero; null when they can. */
  readonly noReturns: string | null
  readonly drawdowns: DrawdownSummary
  readonly marks: number
  readonly exposedMarks: number
  readonly fees: number
  readonly slippage: number
  readonly shortfall: number
  readonly notional: number
  readonly benchmark: BenchmarkFacts | null
}

/** Buying the benchmark at the first tradable bar and holding it. */
export interface BenchmarkFacts {
  readonly totalReturn: Figure
  readonly cagr: Figure
  readonly volatility: Figure
  readonly sharpe: Figure
  readonly maxDrawdown: Figure
  /** Daily returns of the account and of the benchmark on the days that both have. */
  readonly account: Float64Array
  readonly held: Float64Array
}

/** Runs a statistic of daily returns, or says why there are none. */
export function ofReturns(a: AccountFacts, figure: (returns: Float64Array) => Figure): Figure {
  if (a.noReturns !== null) return a.noReturns
  return figure(a.returns)
}
