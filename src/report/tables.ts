/** Tables of a report with names and kinds of their columns: CSV, Arrow and Parquet files are made from these alone. */
import { LockstepError } from '../base/error.ts'
import type { ReportDocument, Statistic } from './document.ts'

/** Tables that a report can be written as. */
export const reportTables = [
  'statistics',
  'equity',
  'monthly',
  'roundTrips',
  'lots',
  'attribution',
  'executionCosts',
  'orders',
  'fills',
  'refusals',
  'cancels',
  'convention',
] as const
export type ReportTable = (typeof reportTables)[number]

/** What a column holds: texts, numbers, or times in epoch ms. Any cell may be null. */
export type ColumnKind = 'text' | 'number' | 'time'
export type TableCell = string | number | null

export interface Table {
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** One table. @throws LockstepError E_USAGE when the document was made without the rows asked for */
export function tableOf(d: ReportDocument, table: ReportTable): Table {
  return tables[table](d)
}

const tables: Readonly<Record<ReportTable, (d: ReportDocument) => Table>> = {
  statistics: ({ statistics }) => {
    const value = (from: readonly Statistic[], id: string): TableCell => from.find((s) => s.id === id)?.value ?? null
    return {
      columns: columns('id label unit all# long# short# benchmark# reason'),
      rows: statistics.all.map((s) => [
        s.id,
        s.label,
        s.unit,
        s.value,
        value(statistics.long, s.id),
        value(statistics.short, s.id),
        value(statistics.benchmark, s.id),
        s.reason ?? null,
      ]),
    }
  },
  equity: ({ equity }) => ({ columns: columns('time@ equity# low# high# drawdown#'), rows: equity.points }),
  monthly: ({ monthlyReturns }) => ({
    columns: columns('year# 01# 02# 03# 04# 05# 06# 07# 08# 09# 10# 11# 12# total#'),
    rows: monthlyReturns.map(({ year, months, total }) => [year, ...months, total]),
  }),
  roundTrips: (d) =>
    rowsTable(
      d.roundTrips.rows,
      'round trips',
      'instrument side qty# entryTime@ exitTime@ entryPrice# exitPrice# gross# fees# net# return# mae# mfe# bars# exit tag',
    ),
  lots: (d) =>
    rowsTable(
      d.lots.rows,
      'lots',
      'instrument strategy timeframe tag model side exit qty# entryPrice# entryTime@ exitTime@ gross# fees# adjusted# net#',
    ),
  attribution: ({ attribution: { by, total } }) =>
    rowsTable(
      [...Object.entries(by).flatMap(([name, rows]) => rows.map((row) => ({ by: name, ...row }))), { by: 'total', key: '', ...total }],
      'attribution',
      'by key closed# open# wins# draws# losses# gross# fees# adjusted# net# share# feeShare# hitRate# profitFactor#',
    ),
  executionCosts: ({ executionCosts: { byType, total } }) =>
    rowsTable([...byType, { type: 'TOTAL', ...total }], 'execution costs', 'type fills# notional# delay# spread# slippage# fees# total#'),
  orders: (d) => rowsTable(d.orders.rows, 'orders', 'id# time@ instrument side qty# type role level# parent# decisionPrice# expires@ tag'),
  fills: (d) =>
    rowsTable(
      d.fills.rows,
      'fills',
      'order# time@ instrument side qty# price# fee# slippage# spread# position# left# realised# decisionPrice# role tag',
    ),
  refusals: (d) => rowsTable(d.refusals.rows, 'refusals', 'request# time@ instrument side qty# type reason tag'),
  cancels: (d) => rowsTable(d.cancels.rows, 'cancels', 'order# time@ instrument side qty# role reason'),
  convention: ({ conventionFigures = [] }) => ({
    columns: columns('id label unit value# reason definition differs'),
    rows: conventionFigures.map((f) => [f.id, f.label, f.unit, f.value, f.reason ?? null, f.definition, f.differs]),
  }),
}

/** Rows of one shape, by the names of their fields. */
function rowsTable(rows: readonly object[] | undefined, what: string, names: string): Table {
  if (rows === undefined)
    throw new LockstepError('E_USAGE', `expected a report with rows of ${what}, was one with counts only`, 'Run again with --full.')
  const head = columns(names)
  return { columns: head, rows: rows.map((row) => head.map(({ name }) => (row as Readonly<Record<string, TableCell>>)[name] ?? null)) }
}

/** `name` is text, `name#` a number, `name@` a time. */
function columns(text: string): Table['columns'] {
  const kinds: Readonly<Record<string, ColumnKind>> = { '#': 'number', '@': 'time' }
  return text.split(' ').map((word) => ({ name: word.replace(/[#@]$/, ''), kind: kinds[word.at(-1)!] ?? 'text' }))
}
