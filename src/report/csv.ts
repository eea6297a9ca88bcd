/**
 * Tables of the document as CSV (RFC 4180): comma, CRLF, quotes where needed. Numbers are written in full, times as ISO texts
 * in UTC. A text that a spreadsheet would run as a formula is made harmless by a leading apostrophe.
 */
import type { ReportDocument } from './document.ts'
import { tableOf, type ColumnKind, type ReportTable, type TableCell } from './tables.ts'

/** One table with its head row. @throws LockstepError E_USAGE when the document was made without the rows asked for. */
export function renderCsv(d: ReportDocument, table: ReportTable): string {
  const { columns, rows } = tableOf(d, table)
  const lines = rows.map((row) => row.map((value, k) => cell(value, columns[k]!.kind)))
  return [columns.map(({ name }) => name), ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}

function cell(value: TableCell, kind: ColumnKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return kind === 'time' ? new Date(value).toISOString() : String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
