/**
 * A stored series as a stream: each read takes the same rows of all six columns from where they lie in the Arrow file. The file is
 * opened for every read and must be the one it was, so a run that is given up leaves nothing open and an import under way is seen.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { LockstepError } from '../base/error.ts'
import type { BarReader, BarStream } from '../model/bar-stream.ts'
import { BAR_COLUMNS, type BarColumns } from '../model/bars.ts'
import type { Timestamp } from '../model/time.ts'
import { columnBytes, type Labels } from './bar-store.ts'
import { RowsHash } from './content-hash.ts'
import { diskFault } from './disk.ts'

/** A quarter of a megabyte of each column: large beside the cost of a read, small beside what a processor caches. */
export const CHUNK_ROWS = 32_768

interface StreamTerms {
  readonly chunkRows: number
  /** What is thrown when all rows have been read and their hash is not that of the labels; null when they are not hashed. */
  readonly onDamage: (() => LockstepError) | null
}

export class ArrowStream implements BarStream {
  readonly rows: number
  readonly from: Timestamp
  readonly to: Timestamp
  readonly chunkRows: number
  private readonly file: ColumnFile
  private readonly terms: StreamTerms

  private constructor(file: ColumnFile, rows: number, terms: StreamTerms) {
    this.file = file
    this.rows = rows
    this.chunkRows = terms.chunkRows
    this.terms = terms
    this.from = file.timeAt(0)
    this.to = file.timeAt(rows - 1)
  }

  /** The series of `labels` at `path`, which is there and has rows. @throws LockstepError E_DATA_DISK */
  static of(path: string, labels: Labels, terms: StreamTerms): ArrowStream {
    return new ArrowStream(new ColumnFile(path, labels), labels.rows, terms)
  }

  rowFrom(time: Timestamp): number {
    let low = 0
    let high = this.rows
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.file.timeAt(middle) < time) low = middle + 1
      else high = middle
    }
    return low
  }

  first(rows: number): ArrowStream {
    return new ArrowStream(this.file, rows, this.terms)
  }

  open(row: number): BarReader {
    return new ArrowReader(this.file, row, { ...this.terms, rows: this.rows })
  }
}

class ArrowReader implements BarReader {
  private readonly file: ColumnFile
  private readonly terms: StreamTerms & { readonly rows: number }
  private readonly hash: RowsHash | null
  private row: number

  constructor(file: ColumnFile, row: number, terms: StreamTerms & { readonly rows: number }) {
    this.file = file
    this.row = row
    this.terms = terms
    this.hash = row === 0 && terms.onDamage !== null ? new RowsHash() : null
  }

  read(into: BarColumns, at: number, count: number): void {
    this.take(into, at, count)
    if (this.hash !== null && this.row === this.terms.rows) this.check(this.hash)
  }

  private take(into: BarColumns, at: number, count: number): void {
    this.file.opened((fd) => {
      for (const [k, name] of BAR_COLUMNS.entries()) {
        const { buffer, byteOffset } = into[name]
        const bytes = new Uint8Array(buffer, byteOffset + at * 8, count * 8)
        this.file.read(fd, bytes, { column: k, row: this.row })
        this.hash?.take(k, bytes)
      }
    })
    this.row += count
  }

  /** The hash is that of all rows, so those that the run leaves out are read too. */
  private check(hash: RowsHash): void {
    const { labels } = this.file
    const { chunkRows, onDamage } = this.terms
    const column = new Float64Array(Math.min(chunkRows, labels.rows - this.row))
    const rest: BarColumns = { time: column, open: column, high: column, low: column, close: column, volume: column }
    while (this.row < labels.rows) this.take(rest, 0, Math.min(column.length, labels.rows - this.row))
    if (hash.result().content !== labels.contentHash) throw onDamage!()
  }
}

/** The columns of one file, which must stay the file that it was when it was first looked at. */
class ColumnFile {
  readonly labels: Labels
  private readonly path: string
  private readonly starts: readonly number[]
  private readonly identity: string
  private readonly one = new Float64Array(1)

  constructor(path: string, labels: Labels) {
    this.path = path
    this.labels = labels
    this.starts = BAR_COLUMNS.map((_, k) => columnBytes(labels, k).from)
    this.identity = this.withFile(identityOf)
  }

  /** When a row opens. */
  timeAt(row: number): Timestamp {
    this.opened((fd) => this.read(fd, new Uint8Array(this.one.buffer), { column: 0, row }))
    return this.one[0]! as Timestamp
  }

  /** Has the file open while `use` reads it. @throws LockstepError E_DATA_CORRUPT, E_DATA_DISK */
  opened(use: (fd: number) => void): void {
    this.withFile((fd) => {
      if (identityOf(fd) !== this.identity) throw this.changed()
      use(fd)
    })
  }

  /** Fills `bytes` with a column's rows from `row` on. */
  read(fd: number, bytes: Uint8Array, { column, row }: { readonly column: number; readonly row: number }): void {
    const from = this.starts[column]! + row * 8
    for (let at = 0; at < bytes.length;) {
      const read = readSync(fd, bytes, at, bytes.length - at, from + at)
      if (read === 0) throw this.changed()
      at += read
    }
  }

  private withFile<T>(use: (fd: number) => T): T {
    let fd: number | undefined
    try {
      fd = openSync(this.path, 'r')
      return use(fd)
    } catch (cause) {
      throw diskFault('read', this.path, cause)
    } finally {
      if (fd !== undefined) closeSync(fd)
    }
  }

  private changed(): LockstepError {
    return new LockstepError(
      'E_DATA_CORRUPT',
      `expected ${this.path} to stay as it is while a run reads it, it changed`,
      'Run it again when the import is over.',
    )
  }
}

function identityOf(fd: number): string {
  const { ino, size, mtimeMs } = fstatSync(fd)
  return `${ino} ${size} ${mtimeMs}`
}
