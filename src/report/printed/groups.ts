/** Profit by what made it, each table with its total. */
import type { AttributionKey, AttributionRow } from '../attribution.ts'
import { profit, type Cell } from '../cell.ts'
import type { Contribution } from '../contribution.ts'
import type { ReportDocument } from '../document.ts'
import { integer, money, percent, ratio, UNDEFINED } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

/** The tables that every output prints. */
const MAIN: readonly AttributionKey[] = ['strategy', 'instrument', 'timeframe', 'exit', 'tag']
const MORE: readonly AttributionKey[] = ['model', 'side', 'hour', 'weekday', 'month']

const HEAD = [
  { term: 'lots', label: 'Lots' },
  { term: 'wins-draws-losses', label: 'W-D-L' },
  { term: 'hit-rate', label: 'Hit rate' },
  { term: 'lot-profit-factor', label: 'Profit factor' },
  'Fees',
  { term: 'lot-net', label: 'Net profit' },
  { term: 'lot-share', label: 'Share' },
] as const

export function groupTables(d: ReportDocument): PrintedTable[] {
  return filled(MAIN.map((key) => group(key, d)))
}

/** The rest of them, and what markets and strategies contributed. */
export function attributionTables(d: ReportDocument): PrintedTable[] {
  const { contributions } = d.attribution
  const shared = contributions === undefined || contributions.reason !== null ? null : contributions
  return filled([
    ...MORE.map((key) => group(key, d)),
    shared && contributionTable('Contribution by strategy', 'Strategy', shared.strategy),
    shared && contributionTable('Contribution by instrument', 'Instrument', shared.instrument),
  ])
}

function group(key: AttributionKey, { attribution: { by, total } }: ReportDocument): PrintedTable | null {
  const rows = by[key]
  // One row would only repeat the total.
  if (rows.length < 2) return null
  const title = key.charAt(0).toUpperCase() + key.slice(1)
  return {
    title: `Profit by ${key}${key === 'hour' ? ' of entry, UTC' : ''}`,
    head: [title, ...HEAD],
    rows: [...rows.map(row), row({ key: 'TOTAL', ...total })],
    total: true,
  }
}

function row(r: AttributionRow): Cell[] {
  return [
    r.key === '' ? '(none)' : r.key,
    r.open === 0 ? integer(r.closed) : `${integer(r.closed)} + ${integer(r.open)} open`,
    `${r.wins}-${r.draws}-${r.losses}`,
    orDash(r.hitRate, percent),
    orDash(r.profitFactor, ratio),
    money(r.fees),
    profit(r.net),
    orDash(r.share, percent),
  ]
}

const CONTRIBUTIONS = [
  { term: 'contribution-return', label: 'Return' },
  { term: 'contribution-variance', label: 'Variance' },
  { term: 'contribution-drawdown', label: 'Deepest drawdown' },
] as const

function contributionTable(title: string, first: string, rows: readonly Contribution[]): PrintedTable {
  const cells = (c: Contribution): Cell[] => [
    c.key,
    profit(c.return, percent),
    orDash(c.variance, percent),
    c.drawdown === null ? UNDEFINED : profit(c.drawdown, percent),
  ]
  const sum = (field: 'return' | 'variance' | 'drawdown'): number | null =>
    rows.reduce<number | null>((all, r) => (all === null || r[field] === null ? null : all + r[field]), 0)
  const total = { key: 'TOTAL', return: sum('return') ?? 0, variance: sum('variance'), drawdown: sum('drawdown') }
  return { title, head: [first, ...CONTRIBUTIONS], rows: [...rows, total].map(cells), total: true }
}

function orDash(value: number | null, write: (value: number) => string): string {
  return value === null ? UNDEFINED : write(value)
}
