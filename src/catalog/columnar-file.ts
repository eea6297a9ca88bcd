/** Rows from files that keep columns themselves (Parquet, Arrow): the same checks as for text, without a parse. */
import { LockstepError } from '../base/error.ts'
import type { BarTable } from './bar-table.ts'
import type { BarFileOptions } from './bar-file.ts'
import { columnsByName, type ColumnPlan } from './csv-columns.ts'
import { readDecimal, unitNames } from './csv-text.ts'
import { dateOrderOf, epochRange, epochToMs, epochUnitOf, readDate, type EpochUnit } from './time-text.ts'
import { zoneOf, type Zone } from './zone.ts'

/** What the time column holds: instants in ms, local times in ms, bare numbers, or text. */
export type TimeKind = 'instant' | 'local' | 'number' | 'text'

/** A file of columns, opened: their names, and their values piece by piece in the order of `indices`. */
export interface ColumnarSource {
  readonly names: readonly string[]
  timeKind(column: number): TimeKind
  pieces(columns: readonly number[]): AsyncIterable<ColumnarPiece>
  close(): void
}

export interface ColumnarPiece {
  readonly length: number
  /** One list per column asked for: numbers, bigints, strings or null. */
  readonly columns: readonly ArrayLike<unknown>[]
  /** Share of the file done after this piece. */
  readonly done: number
}

/** Reads a Parquet or Arrow file into `table`; returns what there is to say about it. @throws LockstepError */
export async function fillFromColumns(
  table: BarTable,
  path: string,
  format: 'parquet' | 'arrow-file' | 'arrow-stream',
  bytes: number,
  options: BarFileOptions,
  progress: (bytesDone: number) => void,
): Promise<string[]> {
  const source = await openColumns(path, format).catch((cause: unknown) => {
    throw damaged(path, format, cause)
  })
  try {
    const plan = columnsByName(source.names, options.columns ?? {}, path, [])
    const chosen = [plan.time, plan.open, plan.high, plan.low, plan.close, ...(plan.volume === null ? [] : [plan.volume])]
    const kind = source.timeKind(plan.time)
    const time = new ColumnTime(kind, options, path)
    try {
      for await (const piece of source.pieces(chosen)) {
        table.reserve(piece.length, piece.done)
        takePiece(table, piece, time)
        progress(Math.round(piece.done * bytes))
      }
    } catch (cause) {
      if (cause instanceof LockstepError || options.signal?.aborted === true) throw cause
      throw damaged(path, format, cause)
    }
    return describe(source.names, plan, format, time.words)
  } finally {
    source.close()
  }
}

async function openColumns(path: string, format: 'parquet' | 'arrow-file' | 'arrow-stream'): Promise<ColumnarSource> {
  if (format === 'parquet') return (await import('./parquet-source.ts')).openParquet(path)
  return (await import('./arrow-source.ts')).openArrow(path, format)
}

function takePiece(table: BarTable, piece: ColumnarPiece, time: ColumnTime): void {
  const { columns } = piece
  for (let i = 0; i < piece.length; i++) {
    const { row } = table
    const line = table.rows + table.quarantine.count + 1
    const at = time.read(columns[0]![i], line)
    row[0] = at ?? NaN
    for (let k = 1; k < row.length; k++) row[k] = columns.length > k ? numberOf(columns[k]![i]) : 0
    const fault = at === null ? 'local time' : table.fault()
    if (fault === null) table.accept(line)
    else table.refuse(line, fault, columns.map((column) => String(column[i])).join(','))
  }
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' ? (readDecimal(value.trim()) ?? NaN) : NaN
}

/** Times of a column as epoch milliseconds. What the kind leaves open (unit, order of dates) is told from the first value. */
class ColumnTime {
  words = ''
  private readonly kind: TimeKind
  private readonly zone: Zone | null
  private readonly options: BarFileOptions
  private readonly path: string
  private unit: EpochUnit | null = null
  private order: ReturnType<typeof dateOrderOf> = null

  constructor(kind: TimeKind, options: BarFileOptions, path: string) {
    this.kind = kind
    this.options = options
    this.path = path
    this.zone = zoneOf(options.zone)
    this.words = kind === 'instant' || this.zone === null ? 'times are UTC' : `times are local to ${this.zone.name}`
  }

  /** NaN for an unreadable time, null for a local one that is ambiguous or does not exist. @throws LockstepError E_DATA_TIME */
  read(value: unknown, line: number): number | null {
    if (value === null || value === undefined) return NaN
    if (typeof value === 'string') return this.readText(value)
    const number = Number(value)
    if (this.kind === 'instant') return Math.floor(number)
    if (this.kind === 'local') return this.localToUtc(Math.floor(number))
    return this.readEpoch(number, line)
  }

  private readEpoch(value: number, line: number): number {
    if (!Number.isFinite(value)) return NaN
    this.unit ??= epochUnitOf(value)
    this.words = `times are epoch ${unitNames[this.unit]}`
    const { above, upTo } = epochRange(this.unit)
    if (value > above && value <= upTo) return epochToMs(value, this.unit)
    throw new LockstepError(
      'E_DATA_TIME',
      `expected all times of ${this.path} in ${unitNames[this.unit]} like the first row, row ${line} has ${value}`,
      'Convert the times of the file to one unit.',
    )
  }

  private readText(text: string): number | null {
    this.order ??= dateOrderOf([text])
    const order = this.order === 'unproved' ? this.options.dateOrder : this.order
    if (order === undefined || order === null) return NaN
    const written = typeof order === 'string' ? readDate(text, order, false) : readDate(text, order.order, order.compact)
    if (written === null) return NaN
    return written.absolute ? written.ms : this.localToUtc(written.ms)
  }

  private localToUtc(ms: number): number | null {
    if (this.zone === null || Number.isNaN(ms)) return ms
    const utc = this.zone.toUtc(ms)
    return Number.isNaN(utc) ? null : utc
  }
}

function describe(names: readonly string[], plan: ColumnPlan, format: string, time: string): string[] {
  const used = Object.entries(plan).filter(([, index]) => index !== null) as [string, number][]
  const notes = [
    format === 'parquet' ? 'Parquet' : 'Arrow',
    used.map(([name, index]) => `${name} = ${names[index] ?? ''}`).join(', '),
    time,
  ]
  if (plan.volume === null) notes.push('no volume (zeros)')
  return notes
}

function damaged(path: string, format: string, cause: unknown): LockstepError {
  if (cause instanceof LockstepError) return cause
  const what = format === 'parquet' ? 'Parquet' : 'Arrow'
  const [first] = (cause as Error).message.split('\n')
  return new LockstepError(
    'E_DATA_FORMAT',
    `expected a whole ${what} file, ${path} is damaged or cut short (${first})`,
    'Export or copy the file again.',
    cause,
  )
}
