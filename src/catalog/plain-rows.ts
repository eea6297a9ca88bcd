/**
 * The fast way through a text file: lines of a bare time and bare decimals, straight from bytes into columns. A line is
 * taken only when `CsvText` would read the same from it; the first that gives pause is left where it stands.
 */
import type { BarTable } from './bar-table.ts'
import { plainInteger, plainIsoTime } from './csv-bytes.ts'
import type { CsvDialect } from './csv-dialect.ts'
import { isSound } from './row-check.ts'
import { epochRange, epochToMs } from './time-text.ts'
import type { Zone } from './zone.ts'

const LINE_FEED = 10
const RETURN = 13
const QUOTE = 34
const MINUS = 45
const DOT = 46
const ZERO = 48
/** Digits that an int32 holds for certain. */
const INT_DIGITS = 9
/** A decimal is mantissa / 10^k with both exact in a double, so one division rounds correctly. */
const MANTISSA_MAX = Number.MAX_SAFE_INTEGER
const POWERS: Float64Array = Float64Array.from({ length: INT_DIGITS + 1 }, (_, k) => 10 ** k)
/** Place of a number that nobody asked for, after the six of a row. */
const IGNORED = 6

/** What the fields of a line are. */
interface LinePlan {
  /** Index of the field with the time; those before it are skipped. */
  readonly time: number
  readonly isIso: boolean
  /** For each field the place of its number in a row (1 open … 5 volume), or IGNORED. */
  readonly places: Uint8Array
  readonly separator: number
  readonly lineEnd: number
}

export class PlainRows {
  private readonly table: BarTable
  private readonly plan: LinePlan
  private readonly time: CsvDialect['time']
  private readonly above: number
  private readonly upTo: number

  private constructor(table: BarTable, plan: LinePlan, time: CsvDialect['time']) {
    this.table = table
    this.plan = plan
    this.time = time
    const range = time.kind === 'epoch' ? epochRange(time.unit) : { above: -Infinity, upTo: Infinity }
    this.above = range.above
    this.upTo = range.upTo
  }

  /** Null when no line of the dialect is plain. */
  static of(dialect: CsvDialect, zone: Zone | null, table: BarTable): PlainRows | null {
    const plan = linePlan(dialect, zone)
    return plan === null ? null : new PlainRows(table, plan, dialect.time)
  }

  /** Stores lines from `from` on, the first of which is number `line`. Returns where the first begins that is not plain, or `to`. */
  take(bytes: Uint8Array, from: number, to: number, line: number): number {
    const { table, plan, above, upTo } = this
    const { row, priceAbove } = table
    const { time, open, high, low, close, volume } = table.bars
    const unit = this.time.kind === 'epoch' ? this.time.unit : 'ms'
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let stored = table.rows
    let p = from
    while (p < to) {
      const next = readLine(bytes, view, p, plan, row)
      if (next < 0 || !(row[0]! > above && row[0]! <= upTo)) break
      if (unit !== 'ms') row[0] = epochToMs(row[0]!, unit)
      if (!isSound(row, priceAbove)) break
      time[stored] = row[0]!
      open[stored] = row[1]!
      high[stored] = row[2]!
      low[stored] = row[3]!
      close[stored] = row[4]!
      volume[stored] = row[5]!
      stored++
      p = next
    }
    table.acceptRun(stored - table.rows, line)
    return p
  }
}

/**
 * Reads the line at `p` into `row`; returns where the next begins, or -1 when it is not plain. One function, for it runs
 * once a line, and calls for every field cost as much as their digits do.
 */
function readLine(bytes: Uint8Array, view: DataView, p: number, plan: LinePlan, row: Float64Array): number {
  const { places, separator } = plan
  const count = places.length
  let field = 0
  for (; field < plan.time; field++) {
    p = skipField(bytes, p, separator) + 1
    if (p <= 0) return -1
  }
  p = plan.isIso ? plainIsoTime(bytes, p, row, 0) : plainInteger(bytes, view, p, row, 0)
  if (p < 0) return -1
  let c = bytes[p]!
  for (field++; field < count; field++) {
    if (c !== separator) return -1
    c = bytes[++p]!
    const place = places[field]!
    if (place === IGNORED) {
      p = skipField(bytes, p, separator)
      if (p < 0) return -1
      c = bytes[p]!
      continue
    }
    const negative = c === MINUS
    if (negative) c = bytes[++p]!
    const start = p
    let whole = 0
    while ((c - ZERO) >>> 0 <= 9) {
      whole = (whole * 10 + c - ZERO) | 0
      c = bytes[++p]!
    }
    const digits = p - start
    if (digits === 0 || digits > INT_DIGITS) return -1
    let value = whole
    if (c === DOT) {
      c = bytes[++p]!
      const point = p
      let part = 0
      while ((c - ZERO) >>> 0 <= 9) {
        part = (part * 10 + c - ZERO) | 0
        c = bytes[++p]!
      }
      const decimals = p - point
      if (decimals > INT_DIGITS) return -1
      const mantissa = whole * POWERS[decimals]! + part
      if (mantissa > MANTISSA_MAX) return -1
      value = mantissa / POWERS[decimals]!
    }
    row[place] = negative ? -value : value
  }
  if (c === RETURN && plan.lineEnd === LINE_FEED) c = bytes[++p]!
  return c === plan.lineEnd ? p + 1 : -1
}

/** Where the field at `p` ends, or -1 when it is quoted or the line ends there. */
function skipField(bytes: Uint8Array, p: number, separator: number): number {
  for (let c = bytes[p]!; ; c = bytes[++p]!) {
    if (c === separator || c === LINE_FEED || c === RETURN) return p
    if (c === QUOTE) return -1
  }
}

/** What each field of a line is, or null when the dialect has no plain lines. */
function linePlan(d: CsvDialect, zone: Zone | null): LinePlan | null {
  const isIso = d.time.kind === 'date' && d.time.order === 'ymd' && !d.time.compact && zone === null
  if (d.decimal === ',' || d.columns.clock !== null || (d.time.kind !== 'epoch' && !isIso)) return null
  const { open, high, low, close, volume } = d.columns
  const places = new Uint8Array(d.fieldCount).fill(IGNORED)
  for (const [k, index] of [open, high, low, close, volume].entries()) if (index !== null) places[index] = k + 1
  if (places.subarray(0, d.columns.time).some((place) => place !== IGNORED)) return null
  return { time: d.columns.time, isIso, places, separator: d.separator.charCodeAt(0), lineEnd: d.lineEnd }
}
