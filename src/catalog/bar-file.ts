/** A file of bars, of any kind that is known, into checked columns in memory. Nothing is written. */
import { LockstepError } from '../base/error.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { calendarOf, outsideKnownYears } from '../calendar/calendars.ts'
import type { FastPath } from '../model/fast-paths.ts'
import { viewBars, type Bars } from '../model/bars.ts'
import { DAY_MS, type Timestamp } from '../model/time.ts'
import { barClose, bucketStart, parseTimeframe, type Timeframe } from '../model/timeframe.ts'
import { BarTable } from './bar-table.ts'
import { hashBars, type ContentHash } from './content-hash.ts'
import type { DialectOptions } from './csv-dialect.ts'
import { findGaps, type Gaps } from './gaps.ts'
import { identifyFile } from './file-kind.ts'
import { priceDecimals } from './price-decimals.ts'
import { BAD_SHARE_MAX, describeRow, type QuarantinedRow } from './quarantine.ts'
import type { RowReason } from './row-check.ts'
import { orderRows } from './row-order.ts'
import { barsOutsideSessions } from './session-gaps.ts'
import { readTextFile, type RowsRead } from './text-file.ts'
import { checkTimeframe, countWeekendBars, detectTimeframe } from './time-grid.ts'

/** What to take a file of bars for, where that is not what it shows. */
export interface BarFileOptions extends DialectOptions {
  /** Default: the most common step. */
  readonly timeframe?: string
  /** Whether times name the opening (default) or the closing of a bar. */
  readonly stamp?: 'open' | 'close'
  /** Name of the calendar whose sessions the bars keep, such as XNYS: then only what is missing from these is a gap. */
  readonly calendar?: string
  /** Share of rows that may be quarantined before the file is refused, default 0.01. */
  readonly maxBadShare?: number
  /** For what may trade at or below zero, such as spreads. */
  readonly allowNegative?: boolean
  /**
   * What splits text into fields. By default our own reader, and DuckDB for a file that it can make nothing of; the
   * others are for finding out why a file is read as it is.
   */
  readonly engine?: 'auto' | 'own' | 'duckdb'
  /** Fast paths to leave out, all or by name; unless given, those that LOCKSTEP_PLAIN names. */
  readonly plain?: boolean | readonly FastPath[]
  /** Aborts between chunks; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Told after each chunk: bytes of the file on disk read so far, and in all. */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void
}

/** What a file held: rowsIn = stored + duplicates + quarantined.count, exactly. */
export interface BarFile {
  readonly path: string
  readonly bars: Bars
  /** How the file is written and what was made of it, in words. */
  readonly dialect: string
  readonly rowsIn: number
  readonly stored: number
  readonly duplicates: number
  readonly quarantined: {
    readonly count: number
    readonly reasons: Readonly<Partial<Record<RowReason, number>>>
    /** The first thousand. */
    readonly rows: readonly QuarantinedRow[]
  }
  readonly gaps: Gaps
  readonly timeframe: Timeframe
  /** Taken when it is first asked for: hashing costs a fifth of reading. */
  readonly hash: ContentHash
  /** Opening times of the first and the last bar. */
  readonly from: Timestamp
  readonly to: Timestamp
  /** Decimals of the finest price, at most 8, found when first asked for: the tick is 10^-priceDecimals unless the caller knows better. */
  readonly priceDecimals: number
  /** Bars that opened on a Saturday and on a Sunday, UTC: they suggest the market's calendar. */
  readonly saturdayBars: number
  readonly sundayBars: number
}

/**
 * Reads a file of bars: CSV (also .gz and .zst), Parquet, or Arrow (file, stream, Feather v2).
 * @throws LockstepError E_DATA_FILE, E_DATA_EMPTY, E_DATA_FORMAT, E_DATA_DIALECT, E_DATA_TIME, E_DATA_BAD_ROWS, E_DATA_TIMEFRAME, E_CONFIG
 */
