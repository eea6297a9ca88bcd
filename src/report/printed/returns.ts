/** Drawdowns and returns by month and year. */
import { profit, type Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import { decimals, duration, integer, money, percent, UNDEFINED } from '../format.ts'
import type { PrintedTable } from './printed-table.ts'

export function drawdownTable({ drawdowns }: ReportDocument): PrintedTable {
  const rows = drawdowns.map((d, i): Cell[] => [
    integer(i + 1),
    percent(d.depth),
    money(d.money),
    { time: d.start },
    { time: d.trough },
    d.end === null ? 'ongoing' : { time: d.end },
    duration(d.lastedMs),
  ])
  return { title: 'Deepest drawdowns', head: ['#', 'Depth', 'Money', 'Peak', 'Lowest', 'Recovered', 'Lasted'], rows }
}

export const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthlyTable({ monthlyReturns }: ReportDocument): PrintedTable {
  const cell = (value: number | null): Cell => (value === null ? '' : profit(value, hundredths))
  const rows = monthlyReturns.map(({ year, months, total }): Cell[] => [
    String(year),
    ...months.map(cell),
    total === null ? UNDEFINED : profit(total, hundredths),
  ])
  return { title: 'Monthly returns, %', head: ['Year', ...MONTHS, 'Total'], rows }
}

/** Per cent without its sign. */
export function hundredths(fraction: number): string {
  return decimals(fraction * 100, 2)
}
