/** What account statistics are computed from, out of what the tap has folded. */
import { moneyOf } from '../model/instrument.ts'
import { sum } from './activity.ts'
import { benchmarkFacts, type Held } from './benchmark.ts'
import { returnsOf } from './daily-equity.ts'
import type { AccountFacts } from './definitions/definition.ts'
import type { Annualisation, Folded } from './report-tap.ts'
import { YEAR_MS } from './statistics/returns.ts'

export function accountFacts(f: Folded, { periodsPerYear, marketOpenEveryDay }: Annualisation, held: Held | null): AccountFacts {
  const { currency } = f.info
  const opening = moneyOf(currency, f.info.cash)
  const daily = marketOpenEveryDay ? f.daily.everyDay() : f.daily.marked()
  const returns = returnsOf(daily.equity, opening)
  return {
    opening,
    closing: f.marks.equity,
    years: (f.marks.last - f.marks.first) / YEAR_MS,
    periodsPerYear,
    equity: daily.equity,
    returns,
    noReturns: whyNoReturns(daily.equity, opening),
    drawdowns: f.drawdowns.summary(),
    marks: f.marks.count,
    exposedMarks: f.marks.exposed,
    fees: moneyOf(currency, f.activity.fees),
    slippage: moneyOf(currency, sum(f.activity.slippageByType)),
    shortfall: moneyOf(currency, f.activity.shortfall),
    notional: moneyOf(currency, f.activity.notional),
    benchmark: held === null ? null : benchmarkFacts(held, { day: daily.day, returns }, periodsPerYear),
  }
}

/** A return on equity that is not positive means nothing, and none of a series with such a return does. */
function whyNoReturns(equity: Float64Array, opening: number): string | null {
  if (equity.length === 0) return 'the run has no marks'
  if (opening <= 0) return 'the opening equity is not positive'
  return equity.every((e) => e > 0) ? null : 'equity fell to zero or below'
}
