/** Drawdowns, returns by month and year, and how returns of days, weeks and months are spread. */
import { profit, type Cell, type Term } from '../cell.ts'
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
  const depth: Term = { term: 'depth', label: 'Depth' }
  return { title: 'Deepest drawdowns', head: ['#', depth, 'Money', 'Peak', 'Lowest', 'Recovered', 'Lasted'], rows }
}

export const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthlyTable({ monthlyReturns }: ReportDocument): PrintedTable {
  const rows = monthlyReturns.map(({ year, months, total }): Cell[] => [
    String(year),
    ...months.map((m) => (m === null ? '' : profit(m, hundredths))),
    total === null ? UNDEFINED : profit(total, hundredths),
  ])
  return { title: 'Monthly returns, %', head: ['Year', ...MONTHS, 'Total'], rows }
}

/** Per cent without its sign. */
export function hundredths(fraction: number): string {
  return decimals(fraction * 100, 2)
}

/** Years, with those of the benchmark and the difference where there is one. */
export function yearlyTable({ yearly, benchmark }: ReportDocument): PrintedTable {
  const change = (value: number | null): Cell => (value === null ? UNDEFINED : profit(value, percent))
  const rows = yearly.map(({ year, return: own, benchmark: held }): Cell[] => {
    const beside = own === null || held === null ? null : own - held
    return [String(year), change(own), ...(benchmark === null ? [] : [change(held), change(beside)])]
  })
  const head = ['Year', 'Return', ...(benchmark === null ? [] : [benchmark.label, 'Difference'])]
  return { title: 'Returns by year', head, rows }
}

export function distributionTable({ distribution }: ReportDocument): PrintedTable {
  const rows = distribution.periods.map((p): Cell[] => [
    `By ${p.period}`,
    integer(p.count),
    ...[p.mean, p.low, p.quarter, p.median, p.threeQuarters, p.high].map((value) => profit(value, percent)),
  ])
  const head = ['Returns', 'Count', 'Mean', 'Lowest', 'Quartile', 'Median', 'Quartile', 'Highest']
  return { title: 'Returns by day, week and month', head, rows }
}
