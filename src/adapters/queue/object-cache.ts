/** A worker's copies of objects on its own disk: what was fetched once and is whole is not fetched again. */
import { FolderStore } from './folder-store.ts'
import { fetchObject, sha256Of, type ObjectStore } from './object-store.ts'

/** Bytes that a cache keeps: the columns of 350 million bars. What was unused the longest goes first. */
const CACHE_BYTES_MAX = 17_179_869_184

export class ObjectCache {
  private readonly kept: FolderStore
  private readonly onNote: (text: string) => void

  constructor(folder: string, onNote: (text: string) => void) {
    this.kept = new FolderStore(folder, folder)
    this.onNote = onNote
  }

  /** The object, checked. @throws LockstepError E_DATA_CORRUPT, E_QUEUE */
  async get(sha256: string, store: ObjectStore): Promise<Uint8Array> {
    const kept = await this.kept.get(sha256)
    if (kept !== null && sha256Of(kept) === sha256) {
      await this.kept.touch(sha256)
      return kept
    }
    const bytes = await fetchObject(store, sha256, this.onNote)
    await this.keep(sha256, bytes)
    return bytes
  }

  /** A disk that is full keeps no copy, and nobody from working. */
  private async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    try {
      await this.kept.put(sha256, bytes, true)
      await this.kept.trim({ bytesMax: CACHE_BYTES_MAX })
    } catch (error) {
      this.onNote(`no copy is kept: ${(error as Error).message}`)
    }
  }
}
