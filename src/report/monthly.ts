/**
 * Returns by month and year: the last equity of a month over the last one before it, and the same as a share of the opening
 * cash, for strategies that trade a fixed capital.
 */
import type { DailySeries } from './daily-equity.ts'
import type { YearOfMonths } from './document.ts'
import { monthAfter, monthOf } from './statistics/monthly-returns.ts'

/** A row for every year from the first to the last; null for a month or year without a day, or after equity fell to 0. */
export function monthlyReturns({ day, equity }: DailySeries, opening: number): YearOfMonths[] {
  const years: Row[] = []
  let monthBase = opening
  let yearBase = opening
  for (let i = 0, end = -Infinity; i < day.length; i++) {
    if (day[i]! >= end) end = monthAfter(day[i]!)
    if (i + 1 < day.length && day[i + 1]! < end) continue
    const year = yearOf(day[i]!)
    const month = monthOf(day[i]!) - (year - 1970) * 12
    const row = rowOf(years, year)
    row.months[month] = change(equity[i]!, monthBase)
    row.total = change(equity[i]!, yearBase)
    row.simpleMonths[month] = share(equity[i]! - monthBase, opening)
    row.simpleTotal = share(equity[i]! - yearBase, opening)
    monthBase = equity[i]!
    if (i + 1 < day.length && yearOf(day[i + 1]!) !== year) yearBase = monthBase
  }
  return years
}

interface Row {
  readonly year: number
  readonly months: (number | null)[]
  total: number | null
  readonly simpleMonths: (number | null)[]
  simpleTotal: number | null
}

/** The row of `year`, with empty rows for the years between it and the one before. */
function rowOf(years: Row[], year: number): Row {
  for (;;) {
    const last = years.at(-1)
    if (last?.year === year) return last
    years.push({ year: last === undefined ? year : last.year + 1, months: none(), total: null, simpleMonths: none(), simpleTotal: null })
  }
}

function yearOf(day: number): number {
  return 1970 + Math.floor(monthOf(day) / 12)
}

function none(): null[] {
  return Array.from({ length: 12 }, () => null)
}

function share(profit: number, of: number): number | null {
  return of > 0 ? profit / of : null
}

function change(to: number, from: number): number | null {
  return from > 0 ? to / from - 1 : null
}