export async function readBarFile(path: string, options: BarFileOptions = {}): Promise<BarFile> {
  const calendar = options.calendar === undefined ? null : calendarOf(options.calendar)
  const { table, notes } = await readTable(path, options)
  const rowsIn = table.rows + table.quarantine.count
  if (rowsIn === 0) throw new LockstepError('E_DATA_EMPTY', `expected bars in ${path}, it has no rows`, 'Export the data again.')
  const order = orderRows(table)
  if (order.newestFirst) notes.push('newest first, turned round')
  else if (order.backSteps > 0) notes.push(`out of order at ${order.backSteps} rows, sorted`)
  refuseBadRows(table, rowsIn, options.maxBadShare ?? BAD_SHARE_MAX, path)
  const bars = viewBars(table.bars.time.buffer as SharedArrayBuffer, table.rows)
  const timeframe = options.timeframe === undefined ? detectTimeframe(bars.time, path) : parseTimeframe(options.timeframe)
  checkTimeframe(timeframe, bars.time, path)
  if (options.stamp === 'close') stampByOpening(bars.time, timeframe)
  if (calendar !== null) notes.push(...calendarNotes(bars, timeframe, calendar))
  const openingDays = countWeekendBars(bars.time)
  const weekendBars = openingDays.saturdayBars + openingDays.sundayBars
  let hash: ContentHash | undefined
  let decimals: number | undefined
  return {
    path,
    bars,
    dialect: notes.join('; '),
    rowsIn,
    stored: bars.length,
    duplicates: order.duplicates,
    quarantined: { count: table.quarantine.count, reasons: Object.fromEntries(table.quarantine.reasons), rows: table.quarantine.rows },
    gaps: findGaps(bars.time, { timeframe, weekendBars, calendar }),
    timeframe,
    get hash() {
      return (hash ??= hashBars(bars))
    },
    from: bars.time[0] as Timestamp,
    to: bars.time[bars.length - 1] as Timestamp,
    get priceDecimals() {
      return (decimals ??= priceDecimals(bars))
    },
    ...openingDays,
  }
}

/** Reads the rows of a file by its kind. */
async function readTable(path: string, options: BarFileOptions): Promise<RowsRead> {
  const { kind, bytes } = await identifyFile(path)
  const progress = (done: number): void => {
    options.signal?.throwIfAborted()
    options.onProgress?.(done, bytes)
  }
  if (kind.format === 'text') return readTextFile({ path, kind, bytes }, options, progress)
  const table = new BarTable(options.allowNegative ?? false)
  const { fillFromColumns } = await import('./columnar-file.ts')
  return { table, notes: await fillFromColumns(table, path, kind.format, bytes, options, progress) }
}

/** What of the bars the calendar does not explain: those outside its sessions, and years that it does not know. */
function calendarNotes({ time }: Bars, timeframe: Timeframe, calendar: Calendar): string[] {
  const notes: string[] = []
  const upToDay = timeframe.months === 0 && timeframe.ms <= DAY_MS
  const outside = upToDay ? barsOutsideSessions(time, timeframe.ms, calendar) : 0
  if (outside > 0) notes.push(`${outside} bars outside the sessions of ${calendar.name}`)
  const unknown = outsideKnownYears(calendar, { from: time[0]!, to: time[time.length - 1]! })
  if (unknown !== undefined) notes.push(unknown)
  return notes
}

function refuseBadRows(table: BarTable, rowsIn: number, shareMax: number, path: string): void {
  const { count, rows } = table.quarantine
  if (table.rows > 0 && count <= rowsIn * shareMax) return
  const share = ((100 * count) / rowsIn).toFixed(count < rowsIn ? 2 : 0)
  throw new LockstepError(
    'E_DATA_BAD_ROWS',
    `expected at most ${100 * shareMax} % bad rows in ${path}, ${count} of ${rowsIn} (${share} %) are: ${rows.slice(0, 3).map(describeRow).join('; ')}`,
    rows.every(({ reason }) => reason === 'not positive')
      ? 'Mend the file, or take prices of zero and less with --allow-negative.'
      : table.rows === 0
        ? 'Check the columns with --columns, the separator and the decimal mark.'
        : `Mend the file, or allow them with --max-bad ${Math.ceil((100 * count) / rowsIn)}%.`,
  )
}

/** Closing times become opening times. */
function stampByOpening(time: Float64Array, timeframe: Timeframe): void {
  for (let i = 0; i < time.length; i++) {
    const opened = timeframe.months === 0 ? time[i]! - timeframe.ms : bucketStart(timeframe, time[i]! - 1)
    time[i] = barClose(timeframe, opened) === time[i] || timeframe.months === 0 ? opened : time[i]!
  }
}
