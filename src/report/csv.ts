/**
 * Tables of the document as CSV (RFC 4180): comma, CRLF, quotes where needed. Numbers are written in full, times as ISO texts
 * in UTC. A text that a spreadsheet would run as a formula is made harmless by a leading apostrophe.
 */
import { LockstepError } from '../base/error.ts'
import type { ReportDocument, Statistic } from './document.ts'

/** Tables of a report that can be written as CSV. */
export const csvTables = ['statistics', 'equity', 'monthly', 'roundTrips', 'orders', 'fills', 'refusals', 'cancels'] as const
export type CsvTable = (typeof csvTables)[number]

/** One table with its head row. @throws LockstepError E_USAGE when the document was made without the rows asked for. */
export function renderCsv(d: ReportDocument, table: CsvTable): string {
  return tables[table](d)
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')
}

type Cell = string | number | null
type Row = readonly Cell[]

const tables: Readonly<Record<CsvTable, (d: ReportDocument) => readonly Row[]>> = {
  statistics: ({ statistics }) => {
    const value = (from: readonly Statistic[], id: string): Cell => from.find((s) => s.id === id)?.value ?? null
    return [
      ['id', 'label', 'unit', 'all', 'long', 'short', 'reason'],
      ...statistics.all.map((s) => [
        s.id,
        s.label,
        s.unit,
        s.value,
        value(statistics.long, s.id),
        value(statistics.short, s.id),
        s.reason ?? null,
      ]),
    ]
  },
  equity: ({ equity }) => [equity.columns, ...equity.points.map(([time = 0, ...values]) => [iso(time), ...values])],
  monthly: ({ monthlyReturns }) => [
    ['year', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', 'total'],
    ...monthlyReturns.map(({ year, months, total }) => [year, ...months, total]),
  ],
  roundTrips: (d) => rowsTable(d.roundTrips.rows, 'round trips'),
  orders: (d) => rowsTable(d.orders.rows, 'orders'),
  fills: (d) => rowsTable(d.fills.rows, 'fills'),
  refusals: (d) => rowsTable(d.refusals.rows, 'refusals'),
  cancels: (d) => rowsTable(d.cancels.rows, 'cancels'),
}

/** Columns that hold epoch ms. */
const TIMES: ReadonlySet<string> = new Set(['time', 'entryTime', 'exitTime', 'expires'])

/** Rows of one shape; the head is the names of the first row's fields. */
function rowsTable(rows: readonly object[] | undefined, what: string): Row[] {
  if (rows === undefined) {
    throw new LockstepError('E_USAGE', `expected a report with rows of ${what}, was one with counts only`, 'Run again with --full.')
  }
  const head = Object.keys(rows[0] ?? {})
  const value = (name: string, v: Cell): Cell => (TIMES.has(name) && typeof v === 'number' ? iso(v) : v)
  return rows.length === 0 ? [] : [head, ...rows.map((row) => Object.entries(row).map(([name, v]) => value(name, v as Cell)))]
}

function iso(time: number): string {
  return new Date(time).toISOString()
}

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
