/** Data files of a run as they were at an instant: copies that end where what was known then ends. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { BarFile, BarSeries } from 'lockstep'

/** A file of text whose rows are the series' rows, line by line. */
interface TextFile {
  readonly path: string
  readonly rows: number
  readonly newestFirst: boolean
  /** When each row is known, epoch ms. */
  readonly closes: Float64Array
  /** Copies by how many rows they hold, oldest first. */
  readonly copies: Map<number, string>
}

/** Copies of one file that are kept: the present moves on, and one that was opened may be read to its end. */
const COPIES_MAX = 16

export class PresentFiles {
  private readonly known = new Map<string, TextFile | null>()
  private readonly within: string
  private folder: string | null = null
  private made = 0

  /** @param within a folder for copies, which whoever made it removes */
  constructor(read: readonly { readonly series: BarSeries; readonly file: BarFile }[], within: string) {
    this.within = within
    for (const { series, file } of read) this.known.set(realpathSync(file.path), textFile(series, file))
  }

  /** Where to read instead; null for a data file of the run that cannot be cut, undefined for any other file. */
  at(path: string, timeMs: number): string | null | undefined {
    const file = this.known.get(path)
    if (file === undefined || file === null) return file
    if (timeMs === Infinity) return path
    let rows = 0
    while (rows < file.rows && file.closes[rows]! <= timeMs) rows++
    return file.copies.get(rows) ?? this.copy(file, rows)
  }

  private copy(file: TextFile, rows: number): string {
    this.folder ??= mkdtempSync(join(this.within, 'run-'))
    const path = join(this.folder, `${this.made++}-${basename(file.path)}`)
    const [unpack, pack] = packing(file.path)
    const lines = unpack(readFileSync(file.path)).toString('latin1').split('\n')
    const filled = lines.flatMap((line, k) => (line.trim() === '' ? [] : [k]))
    const data = filled.slice(-file.rows)
    const kept = new Set(file.newestFirst ? data.slice(file.rows - rows) : data.slice(0, rows))
    const first = data[0] ?? lines.length
    writeFileSync(path, pack(Buffer.from(lines.filter((_, k) => k < first || kept.has(k)).join('\n'), 'latin1')))
    file.copies.set(rows, path)
    const [oldest] = file.copies
    if (file.copies.size > COPIES_MAX && oldest !== undefined) {
      rmSync(oldest[1], { force: true })
      file.copies.delete(oldest[0])
    }
    return path
  }
}

/** Null where rows cannot be told from lines: other kinds of file, and text with rows that were left out or sorted. */
function textFile({ bars, closes, timeframe }: BarSeries, { path, stored, rowsIn, dialect }: BarFile): TextFile | null {
  const isText = !/\.(parquet|arrow|feather|ipc)$/i.test(path)
  if (!isText || stored !== rowsIn || dialect.includes('out of order')) return null
  const known = closes ?? Float64Array.from(bars.time.subarray(0, bars.length), (time) => time + timeframe.ms)
  return { path, rows: stored, newestFirst: dialect.includes('newest first'), closes: known, copies: new Map() }
}

type Change = (bytes: Buffer) => Buffer

function packing(path: string): readonly [unpack: Change, pack: Change] {
  if (path.endsWith('.gz')) return [gunzipSync, gzipSync]
  if (path.endsWith('.zst')) return [zstdDecompressSync, zstdCompressSync]
  return [(bytes) => bytes, (bytes) => bytes]
}
