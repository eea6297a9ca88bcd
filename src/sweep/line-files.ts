/**
 * Columns on disk, a file for each set, so that a later sweep over the same bars starts with them. A file is written beside its name
 * and then given it, so it is whole or not there; whatever happens to it after that, its checksum tells. Files that were used longest
 * ago make room for others.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { LockstepError } from '../base/error.ts'

/** Smaller sets are computed sooner than they are found on a disk. */
const FILE_BYTES_MIN = 524_288
/** Name and version of the format, rows, columns: doubles but for the first. The checksum at the end is a double too. */
const HEAD_BYTES = 24
const FORMAT = 'LSLINES1'
const SUM_BYTES = 8
/** Files of ours, and drafts of them: a folder may hold other things too. */
const OURS = /^[0-9a-f]{32}-\d+\.lines(\.\d+-\d+)?$/

/** What threads are sent. */
export interface LineFolder {
  readonly folder: string
  /** Bytes of all files, at most. */
  readonly bytesMax: number
}

export type FileRead = 'read' | 'absent' | 'damaged'

/** @throws LockstepError E_WRITE where the folder cannot be made */
export function makeLineFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new LockstepError('E_WRITE', `expected to keep lines in ${folder}: ${why}`, 'Name another folder, or keep none on disk.', cause)
  }
}

export class LineFiles {
  private readonly folder: string
  private readonly bytesMax: number
  private isWritable = true

  constructor({ folder, bytesMax }: LineFolder) {
    this.folder = folder
    this.bytesMax = bytesMax
  }

  /** Fills columns from the file of a key. One that is damaged is deleted if it may be; what it left in the columns is to be written over. */
  read(key: string, columns: readonly Float64Array[]): FileRead {
    if (!isWorthAFile(columns)) return 'absent'
    const path = this.pathOf(key, columns)
    const file = opened(path)
    if (file === null) return 'absent'
    try {
      if (!holds(file, columns)) return discard(path)
      touch(path)
      return 'read'
    } catch {
      return discard(path)
    } finally {
      closeSync(file)
    }
  }

  /** Keeps columns under a key. A disk that refuses is not asked again: the sweep does without. */
  write(key: string, columns: readonly Float64Array[]): void {
    const bytes = HEAD_BYTES + bytesOf(columns) + SUM_BYTES
    if (!this.isWritable || !isWorthAFile(columns) || bytes > this.bytesMax) return
    const path = this.pathOf(key, columns)
    const draft = `${path}.${process.pid}-${threadId}`
    try {
      this.makeRoom(bytes)
      const file = openSync(draft, 'w')
      try {
        writeColumns(file, columns)
      } finally {
        closeSync(file)
      }
      renameSync(draft, path)
    } catch {
      this.isWritable = false
      remove(draft)
    }
  }

  /** Deletes the files that were used longest ago until there is room for so many bytes; drafts that a killed process left are files too. */
  private makeRoom(bytes: number): void {
    const files = this.files()
    let total = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const { path, bytes: freed } of files.sort((a, b) => a.usedMs - b.usedMs)) {
      if (total + bytes <= this.bytesMax) return
      rmSync(path, { force: true })
      total -= freed
    }
  }

  private files(): { readonly path: string; readonly bytes: number; readonly usedMs: number }[] {
    return readdirSync(this.folder).flatMap((name) => {
      const path = join(this.folder, name)
      const stat = OURS.test(name) ? statSync(path, { throwIfNoEntry: false }) : undefined
      return stat === undefined ? [] : [{ path, bytes: stat.size, usedMs: stat.mtimeMs }]
    })
  }

  private pathOf(key: string, [column]: readonly Float64Array[]): string {
    return join(this.folder, `${key}-${column!.length}.lines`)
  }
}

function isWorthAFile(columns: readonly Float64Array[]): boolean {
  return bytesOf(columns) >= FILE_BYTES_MIN
}

function bytesOf(columns: readonly Float64Array[]): number {
  return columns.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** What was used now goes last, where the folder may be written. */
function touch(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // Whoever may only read it does not age it.
  }
}

function discard(path: string): 'damaged' {
  remove(path)
  return 'damaged'
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What may not be deleted stays, and is told damaged again.
  }
}

function opened(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch {
    return null
  }
}

function holds(file: number, columns: readonly Float64Array[]): boolean {
  const head = headOf(columns)
  const found = new Uint8Array(HEAD_BYTES)
  if (fstatSync(file).size !== HEAD_BYTES + bytesOf(columns) + SUM_BYTES) return false
  if (readSync(file, found) !== HEAD_BYTES || Buffer.compare(found, head) !== 0) return false
  let sum = crc32(head)
  for (const column of columns) {
    const bytes = bytesIn(column)
    for (let at = 0; at < bytes.length;) {
      const count = readSync(file, bytes, at, bytes.length - at, null)
      if (count === 0) return false
      at += count
    }
    sum = crc32(bytes, sum)
  }
  const stored = new Float64Array(1)
  return readSync(file, bytesIn(stored)) === SUM_BYTES && stored[0] === sum
}

function writeColumns(file: number, columns: readonly Float64Array[]): void {
  const head = headOf(columns)
  let sum = crc32(head)
  writeWhole(file, head)
  for (const column of columns) {
    const bytes = bytesIn(column)
    writeWhole(file, bytes)
    sum = crc32(bytes, sum)
  }
  writeWhole(file, bytesIn(Float64Array.of(sum)))
}

function headOf(columns: readonly Float64Array[]): Buffer {
  return Buffer.concat([Buffer.from(FORMAT, 'latin1'), bytesIn(Float64Array.of(columns[0]!.length, columns.length))])
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

function bytesIn({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
