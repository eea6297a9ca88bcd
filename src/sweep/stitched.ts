/** Days that no choice has seen, chained to one account, and its figures. */
import { factsOfSeries } from '../report/daily-facts.ts'
import type { AccountFacts } from '../report/definitions/definition.ts'
import { sections } from '../report/definitions.ts'
import type { Statistic } from '../report/document.ts'
import { entry } from '../report/statistics-table.ts'
import { stitch, type DailyReturns } from '../search/stitching.ts'
import type { StitchedSection } from './sweep-document.ts'

/** Figures that daily equity alone can tell. */
const FIGURES: readonly string[] = ['totalReturn', 'cagr', 'volatility', 'sharpe', 'sortino', 'maxDrawdown', 'calmar', 'longestDrawdown']

export function stitchedOf(parts: readonly DailyReturns[], periodsPerYear: number): StitchedSection {
  const { day, equity } = stitch(parts)
  const years = day.length === 0 ? 0 : (day.at(-1)! - day[0]! + 1) / DAYS_PER_YEAR
  const facts = factsOfSeries({ day, equity, opening: 1, years, periodsPerYear, riskFree: 0 })
  return { day: Array.from(day), equity: Array.from(equity), figures: figuresOf(facts) }
}

const DAYS_PER_YEAR = 365.25

function figuresOf(facts: AccountFacts): Statistic[] {
  const accounts = sections.flatMap((section) => (section.of === 'account' ? section.definitions : []))
  return FIGURES.flatMap((id) => accounts.filter((one) => one.id === id).map((one) => entry(one, one.value(facts))))
}
