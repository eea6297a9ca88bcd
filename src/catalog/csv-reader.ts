/**
 * Text files of bars into columns. Each line is tried byte by byte first; a line that is not plain (quotes, decimal commas,
 * exponents, long numbers, any fault) is read again as text by `CsvText`, which alone decides what is kept and why not.
 */
import type { BarTable } from './bar-table.ts'
import type { ByteSource } from './byte-source.ts'
import { plainInteger, plainIsoTime, plainNumber } from './csv-bytes.ts'
import { isComment, type CsvDialect } from './csv-dialect.ts'
import { CsvText } from './csv-text.ts'
import { epochRange, epochToMs } from './time-text.ts'
import type { Zone } from './zone.ts'

/** A longer line is no bar; it is quarantined by its beginning. */
export const LINE_BYTES_MAX = 262_144
const CHUNK_BYTES = 2_097_152
/** Room for an unfinished line, a chunk, and what the byte readers may look past its end. */
const BUFFER_BYTES = LINE_BYTES_MAX + CHUNK_BYTES + 16
/** `0,1,1,1,1\n`: no row is shorter. */
const ROW_BYTES_MIN = 10
const NUMBER = 0
const EPOCH = 1
const ISO = 2
const SKIP = 3

/** Counts that only the text side of a file has. */
export interface CsvCounts {
  readonly blankLines: number
  readonly commentLines: number
}

/** Reads all lines of `source` into `table`. `onProgress` is told after each chunk and may throw to stop. */
export async function readCsv(
  source: ByteSource,
  dialect: CsvDialect,
  zone: Zone | null,
  table: BarTable,
  onProgress: () => void,
): Promise<CsvCounts> {
  const lines = new CsvLines(dialect, zone, table)
  // Two buffers, so that the next chunk is read while this one is parsed. The unfinished last line of one is copied to
  // the room before the other's chunk, which keeps lines whole without a copy of the rest.
  let [now, next] = [new Uint8Array(BUFFER_BYTES), new Uint8Array(BUFFER_BYTES)]
  let carry = 0
  let filled = await source.read(now, LINE_BYTES_MAX, CHUNK_BYTES)
  while (filled > 0) {
    const ahead = source.read(next, LINE_BYTES_MAX, CHUNK_BYTES)
    const end = LINE_BYTES_MAX + filled
    const whole = now.lastIndexOf(dialect.lineEnd, end - 1) + 1
    const start = LINE_BYTES_MAX - carry
    const parsed = Math.max(whole, start)
    table.reserve(Math.ceil((parsed - start) / ROW_BYTES_MIN) + 1, source.bytesTotal === 0 ? 1 : source.bytesDone / source.bytesTotal)
    try {
      lines.take(now, start, parsed)
    } catch (error) {
      await ahead.catch(() => 0)
      throw error
    }
    carry = lines.carry(now, parsed, end, next)
    ;[now, next] = [next, now]
    filled = await ahead
    onProgress()
  }
  if (carry > 0) {
    now[LINE_BYTES_MAX] = dialect.lineEnd
    table.reserve(1, 1)
    lines.take(now, LINE_BYTES_MAX - carry, LINE_BYTES_MAX + 1)
  }
  lines.finish()
  return lines
}

class CsvLines {
  blankLines = 0
  commentLines = 0
  private readonly dialect: CsvDialect
  private readonly table: BarTable
  private readonly text: CsvText
  private readonly decoder = new TextDecoder()
  private readonly kinds: Uint8Array | null
  private readonly targets: Int8Array
  private readonly epoch: { readonly above: number; readonly upTo: number }
  private line = 0
  /** The beginning of a line that is longer than allowed, while its end has not come. */
  private overlong: string | null = null

  constructor(dialect: CsvDialect, zone: Zone | null, table: BarTable) {
    this.dialect = dialect
    this.table = table
    this.text = new CsvText(dialect, zone, table)
    this.kinds = bytePlan(dialect, zone)
    this.targets = targetPlan(dialect)
    this.epoch = dialect.time.kind === 'epoch' ? epochRange(dialect.time.unit) : { above: -Infinity, upTo: Infinity }
  }

  /** Takes whole lines: `to` is just after a line end, or equals `from`. */
  take(bytes: Uint8Array, from: number, to: number): void {
    let p = from
    if (this.overlong !== null && to > from) p = this.endOverlong(bytes, from)
    while (p < to && this.line < this.dialect.skipLines) {
      p = bytes.indexOf(this.dialect.lineEnd, p) + 1
      this.line++
    }
    if (this.kinds === null) {
      while (p < to) p = this.takeText(bytes, p)
    } else this.takeBytes(bytes, p, to, this.kinds)
  }

