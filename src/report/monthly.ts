/**
 * Returns by month and year: the last equity of a month over the last one before it, and the same as a share of the opening
 * cash, for strategies that trade a fixed capital.
 */
import { DAY_MS } from '../model/time.ts'
import type { DailySeries } from './daily-equity.ts'
import type { YearOfMonths } from './document.ts'

/** A row for every year from the first to the last; null for a month or year without a day, or after equity fell to 0. */
export function monthlyReturns({ day, equity }: DailySeries, opening: number): YearOfMonths[] {
  const years: Row[] = []
  let monthBase = opening
  let yearBase = opening
  for (let i = 0; i < day.length; i++) {
    const { year, month } = monthOf(day[i]!)
    const next = i + 1 < day.length ? monthOf(day[i + 1]!) : null
    if (next !== null && next.year === year && next.month === month) continue
    const row = rowOf(years, year)
    row.months[month] = change(equity[i]!, monthBase)
    row.total = change(equity[i]!, yearBase)
    row.simpleMonths[month] = share(equity[i]! - monthBase, opening)
    row.simpleTotal = share(equity[i]! - yearBase, opening)
    monthBase = equity[i]!
    if (next?.year !== year) yearBase = monthBase
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

function monthOf(day: number): { year: number; month: number } {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() }
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
