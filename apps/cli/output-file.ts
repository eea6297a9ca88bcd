/** Files a command writes: whole under their name or not at all, and refused before the work when they cannot be written. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { LockstepError } from 'lockstep'

export class OutputFile {
  readonly path: string
  private readonly temporary: string
  private fd: number | null

  /** Opens a temporary file beside `path`, which proves that it can be written. @throws LockstepError E_WRITE */
  constructor(path: string) {
    this.path = path
    this.temporary = join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.tmp`)
    try {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder')
      this.fd = openSync(this.temporary, 'wx')
    } catch (cause) {
      throw writeFault(path, cause)
    }
  }

  /** Writes the whole content and gives the file its name. @throws LockstepError E_WRITE */
  write(content: string | Uint8Array): void {
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      for (let at = 0; at < bytes.length;) at += writeSync(this.fd!, bytes, at)
      fsyncSync(this.fd!)
      this.close()
      renameSync(this.temporary, resolve(this.path))
    } catch (cause) {
      this.discard()
      throw writeFault(this.path, cause)
    }
  }

  /** Leaves nothing behind; after `write`, nothing happens. */
  discard(): void {
    this.close()
    rmSync(this.temporary, { force: true })
  }

  private close(): void {
    if (this.fd !== null) closeSync(this.fd)
    this.fd = null
  }
}

/** A folder for several files, made if need be. @throws LockstepError E_WRITE */
export function outputFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true })
    return path
  } catch (cause) {
    throw writeFault(path, cause)
  }
}

/** How a table's file is named: `round-trips`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function writeFault(path: string, cause: unknown): LockstepError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new LockstepError(
    'E_WRITE',
    `expected to write ${path}, the system refused it (${code ?? message})`,
    'Name a place that exists and may be written, with room on its disk.',
    cause,
  )
}
