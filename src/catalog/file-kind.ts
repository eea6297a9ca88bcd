/** What a file is, by its first bytes; its name only breaks ties. */
import { readdir, open, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { LockstepError } from '../base/error.ts'
import { didYouMean, nearestName } from '../base/nearest-name.ts'

export interface FileKind {
  readonly format: 'text' | 'parquet' | 'arrow-file' | 'arrow-stream'
  readonly compression: 'none' | 'gzip' | 'zstd'
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'
}

const HEAD_BYTES = 4096
/** Names of a folder that are compared with a misspelt one. */
const NEIGHBOURS_MAX = 1000
const NOT_BARS: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'a PNG image'],
  ['PK\x03\x04', 'a zip archive (or a spreadsheet)'],
  ['%PDF', 'a PDF document'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['SQLite format 3', 'an SQLite database'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['\xd0\xcf\x11\xe0', 'an old spreadsheet'],
  ['\x89HDF', 'an HDF5 file'],
  ['\x7fELF', 'a program'],
]

/** Looks at a file and its size. @throws LockstepError E_DATA_FILE, E_DATA_EMPTY, E_DATA_FORMAT */
export async function identifyFile(path: string): Promise<{ kind: FileKind; bytes: number }> {
  const bytes = await sizeOf(path)
  if (bytes === 0) throw new LockstepError('E_DATA_EMPTY', `expected bars in ${path}, it is empty`, 'Export the data again.')
  const head = new Uint8Array(HEAD_BYTES)
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(path, cause)
  })
  try {
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES)
    return { kind: kindOf(head.subarray(0, bytesRead), path), bytes }
  } finally {
    await file.close()
  }
}

/** The kind of content that begins with `head`; refuses what cannot be text, Parquet or Arrow. */
export function kindOf(head: Uint8Array, path: string): FileKind {
  const start = String.fromCharCode(...head.subarray(0, 16))
  const plain = { compression: 'none', encoding: 'utf-8' } as const
  if (start.startsWith('\x1f\x8b')) return { format: 'text', compression: 'gzip', encoding: 'utf-8' }
  if (start.startsWith('\x28\xb5\x2f\xfd')) return { format: 'text', compression: 'zstd', encoding: 'utf-8' }
  if (start.startsWith('PAR1')) return { format: 'parquet', ...plain }
  if (start.startsWith('ARROW1')) return { format: 'arrow-file', ...plain }
  if (start.startsWith('\xff\xff\xff\xff') && head[7] === 0 && head.length > 16) return { format: 'arrow-stream', ...plain }
  const other = NOT_BARS.find(([magic]) => start.startsWith(magic))
  if (other !== undefined) throw wrongKind(path, `it is ${other[1]}`)
  if (/\.(parquet|arrow|feather|gz|zst)$/i.test(path) && !looksLikeText(head)) throw wrongKind(path, 'it is none of these')
  const encoding = encodingOf(head)
  if (encoding === null) throw wrongKind(path, 'it is binary')
  return { format: 'text', compression: 'none', encoding }
}

/** UTF-16 by its mark, or by zeros in every other byte; null for what is no text. */
export function encodingOf(head: Uint8Array): FileKind['encoding'] | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (looksLikeText(head)) return 'utf-8'
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i & 1]!++
  const half = head.length / 2
  if (zeros[1]! > half * 0.9 && zeros[0] === 0) return 'utf-16le'
  return zeros[0]! > half * 0.9 && zeros[1] === 0 ? 'utf-16be' : null
}

/** No zero byte and hardly any control character. */
function looksLikeText(head: Uint8Array): boolean {
  const controls = head.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32) ? 1 : 0), 0)
  return !head.includes(0) && controls <= head.length / 100
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause)
  if (!(found instanceof Error)) {
    if (found.isFile()) return found.size
    throw new LockstepError(
      'E_DATA_FILE',
      `expected a file at ${path}, it is ${found.isDirectory() ? 'a folder' : 'no regular file'}`,
      'Name a file of bars.',
    )
  }
  if (found.code !== 'ENOENT' && found.code !== 'ENOTDIR') throw unreadable(path, found)
  const neighbours = await readdir(dirname(path)).catch(() => null)
  const hint =
    neighbours === null ? `There is no folder ${dirname(path)}.` : `In ${dirname(path)}: ${suggestion(basename(path), neighbours)}`
  throw new LockstepError('E_DATA_FILE', `expected a file at ${path}, there is none`, hint, found)
}

/** The nearest name, or the first few that are there. */
function suggestion(wanted: string, neighbours: readonly string[]): string {
  const visible = neighbours.filter((name) => !name.startsWith('.')).slice(0, NEIGHBOURS_MAX)
  const near = nearestName(wanted, visible)
  return didYouMean(wanted, near === undefined ? visible.slice(0, 10) : [near])
}

function unreadable(path: string, cause: NodeJS.ErrnoException): LockstepError {
  return new LockstepError(
    'E_DATA_FILE',
    `expected to read ${path}, the system refused it (${cause.code ?? cause.message})`,
    'Check its permissions.',
    cause,
  )
}

function wrongKind(path: string, is: string): LockstepError {
  return new LockstepError(
    'E_DATA_FORMAT',
    `expected bars as CSV (plain, .gz or .zst), Parquet or Arrow in ${path}, ${is}`,
    'Unpack or export the data to one of these formats.',
  )
}
