import { closeSync, fdatasyncSync, fsyncSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { LockstepError } from '../base/error.ts'
import { MAGIC } from './layout.ts'

/** Where a journal's bytes go. The methods throw what the system threw; the writer turns that into a named fault. */
export interface JournalFile {
  readonly path: string
  /** Appends all of `bytes` or throws. */
  write(bytes: Uint8Array): void
  /** Returns when everything written is on the medium. */
  sync(): void
  close(): void
}

/**
 * Creates the file of a new journal. Creation is exclusive, which is also the lock: no file ever has two writers.
 * With `replace`, a journal in the way is removed first; a file that is no journal never is.
 * @throws LockstepError E_FILE_EXISTS, E_WRITE
 */
export function createJournalFile(path: string, replace: boolean): JournalFile {
  try {
    return diskFile(path, createExclusive(path, replace))
  } catch (error) {
    if (error instanceof LockstepError) throw error
    throw writeFault(path, 'could not be created', error)
  }
}

/** The fault that a refused create, write or sync becomes. */
export function writeFault(path: string, what: string, cause: unknown): LockstepError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new LockstepError(
    'E_WRITE',
    `journal ${path} ${what}: ${reason}`,
    'Free space or mend the disk, or name another place; `lockstep verify` says how far this journal is good.',
    cause,
  )
}

function createExclusive(path: string, replace: boolean): number {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (!replace) throw inTheWay(path, 'exists already', 'Name another file, or say that it may be replaced.')
  }
  if (!isJournal(path)) throw inTheWay(path, 'exists and is not a journal', 'Name another file; only a journal is replaced by a journal.')
  unlinkSync(path)
  return openSync(path, 'wx')
}

function inTheWay(path: string, what: string, hint: string): LockstepError {
  return new LockstepError('E_FILE_EXISTS', `expected no file where the journal goes, but ${path} ${what}`, hint)
}

/** An empty file counts as one: it is what a crash right after creation leaves. */
function isJournal(path: string): boolean {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const start = Buffer.alloc(MAGIC.length)
    const count = readSync(fd, start)
    return count === 0 || start.equals(MAGIC)
  } catch {
    return false
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function diskFile(path: string, fd: number): JournalFile {
  syncFolder(path)
  return {
    path,
    write(bytes): void {
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    },
    sync(): void {
      fdatasyncSync(fd)
    },
    close(): void {
      closeSync(fd)
    },
  }
}

/** A new name is durable only when its folder is; Windows has no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(dirname(path), 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
