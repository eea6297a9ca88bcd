/** A text file of bars into a table: by our own reader, or by DuckDB when that can make nothing of it. */
import { LockstepError } from '../base/error.ts'
import { plainOf } from '../model/fast-paths.ts'
import type { BarFileOptions } from './bar-file.ts'
import { BarTable } from './bar-table.ts'
import { openBytes, type ByteSource } from './byte-source.ts'
import { detectDialect } from './csv-dialect.ts'
import { readCsv } from './csv-reader.ts'
import { kindOf, type FileKind } from './file-kind.ts'
import { BAD_SHARE_MAX } from './quarantine.ts'
import type { RowReason } from './row-check.ts'
import { zoneOf } from './zone.ts'

export interface TextFile {
  readonly path: string
  readonly kind: FileKind
  /** Size on disk. */
  readonly bytes: number
}

/** Rows that were read, and what there is to say about the file. */
export interface RowsRead {
  readonly table: BarTable
  readonly notes: string[]
}

/** How much of a text file the dialect is told from. */
const SAMPLE_BYTES = 131_072
/** What a row is that was split wrongly; the other reasons are about what a bar may be. */
const UNREAD: readonly RowReason[] = ['ragged', 'long line', 'time', 'number']

/** @throws LockstepError E_DATA_EMPTY, E_DATA_FORMAT, E_DATA_DIALECT, E_DATA_TIME; what our own reader says stands when DuckDB fails too */
export async function readTextFile(file: TextFile, options: BarFileOptions, progress: (done: number) => void): Promise<RowsRead> {
  const { engine = 'auto' } = options
  if (engine === 'duckdb') return readByDuckDb(file, options)
  const own = await readOwn(file, options, progress).catch((error: unknown) => {
    if (engine === 'auto' && isAboutDialect(error)) return error
    throw error
  })
  if (!(own instanceof LockstepError) && (engine === 'own' || isRead(own, options))) return own
  const other = await readByDuckDb(file, options).catch((error: unknown) => {
    if (error instanceof LockstepError) return null
    throw error
  })
  if (other !== null && isRead(other, options)) return other
  if (own instanceof LockstepError) throw own
  return own
}

function isAboutDialect(error: unknown): error is LockstepError {
  return error instanceof LockstepError && (error.code === 'E_DATA_DIALECT' || error.code === 'E_DATA_TIME')
}

/** Whether hardly a row looks as if it was split wrongly. */
function isRead({ table }: RowsRead, { maxBadShare = BAD_SHARE_MAX }: BarFileOptions): boolean {
  const { reasons, count } = table.quarantine
  const unread = UNREAD.reduce((sum, reason) => sum + (reasons.get(reason) ?? 0), 0)
  return table.rows > 0 && unread <= (table.rows + count) * maxBadShare
}

async function readByDuckDb({ path, kind }: TextFile, options: BarFileOptions): Promise<RowsRead> {
  const { readWithDuckDb } = await import('./duckdb-rows.ts')
  const table = new BarTable(options.allowNegative ?? false)
  const words = await readWithDuckDb(table, path, kind, options)
  return { table, notes: [...wrappings(kind), words] }
}

async function readOwn(file: TextFile, options: BarFileOptions, progress: (done: number) => void): Promise<RowsRead> {
  const { path, kind } = file
  const dialect = detectDialect(await withSource(file, (source) => readSample(source, path)), options, path)
  const table = new BarTable(options.allowNegative ?? false)
  const isPlain = plainOf(options.plain ?? process.env['LOCKSTEP_PLAIN']).has('plain-rows')
  const counts = await withSource(file, (source) =>
    readCsv(source, { dialect, zone: zoneOf(options.zone), isPlain }, table, () => {
      progress(source.bytesDone)
    }),
  )
  const notes = [...wrappings(kind), dialect.words]
  if (counts.blankLines > 0) notes.push(`${counts.blankLines} blank lines skipped`)
  if (counts.commentLines > 0) notes.push(`${counts.commentLines} comment lines skipped`)
  return { table, notes }
}

/** What the text is wrapped in, for the notes. */
function wrappings({ compression, encoding }: FileKind): string[] {
  return [encoding === 'utf-8' ? '' : encoding, compression === 'none' ? '' : compression].filter(Boolean)
}

async function withSource<T>({ path, kind, bytes }: TextFile, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await openBytes(path, kind, bytes)
  try {
    return await use(source)
  } finally {
    await source.close()
  }
}

/** The beginning of a text, whole lines only; refuses compressed content that is no text. */
async function readSample(source: ByteSource, path: string): Promise<string> {
  const bytes = new Uint8Array(SAMPLE_BYTES)
  const filled = await source.read(bytes, 0, SAMPLE_BYTES)
  if (filled === 0) return ''
  if (kindOf(bytes.subarray(0, Math.min(filled, 4096)), path).format !== 'text') {
    throw new LockstepError('E_DATA_FORMAT', `expected text inside ${path}, it is a compressed Parquet or Arrow file`, 'Unpack it first.')
  }
  const text = new TextDecoder().decode(bytes.subarray(0, filled))
  return filled < SAMPLE_BYTES ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1 || text.length)
}
