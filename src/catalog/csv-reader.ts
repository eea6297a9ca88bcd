/**
 * Text files of bars into columns. `PlainRows` takes lines for as long as it can; a line that is not plain (quotes, decimal
 * commas, exponents, long numbers, any fault) is read as text by `CsvText`, which alone decides what is kept and why not.
 */
import type { BarTable } from './bar-table.ts'
import type { ByteSource } from './byte-source.ts'
import { isComment, type CsvDialect } from './csv-dialect.ts'
import { CsvText } from './csv-text.ts'
import { PlainRows } from './plain-rows.ts'
import type { Zone } from './zone.ts'

/** A longer line is no bar; it is quarantined by its beginning. */
export const LINE_BYTES_MAX = 262_144
const CHUNK_BYTES = 2_097_152
/** Room for an unfinished line, a chunk, and what the byte readers may look past its end. */
const BUFFER_BYTES = LINE_BYTES_MAX + CHUNK_BYTES + 16
/** `0,1,1,1,1\n`: no row is shorter. */
const ROW_BYTES_MIN = 10

/** Counts that only the text side of a file has. */
export interface CsvCounts {
  readonly blankLines: number
  readonly commentLines: number
}

/** How a file is written, and how it is to be read. */
export interface CsvReading {
  readonly dialect: CsvDialect
  readonly zone: Zone | null
  /** Whether every line is read as text. */
  readonly isPlain: boolean
}

/** Reads all lines of `source` into `table`. `onProgress` is told after each chunk and may throw to stop. */
export async function readCsv(source: ByteSource, how: CsvReading, table: BarTable, onProgress: () => void): Promise<CsvCounts> {
  const { dialect } = how
  const lines = new CsvLines(how, table)
  // Two buffers, so that the next chunk is read while this one is parsed. The unfinished last line of one is copied to
  // the room before the other's chunk, which keeps lines whole without a copy of the rest.
  let [now, next] = [new Uint8Array(BUFFER_BYTES), new Uint8Array(BUFFER_BYTES)]
  let carry = 0
  let filled = await source.read(now, LINE_BYTES_MAX, CHUNK_BYTES)
  let bytesParsed = 0
  while (filled > 0) {
    const bytesRead = source.bytesDone
    const ahead = source.read(next, LINE_BYTES_MAX, CHUNK_BYTES)
    const end = LINE_BYTES_MAX + filled
    const whole = now.lastIndexOf(dialect.lineEnd, end - 1) + 1
    const start = LINE_BYTES_MAX - carry
    const parsed = Math.max(whole, start)
    table.reserve(Math.ceil((parsed - start) / ROW_BYTES_MIN) + 1, bytesParsed / source.bytesTotal)
    try {
      lines.take(now, start, parsed)
    } catch (error) {
      await ahead.catch(() => 0)
      throw error
    }
    bytesParsed = bytesRead
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
  private readonly plain: PlainRows | null
  private line = 0
  /** The beginning of a line that is longer than allowed, while its end has not come. */
  private overlong: string | null = null

  constructor({ dialect, zone, isPlain }: CsvReading, table: BarTable) {
    this.dialect = dialect
    this.table = table
    this.text = new CsvText(dialect, zone, table)
    this.plain = isPlain ? null : PlainRows.of(dialect, zone, table)
  }

  /** Takes whole lines: `to` is just after a line end, or equals `from`. */
  take(bytes: Uint8Array, from: number, to: number): void {
    let p = from
    if (this.overlong !== null && to > from) p = this.endOverlong(bytes, from)
    while (p < to && this.line < this.dialect.skipLines) {
      p = bytes.indexOf(this.dialect.lineEnd, p) + 1
      this.line++
    }
    while (p < to) {
      if (this.plain !== null) {
        const { rows } = this.table
        p = this.plain.take(bytes, p, to, this.line + 1)
        this.line += this.table.rows - rows
      }
      if (p < to) p = this.takeText(bytes, p)
    }
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
