import type { DrawdownSummary } from '../drawdown.ts'
import type { RoundTrips } from '../round-trips.ts'
import type { Figure } from '../statistics/figure.ts'

/**
 * How a value is meant and shown. `fraction`: 0.12 shown as 12.00 %; `money`: account currency; `ms`: a time span; `bars`
 * and `count`: plain numbers; `ratio`: four significant digits; `percent`: 12 shown as 12.00 %, as some tools keep them.
 */
export type Unit = 'fraction' | 'percent' | 'ratio' | 'money' | 'count' | 'bars' | 'ms'

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
  /** Says nothing of a holding, such as turnover: not in the benchmark's column. */
  readonly ownOnly?: true
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
  /** Risk-free rate of a year, a fraction. */
  readonly riskFree: number
  /** Days since 1970-01-01, their last equity and its simple returns, the first on the opening cash. */
  readonly day: Float64Array
  readonly equity: Float64Array
  readonly returns: Float64Array
  /** The returns less the risk-free rate of a day. */
  readonly excess: Float64Array
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
  /** The holding as an account of its own. */
  readonly facts: AccountFacts
  /** Days since 1970-01-01 that both have, and the simple returns of the account and of the benchmark on them. */
  readonly day: Float64Array
  readonly account: Float64Array
  readonly held: Float64Array
}

/** What a day of the risk-free rate returns: (1 + rate of a year)^(1 / days per year) - 1. */
export function dailyRate({ riskFree, periodsPerYear }: Pick<AccountFacts, 'riskFree' | 'periodsPerYear'>): number {
  return (1 + riskFree) ** (1 / periodsPerYear) - 1
}

/** Runs a statistic of daily returns, or says why there are none. */
export function ofReturns(a: AccountFacts, figure: (returns: Float64Array) => Figure): Figure {
  if (a.noReturns !== null) return a.noReturns
  return figure(a.returns)
}

/** The same of returns in excess of the risk-free rate. */
export function ofExcess(a: AccountFacts, figure: (excess: Float64Array) => Figure): Figure {
  if (a.noReturns !== null) return a.noReturns
  return figure(a.excess)
}
