import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'

/** SHA-256 of a file's bytes, in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

/** Changes when the file does; null when there is none, which whoever opens it says better. */
export async function sizeAndTime(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  return found === null ? null : `${found.size} ${found.mtimeMs}`
}

/** The version in our own package.json. */
export function engineVersion(): string {
  const path = findPackageJSON('..', import.meta.url)
  return path === undefined ? 'unknown' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
