/** Objects in a folder, which several processes and machines may share. Each appears whole and under its name, or not at all. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { placeOf, type ObjectStore } from './object-store.ts'

export class FolderStore implements ObjectStore {
  readonly address: string
  private readonly folder: string

  constructor(folder: string, address: string) {
    this.folder = folder
    this.address = address
  }

  async put(sha256: string, bytes: Uint8Array, replace = false): Promise<void> {
    const path = this.pathOf(sha256)
    if (!replace && (await this.isThere(path, bytes.byteLength))) return
    const unfinished = `${path}.${randomUUID()}`
    await this.refusing('write', async () => {
      await mkdir(dirname(path), { recursive: true })
      try {
        await writeFile(unfinished, bytes, { flag: 'wx' })
        await rename(unfinished, path)
      } finally {
        await rm(unfinished, { force: true })
      }
    })
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    return this.refusing('read', async () => {
      try {
        return await readFile(this.pathOf(sha256))
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw cause
      }
    })
  }

  async remove(sha256: string): Promise<void> {
    await this.refusing('write', () => rm(this.pathOf(sha256), { force: true }))
  }

  /** Removes what was not used for so long, and after that the longest unused until no more bytes than these are left. */
  async trim({ bytesMax = Infinity, unusedMsMax = Infinity }: { bytesMax?: number; unusedMsMax?: number }): Promise<void> {
    const files = (await this.files()).sort((a, b) => a.usedMs - b.usedMs)
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) {
      if (bytes <= bytesMax && Date.now() - file.usedMs <= unusedMsMax) continue
      bytes -= file.bytes
      await this.refusing('write', () => rm(file.path, { force: true }))
    }
  }

  /** An object that is wanted again counts as used now. */
  async touch(sha256: string): Promise<void> {
    const now = new Date(Date.now())
    await utimes(this.pathOf(sha256), now, now).catch(() => {})
  }

  /** What differs in size was cut off by a disk or a person. */
  private async isThere(path: string, bytes: number): Promise<boolean> {
    const found = await stat(path).catch(() => null)
    if (found?.size !== bytes) return false
    const now = new Date(Date.now())
    await utimes(path, now, now).catch(() => {})
    return true
  }

  private async files(): Promise<{ path: string; bytes: number; usedMs: number }[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const found = await Promise.all(
      entries
        // Objects alone, and what a write that was cut off left of one: a folder may hold other things too.
        .filter((entry) => entry.isFile() && /^[0-9a-f]{64}(\.|$)/.test(entry.name))
        .map(async (entry) => {
          const path = join(entry.parentPath, entry.name)
          const { size = 0, mtimeMs = Infinity } = (await stat(path).catch(() => null)) ?? {}
          return { path, bytes: size, usedMs: mtimeMs }
        }),
    )
    return found
  }

  private pathOf(sha256: string): string {
    return join(this.folder, placeOf(sha256))
  }

  private async refusing<T>(what: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException
      throw new LockstepError(
        'E_QUEUE',
        `expected to ${what} objects in ${this.folder}, the system refused it (${code ?? message})`,
        'Name a folder with --store that every machine may read and write, and that has room.',
        cause,
      )
    }
  }
}
