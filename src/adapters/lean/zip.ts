/**
 * Just enough of a zip reader for archives of one or a few text files: the directory at the end, stored and deflated
 * entries, 64-bit records (LEAN's own writer always uses them), checksums. An archive is an input from outside, so sizes and ratios are capped before anything is inflated, and what is
 * damaged, encrypted or of a newer kind is refused. Nothing is ever written to a disk. Our own because the
 * small libraries for this do not check checksums, and a price with a flipped bit is worse than none. Format: PKWARE's APPNOTE.TXT.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { LockstepError } from '../../base/error.ts'

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string
  /** Bytes when inflated, as the directory says; `read` holds it to that. */
  readonly size: number
  /** The bytes, inflated and checked against their checksum. @throws LockstepError E_DATA_FORMAT */
  read(): Uint8Array
}

/** Bytes of an inflated entry. */
export const ENTRY_BYTES_MAX = 536_870_912
/** Deflate cannot pass about 1,030 to 1; rows of numbers stay below 60 to 1. Small entries may do what they like. */
const RATIO_MAX = 250
const RATIO_FREE_BYTES = 1_048_576

const END_MARK = 0x06054b50
const END64_MARK = 0x06064b50
const END64_LOCATOR_MARK = 0x07064b50
const DIRECTORY_MARK = 0x02014b50
const LOCAL_MARK = 0x04034b50
const END_BYTES = 22
const END64_BYTES = 56
const END64_LOCATOR_BYTES = 20
const DIRECTORY_BYTES = 46
const LOCAL_BYTES = 30
const COMMENT_BYTES_MAX = 65_535
const ENCRYPTED = 1
const STORED = 0
const DEFLATED = 8
/** Stands for a number that needs 64 bits, or that a cautious writer put elsewhere anyway. */
const ELSEWHERE = 0xffffffff
const EXTRA_64 = 1

/** The files of an archive, folders left out. `path` is for messages. @throws LockstepError E_DATA_FORMAT */
export function readZip(zip: Uint8Array, path: string): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = findEnd(view)
  if (end < 0) throw damaged(path, 'it has no directory at its end', 'It may be cut short; fetch it again.')
  const directory = findDirectory(view, end)
  let at = directory.at
  const entries: ZipEntry[] = []
  for (let k = 0; k < directory.count; k++) {
    if (!(at + DIRECTORY_BYTES <= end) || view.getUint32(at, true) !== DIRECTORY_MARK)
      throw damaged(path, `entry ${k + 1} of its directory is not one`)
    const nameEnd = at + DIRECTORY_BYTES + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    if (extraEnd > end) throw damaged(path, `entry ${k + 1} of its directory goes past it`)
    const name = new TextDecoder().decode(zip.subarray(at + DIRECTORY_BYTES, nameEnd))
    const place = placeOf(view, at, nameEnd, extraEnd)
    at = extraEnd + view.getUint16(at + 32, true)
    if (name.endsWith('/')) continue
    checkName(name, path)
    checkSize(place, name, path)
    entries.push({ name, size: place.size, read: () => readEntry(zip, place, `${path}: ${name}`) })
  }
  return entries
}

interface Place {
  readonly flags: number
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  /** Where the entry's own header begins. */
  readonly local: number
}

/** The end record is the last thing in the file, but for a comment of at most 64 KiB. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - COMMENT_BYTES_MAX); at--) {
    if (view.getUint32(at, true) === END_MARK && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return -1
}

/** Where the directory begins and how many entries it has; the newer record before the end record goes first. */
function findDirectory(view: DataView, end: number): { readonly at: number; readonly count: number } {
  const locator = end - END64_LOCATOR_BYTES
  if (locator >= 0 && view.getUint32(locator, true) === END64_LOCATOR_MARK) {
    const at = Number(view.getBigUint64(locator + 8, true))
    if (at + END64_BYTES <= locator && view.getUint32(at, true) === END64_MARK)
      return { count: Number(view.getBigUint64(at + 32, true)), at: Number(view.getBigUint64(at + 48, true)) }
  }
  return { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) }
}

/** What the directory says of the entry at `at`; numbers that stand elsewhere are in an extra field, in this order. */
function placeOf(view: DataView, at: number, extraFrom: number, extraEnd: number): Place {
  let size = view.getUint32(at + 24, true)
  let packed = view.getUint32(at + 20, true)
  let local = view.getUint32(at + 42, true)
  for (let p = extraFrom; p + 4 <= extraEnd; p += 4 + view.getUint16(p + 2, true)) {
    if (view.getUint16(p, true) !== EXTRA_64) continue
    let next = p + 4
    const take = (value: number): number => {
      if (value !== ELSEWHERE || next + 8 > extraEnd) return value
      next += 8
      return Number(view.getBigUint64(next - 8, true))
    }
    size = take(size)
    packed = take(packed)
    local = take(local)
  }
  return {
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packed,
    size,
    local,
  }
}

function checkName(name: string, path: string): void {
  const climbs = name.split(/[\\/]/).includes('..') || /^([\\/]|[A-Za-z]:)/.test(name) || name.includes('\0')
  if (climbs) throw damaged(path, `its entry ${JSON.stringify(name)} names a place outside the archive`, 'Do not trust where it came from.')
}

function checkSize({ flags, packed, size }: Place, name: string, path: string): void {
  if ((flags & ENCRYPTED) !== 0)
    throw damaged(path, `its entry ${name} is encrypted`, 'Unpack it with its password and pack it again without.')
  if (size > ENTRY_BYTES_MAX || (size > RATIO_FREE_BYTES && size > packed * RATIO_MAX)) {
    throw damaged(
      path,
      `its entry ${name} would grow from ${packed} to ${size} bytes, more than ${ENTRY_BYTES_MAX} bytes or ${RATIO_MAX} to 1`,
      'No file of bars does that; do not trust where it came from.',
    )
  }
}

function readEntry(zip: Uint8Array, { method, checksum, packed, size, local }: Place, what: string): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  if (local + LOCAL_BYTES > zip.length || view.getUint32(local, true) !== LOCAL_MARK)
    throw damaged(what, 'it does not begin where the directory says')
  const from = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (from + packed > zip.length) throw damaged(what, 'it goes past the end of the file', 'It may be cut short; fetch it again.')
  const bytes = inflate(zip.subarray(from, from + packed), method, size, what)
  if (bytes.length !== size) throw damaged(what, `it holds ${bytes.length} bytes, its directory says ${size}`)
  if (crc32(bytes) !== checksum) throw damaged(what, 'its bytes do not match their checksum')
  return bytes
}

function inflate(packed: Uint8Array, method: number, size: number, what: string): Uint8Array {
  if (method === STORED) return packed
  if (method !== DEFLATED)
    throw damaged(what, `it is packed by method ${method}`, 'Pack it again with deflate, which every zip program knows.')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    throw damaged(what, `it cannot be inflated to the ${size} bytes it promises`, 'Fetch it again.', cause)
  }
}

function damaged(path: string, what: string, hint = 'Fetch it again.', cause?: unknown): LockstepError {
  return new LockstepError('E_DATA_FORMAT', `expected ${path} to be a whole zip archive, ${what}`, hint, cause)
}
