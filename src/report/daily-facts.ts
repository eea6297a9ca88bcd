/** What daily equity alone tells of an account: returns, those in excess of the risk-free rate, and facts of returns that came from elsewhere. */
import { DAY_MS } from '../model/time.ts'
import { returnsOf, type DailySeries } from './daily-equity.ts'
import { dailyRate, type AccountFacts, type BenchmarkFacts } from './definitions/definition.ts'
import { Drawdowns } from './drawdown.ts'
import { MarkSpan } from './mark-span.ts'
import { YEAR_MS } from './statistics/returns.ts'

export type Rates = Pick<AccountFacts, 'periodsPerYear' | 'riskFree'>
export type DailyFacts = Pick<AccountFacts, keyof Rates | 'day' | 'equity' | 'returns' | 'excess' | 'noReturns'>

export function dailyFacts({ day, equity }: DailySeries, opening: number, rates: Rates): DailyFacts {
  const returns = returnsOf(equity, opening)
  const rate = dailyRate(rates)
  const excess = rate === 0 ? returns : returns.map((r) => r - rate)
  return { ...rates, day, equity, returns, excess, noReturns: whyNoReturns(equity, opening) }
}

export interface SeriesFacts extends Rates, DailySeries {
  readonly opening: number
  readonly years: number
}

/** An account of which only daily equity is known: its drawdowns are those of days, and it was held all the time. */
export function factsOfSeries({ day, equity, opening, years, ...rates }: SeriesFacts): AccountFacts {
  const marks = equity.length
  const fold = new Drawdowns(opening)
  const time = day.map((d) => (d + 1) * DAY_MS)
  if (marks > 0) fold.take(new MarkSpan().measure({ markTime: time, markEquity: equity, markExposure: equity }, 0, marks))
  return {
    ...dailyFacts({ day, equity }, opening, rates),
    opening,
    closing: equity[marks - 1] ?? opening,
    years,
    drawdowns: fold.summary(),
    marks,
    exposedMarks: marks,
    fees: 0,
    slippage: 0,
    shortfall: 0,
    notional: 0,
    benchmark: null,
  }
}

/** Daily simple returns, such as another program wrote them. Lists are of one length. */
export interface ReturnSeries extends Partial<Rates> {
  /** Days since 1970-01-01, rising. */
  readonly day: Float64Array
  readonly returns: Float64Array
  /** Those of a benchmark on the same days. */
  readonly benchmark?: Float64Array
}

/** Facts of returns alone, on an opening equity of 1, with 252 days a year and no risk-free rate unless given. */
export function factsOfReturns({ day, returns, benchmark, periodsPerYear = 252, riskFree = 0 }: ReturnSeries): AccountFacts {
  const years = day.length === 0 ? 0 : ((day[day.length - 1]! - day[0]! + 1) * DAY_MS) / YEAR_MS
  const of = (series: Float64Array): AccountFacts =>
    factsOfSeries({ day, equity: grown(series), opening: 1, years, periodsPerYear, riskFree })
  const account = of(returns)
  const held: BenchmarkFacts | null = benchmark === undefined ? null : { facts: of(benchmark), day, account: returns, held: benchmark }
  return { ...account, returns, excess: returns.map((r) => r - dailyRate(account)), benchmark: held }
}

/** What 1 becomes. */
export function grown(returns: Float64Array): Float64Array {
  let equity = 1
  return returns.map((r) => (equity *= 1 + r))
}

/** A return on equity that is not positive means nothing, and none of a series with such a return does. */
function whyNoReturns(equity: Float64Array, opening: number): string | null {
  if (equity.length === 0) return 'the run has no marks'
  if (opening <= 0) return 'the opening equity is not positive'
  return equity.every((e) => e > 0) ? null : 'equity fell to zero or below'
}
