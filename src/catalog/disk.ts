/** The few things the catalog does to a disk, each safe against a crash and each failing with a sentence. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LockstepError } from '../base/error.ts'

/** One system call moves at most 2 GiB; pieces also let several be under way. */
const PIECE_BYTES = 67_108_864
/** Reads under way at once: the page cache is copied by more than one core. */
const READERS = 4

/** Writes `parts` to a new file and waits until the disk has it. On a fault the file is removed. @throws LockstepError E_DATA_DISK */
export async function writeDurably(path: string, parts: readonly Uint8Array[]): Promise<void> {
  try {
    const file = await open(path, 'wx')
    try {
      for (const part of parts) await writeWhole(file, part)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (cause) {
    await rm(path, { force: true }).catch(() => {})
    throw diskFault('write', path, cause)
  }
}

/** Gives a written file its name, in one step for whoever looks, and makes the step durable. @throws LockstepError E_DATA_DISK */
export async function renameDurably(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
    if (process.platform !== 'win32') await syncFolder(dirname(to))
  } catch (cause) {
    throw diskFault('write', to, cause)
  }
}

/** Fills `into` from `position` of an open file, in several pieces at once. Returns whether all bytes were there. */
export async function readInto(file: FileHandle, into: Uint8Array, position: number): Promise<boolean> {
  let next = 0
  let whole = true
  const reader = async (): Promise<void> => {
    while (next < into.length && whole) {
      const from = next
      next += PIECE_BYTES
      whole &&= await readPiece(file, into.subarray(from, Math.min(from + PIECE_BYTES, into.length)), position + from)
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  return whole
}

export function diskFault(what: 'read' | 'write', path: string, cause: unknown): LockstepError {
  if (cause instanceof LockstepError) return cause
  const { code, message } = cause as NodeJS.ErrnoException
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
  const hint = full
    ? 'Free space or raise the limit and import again; what was stored before is unchanged.'
    : 'Check the disk and the permissions of the catalog; what was stored before is unchanged.'
  return new LockstepError('E_DATA_DISK', `expected to ${what} ${path}, the disk refused it (${code ?? message})`, hint, cause)
}

async function writeWhole(file: FileHandle, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length;) {
    const { bytesWritten } = await file.write(part, at, Math.min(part.length - at, PIECE_BYTES))
    at += bytesWritten
  }
}

async function readPiece(file: FileHandle, into: Uint8Array, position: number): Promise<boolean> {
  for (let at = 0; at < into.length;) {
    const { bytesRead } = await file.read(into, at, into.length - at, position + at)
    if (bytesRead === 0) return false
    at += bytesRead
  }
  return true
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
