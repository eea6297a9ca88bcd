/**
 * Text that our own reader can make nothing of (quoted fields over several lines, other quotes and escapes): DuckDB splits
 * it into fields, which then go the same way as ours, through `CsvText` and its checks.
 */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { LockstepError } from '../base/error.ts'
import type { BarFileOptions } from './bar-file.ts'
import type { BarTable } from './bar-table.ts'
import { dialectOf, FIELDS_MIN, isComment, type CsvDialect } from './csv-dialect.ts'
import { CsvText } from './csv-text.ts'
import type { FileKind } from './file-kind.ts'
import { zoneOf } from './zone.ts'

/** Lines that DuckDB may set aside; with more the file is not what it took it for. */
const REJECTS_MAX = 100_000

/** Reads a text file into `table`; returns what there is to say about it. @throws LockstepError E_DATA_DIALECT, E_DATA_EMPTY, E_DATA_TIME */
export async function readWithDuckDb(table: BarTable, path: string, kind: FileKind, options: BarFileOptions): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', preserve_insertion_order: 'true' })
  const connection = await instance.connect()
  try {
    return await new DuckDbRows(connection, path, kind, options).readInto(table)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** How DuckDB says the file is written. */
interface Sniffed {
  readonly separator: string
  readonly quote: string
  readonly escape: string
  /** What begins a comment, or ''. */
  readonly comment: string
  /** Lines before the header, as DuckDB sees it. */
  readonly skip: number
  readonly fieldCount: number
}

class DuckDbRows {
  private readonly connection: DuckDBConnection
  private readonly path: string
  private readonly options: BarFileOptions
  /** What both questions say of the file besides its path. */
  private readonly medium: string

  constructor(connection: DuckDBConnection, path: string, { compression, encoding }: FileKind, options: BarFileOptions) {
    this.connection = connection
    this.path = path
    this.options = options
    this.medium = `${quoted(path)}, compression = '${compression}', encoding = '${encoding === 'utf-8' ? 'utf-8' : 'utf-16'}'`
  }

  async readInto(table: BarTable): Promise<string> {
    const sniffed = await this.sniff()
    if (sniffed.fieldCount < FIELDS_MIN) throw this.unreadable(`it found ${sniffed.fieldCount} columns`)
    const dialect = await this.takeRows(table, sniffed)
    await this.takeRejects(table, sniffed)
    return `read by DuckDB, which counts rows rather than lines: fields may be quoted with ${sniffed.quote}; ${dialect.words}`
  }

  /**
   * Strictly, or, as ragged lines near the beginning keep DuckDB from telling columns apart, with these overlooked. Of the
   * two the one that reads from the first line on is likelier right: the other may take bars for a preamble.
   */
  private async sniff(): Promise<Sniffed> {
    const strict = await this.sniffWith('').catch(() => null)
    const isTable = strict !== null && strict.fieldCount >= FIELDS_MIN
    if (isTable && strict.skip === 0) return strict
    const lenient = await this.sniffWith(', ignore_errors = true')
    return isTable && (lenient.fieldCount < FIELDS_MIN || lenient.skip > 0) ? strict : lenient
  }

  private async sniffWith(option: string): Promise<Sniffed> {
    const { separator } = this.options
    const given = separator === undefined ? '' : `, delim = ${quoted(separator)}`
    const columns = 'Delimiter, Quote, Escape, Comment, SkipRows::DOUBLE, len(Columns)::DOUBLE'
    const query = `SELECT ${columns} FROM sniff_csv(${this.medium}, all_varchar = true${given}${option})`
    const [row] = (await this.ask(this.connection.runAndReadAll(query))).getRows() as [[string, string, string, string, number, number]]
    const mark = (k: 0 | 1 | 2 | 3): string => (row[k] === '(empty)' ? '' : row[k])
    // What the sample does not show, a quote or a doubled quote, may come further on.
    const quote = mark(1) || '"'
    return { separator: mark(0), quote, escape: mark(2) || quote, comment: mark(3), skip: row[4], fieldCount: row[5] }
  }

  private async takeRows(table: BarTable, sniffed: Sniffed): Promise<CsvDialect> {
    const result = await this.ask(this.connection.stream(`SELECT * FROM ${this.readCsv(sniffed)}`))
    let dialect: CsvDialect | null = null
    let text: CsvText | null = null
    let rows = 0
    for (;;) {
      const chunk = await this.ask(result.fetchChunk())
      if (chunk === null || chunk.rowCount === 0) break
      const columns = Array.from({ length: sniffed.fieldCount }, (_, k) => chunk.getColumnValues(k))
      const lines = Array.from({ length: chunk.rowCount }, (_, i) => columns.map((column) => String(column[i] ?? '').trim()))
      dialect ??= dialectOf({ separator: sniffed.separator, lineEnd: 10, preamble: 0, rows: lines }, this.options, this.path)
      text ??= new CsvText(dialect, zoneOf(this.options.zone), table)
      table.reserve(lines.length, 0)
      for (const fields of lines) {
        rows++
        if (rows > dialect.skipLines && !isComment(fields[0]!)) text.takeFields(fields, sniffed.skip + rows)
      }
      this.options.signal?.throwIfAborted()
    }
    if (dialect === null) throw this.unreadable('it found no rows')
    return dialect
  }

  /** Lines that do not fit the columns are bad rows; blank lines, comments and the few words of a preamble are none. */
  private async takeRejects(table: BarTable, { skip, separator }: Sniffed): Promise<void> {
    const columns = 'line::DOUBLE, any_value(error_type)::VARCHAR, any_value(csv_line)'
    const found = await this.ask(this.connection.runAndReadAll(`SELECT ${columns} FROM reject_errors GROUP BY line ORDER BY line`))
    const rejects = found.getRows() as [number, string, string | null][]
    if (rejects.length >= REJECTS_MAX) throw this.unreadable(`${REJECTS_MAX} lines do not fit its columns`)
    for (const [line, kind, raw] of rejects) {
      // The text may begin with the blank lines before it.
      const text = (raw ?? '').trim()
      const blank = raw !== null && text === ''
      const preamble = line <= skip && text.split(separator).length < FIELDS_MIN
      if (blank || preamble || isComment(text)) continue
      table.refuse(line, kind === 'LINE SIZE OVER MAXIMUM' ? 'long line' : 'ragged', text)
    }
  }

  /** Nothing is skipped, so that a preamble is looked at before it is believed. */
  private readCsv({ separator, quote, escape, comment, fieldCount }: Sniffed): string {
    const columns = Array.from({ length: fieldCount }, (_, k) => `'c${k}': 'VARCHAR'`).join(', ')
    const marks = `delim = ${quoted(separator)}, quote = ${quoted(quote)}, escape = ${quoted(escape)}, comment = ${quoted(comment)}`
    const rejects = `null_padding = false, store_rejects = true, rejects_limit = ${REJECTS_MAX}`
    return `read_csv(${this.medium}, auto_detect = false, header = false, columns = {${columns}}, ${marks}, ${rejects})`
  }

  /** DuckDB's own errors say that it cannot read the file. */
  private async ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (cause) {
      throw this.unreadable((cause as Error).message.split('\n')[0]!, cause)
    }
  }

  private unreadable(why: string, cause?: unknown): LockstepError {
    return new LockstepError(
      'E_DATA_DIALECT',
      `expected ${this.path} to have rows of fields that DuckDB can tell apart, it has none (${why})`,
      'Give the separator with --separator, or write the file as plain CSV.',
      cause,
    )
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
