import { rowReasons, type RowReason } from './row-check.ts'

/** A row that was not stored, and why. `line` counts from 1 in the file (rows of a Parquet or Arrow file likewise). */
export interface QuarantinedRow {
  readonly line: number
  readonly reason: RowReason
  /** What the line said, cut to 200 characters. */
  readonly text: string
}

/** Share of rows that may be bad, unless the caller says otherwise. */
export const BAD_SHARE_MAX = 0.01
/** How many rows are kept word for word; all are counted. */
export const QUARANTINE_ROWS_MAX = 1000
const TEXT_CHARS_MAX = 200

/** Rows that were refused: all counted by reason, the first thousand kept with line and text. */
export class Quarantine {
  readonly rows: QuarantinedRow[] = []
  readonly reasons: Map<RowReason, number> = new Map()
  count = 0

  add(line: number, reason: RowReason, text: string): void {
    this.count++
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1)
    if (this.rows.length >= QUARANTINE_ROWS_MAX) return
    // A slice would keep the whole of a long line alive; a copy does not.
    const kept = text.length <= TEXT_CHARS_MAX ? text : Buffer.from(text.slice(0, TEXT_CHARS_MAX)).toString()
    this.rows.push({ line, reason, text: kept })
  }
}

/** `line 7: high below low (the high is below the low): "…"`, for a message. */
export function describeRow(row: QuarantinedRow): string {
  const text = row.text.length > 80 ? `${row.text.slice(0, 80)}…` : row.text
  return `line ${row.line}: ${rowReasons[row.reason]}: ${JSON.stringify(text)}`
}

/** The list as CSV, for a file next to the data. */
export function quarantineCsv(rows: readonly QuarantinedRow[]): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""').replaceAll(/[\r\n\0]/g, ' ')}"`
  return ['line,reason,text', ...rows.map((r) => `${r.line},${r.reason},${cell(r.text)}`)].join('\n') + '\n'
}
