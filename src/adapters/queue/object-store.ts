/** Bytes under the SHA-256 of what they are: what the machines of a sweep hand to each other. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LockstepError } from '../../base/error.ts'
import { FolderStore } from './folder-store.ts'

export interface ObjectStore {
  /** As another machine opens it: `file:///…` or `s3://BUCKET/PREFIX`. */
  readonly address: string
  /** Stores them unless they are there already; `replace` writes them in any case. @throws LockstepError E_QUEUE */
  put(sha256: string, bytes: Uint8Array, replace?: boolean): Promise<void>
  /** What lies under a name, unchecked; null where nothing does. @throws LockstepError E_QUEUE */
  get(sha256: string): Promise<Uint8Array | null>
  /** @throws LockstepError E_QUEUE */
  remove(sha256: string): Promise<void>
}

/** A folder, or `s3://BUCKET/PREFIX`. @throws LockstepError E_QUEUE */
export async function openStore(address: string): Promise<ObjectStore> {
  if (address.startsWith('s3:')) return (await import('./s3-store.ts')).openS3Store(address)
  const folder = folderAt(address)
  return new FolderStore(folder, pathToFileURL(folder).href)
}

/** What another system calls a folder may be none here. */
function folderAt(address: string): string {
  try {
    if (address.startsWith('file:')) return fileURLToPath(address)
    if (!address.includes('://')) return resolve(address)
  } catch {
    // It is said below.
  }
  throw new LockstepError(
    'E_QUEUE',
    `expected a store that this machine can open, was ${address}`,
    'Name it with --store as this machine sees it: a folder, or s3://BUCKET/PREFIX.',
  )
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Where an object lies below its store: hashes begin with all digits alike, so folders stay small. Names come over the queue, and may
 * lead nowhere else. @throws LockstepError E_DATA_CORRUPT
 */
export function placeOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new LockstepError('E_DATA_CORRUPT', `expected the SHA-256 of an object, was ${sha256}`, 'Check who else writes to the queue.')
  }
  return `${sha256.slice(0, 2)}/${sha256}`
}

/** Fetches an object and checks that it is what its name says; a damaged one is named and fetched once again. @throws LockstepError */
export async function fetchObject(store: ObjectStore, sha256: string, onNote: (text: string) => void): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const bytes = await store.get(sha256)
    if (bytes !== null && sha256Of(bytes) === sha256) return bytes
    const what = bytes === null ? 'is not there' : `is damaged: its ${bytes.length} bytes have another hash`
    if (attempt === 2) {
      throw new LockstepError(
        'E_DATA_CORRUPT',
        `expected the object ${sha256} in ${store.address}, it ${what}`,
        'Check that every machine names the same store, and that nothing else writes there.',
      )
    }
    onNote(`object ${sha256} in ${store.address} ${what}; it is fetched once again`)
  }
}