  /** Copies the unfinished line in [from, to) to the end of the room before the chunk in `next`; returns its length. */
  carry(bytes: Uint8Array, from: number, to: number, next: Uint8Array): number {
    const length = to - from
    if (this.overlong === null && length < LINE_BYTES_MAX) {
      next.set(bytes.subarray(from, to), LINE_BYTES_MAX - length)
      return length
    }
    this.overlong ??= this.decoder.decode(bytes.subarray(from, from + 1000))
    return 0
  }

  finish(): void {
    if (this.overlong === null) return
    this.line++
    this.table.refuse(this.line, 'long line', this.overlong)
  }

  private takeBytes(bytes: Uint8Array, from: number, to: number, kinds: Uint8Array): void {
    const { table, dialect, targets, epoch } = this
    const { time } = table.bars
    const out = [time, table.bars.open, table.bars.high, table.bars.low, table.bars.close, table.bars.volume]
    const columns = Array.from(targets, (target) => out[Math.max(target, 0)]!)
    const separator = dialect.separator.charCodeAt(0)
    const unit = dialect.time.kind === 'epoch' ? dialect.time.unit : null
    let p = from
    while (p < to) {
      const start = p
      const row = table.rows
      p = readFields(bytes, p, separator, kinds, columns, row)
      if (p >= 0 && bytes[p] === 13 && dialect.lineEnd === 10) p++
      const epochTime = time[row]!
      if (p >= 0 && bytes[p] === dialect.lineEnd && epochTime > epoch.above && epochTime <= epoch.upTo) {
        if (unit !== null) time[row] = epochToMs(epochTime, unit)
        if (table.fault() === null) {
          table.accept(++this.line)
          p++
          continue
        }
      }
      p = this.takeText(bytes, start)
    }
  }

  /** Takes the one line at `from` as text and returns where the next begins. */
  private takeText(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(this.dialect.lineEnd, from)
    this.line++
    if (end - from > LINE_BYTES_MAX) {
      this.table.refuse(this.line, 'long line', this.decoder.decode(bytes.subarray(from, from + 1000)))
      return end + 1
    }
    const text = this.decoder.decode(bytes.subarray(from, bytes[end - 1] === 13 && end > from ? end - 1 : end))
    if (text.trim() === '') this.blankLines++
    else if (isComment(text)) this.commentLines++
    else this.text.take(text, this.line)
    return end + 1
  }

  private endOverlong(bytes: Uint8Array, from: number): number {
    this.finish()
    this.overlong = null
    return bytes.indexOf(this.dialect.lineEnd, from) + 1
  }
}

/** Reads one line's fields into row `row` of `columns`; returns where the last ended, or -1 when one is not plain. */
function readFields(
  bytes: Uint8Array,
  p: number,
  separator: number,
  kinds: Uint8Array,
  columns: readonly Float64Array[],
  row: number,
): number {
  const count = kinds.length
  for (let field = 0; field < count; field++) {
    const kind = kinds[field]!
    if (kind === NUMBER) p = plainNumber(bytes, p, columns[field]!, row)
    else if (kind === EPOCH) p = plainInteger(bytes, p, columns[field]!, row)
    else if (kind === ISO) p = plainIsoTime(bytes, p, columns[field]!, row)
    else p = skipField(bytes, p, separator)
    if (p < 0) return -1
    if (field < count - 1) {
      if (bytes[p] !== separator) return -1
      p++
    }
  }
  return p
}

function skipField(bytes: Uint8Array, p: number, separator: number): number {
  let c = bytes[p]!
  while (c !== separator && c !== 10 && c !== 13) {
    if (c === 34) return -1
    c = bytes[++p]!
  }
  return p
}

/** What each column of the file is for the byte reader, or null when the dialect is not for it. */
function bytePlan(d: CsvDialect, zone: Zone | null): Uint8Array | null {
  const iso = d.time.kind === 'date' && d.time.order === 'ymd' && !d.time.compact && zone === null
  if (d.decimal === ',' || d.columns.clock !== null || (d.time.kind !== 'epoch' && !iso)) return null
  const kinds = new Uint8Array(d.fieldCount).fill(SKIP)
  const { open, high, low, close, volume } = d.columns
  for (const index of [open, high, low, close, volume]) if (index !== null) kinds[index] = NUMBER
  kinds[d.columns.time] = iso ? ISO : EPOCH
  return kinds
}

/** For each column of the file: 0 time, 1 open, 2 high, 3 low, 4 close, 5 volume, -1 none. */
function targetPlan(d: CsvDialect): Int8Array {
  const targets = new Int8Array(d.fieldCount).fill(-1)
  const { time, open, high, low, close, volume } = d.columns
  for (const [target, index] of [time, open, high, low, close, volume].entries()) if (index !== null) targets[index] = target
  return targets
}
