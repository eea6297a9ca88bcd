/** What account statistics are computed from, out of what the tap has folded. */
import { moneyOf } from '../model/instrument.ts'
import { sum } from './activity.ts'
import { benchmarkFacts, type Held } from './benchmark.ts'
import { dailyFacts } from './daily-facts.ts'
import type { AccountFacts } from './definitions/definition.ts'
import type { Annualisation, Folded } from './report-tap.ts'
import { sessionDays } from './session-days.ts'
import { YEAR_MS } from './statistics/returns.ts'

/** @param yearly the risk-free rate of a year, a fraction */
export function accountFacts(f: Folded, annualisation: Annualisation, held: Held | null, yearly: number): AccountFacts {
  const { currency } = f.info
  const opening = moneyOf(currency, f.info.cash)
  const daily = sessionDays(f.daily.marked(), annualisation)
  const rates = { periodsPerYear: annualisation.periodsPerYear, riskFree: yearly }
  const own = dailyFacts(daily, opening, rates)
  return {
    ...own,
    opening,
    closing: f.marks.equity,
    years: (f.marks.last - f.marks.first) / YEAR_MS,
    drawdowns: f.drawdowns.summary(),
    marks: f.marks.count,
    exposedMarks: f.marks.exposed,
    fees: moneyOf(currency, f.activity.fees),
    slippage: moneyOf(currency, sum(f.activity.slippageByType)),
    shortfall: moneyOf(currency, f.activity.shortfall),
    notional: moneyOf(currency, f.activity.notional),
    benchmark: held === null ? null : benchmarkFacts(held, own, rates),
  }
}
