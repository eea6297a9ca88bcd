/** The strategy's files on a worker: laid out as they lay to each other, in a folder named by what they are. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sha256Of } from '../adapters/queue/object-store.ts'
import { LockstepError } from '../base/error.ts'
import type { Parcel } from './parcel.ts'
import type { StrategyModule } from './serve-trials.ts'

/** Code that no sweep has brought for so long is removed. */
const UNUSED_MS_MAX = 30 * 86_400_000

/** Writes the code of a parcel below a folder. @throws LockstepError E_QUEUE for paths that lead elsewhere */
export async function unpackCode(
  { files, entry, export: name }: Parcel,
  folder: string,
  fetch: (sha256: string) => Promise<Uint8Array>,
): Promise<StrategyModule> {
  if (!files.some(({ path }) => path === entry)) {
    throw new LockstepError(
      'E_QUEUE',
      `expected the strategy among the files of the sweep, ${entry} is not`,
      'Check who else writes to the queue.',
    )
  }
  const home = join(folder, sha256Of(JSON.stringify(files)).slice(0, 16))
  for (const { path, sha256 } of files) {
    if (isAbsolute(path) || path.split(/[\\/]/).includes('..')) {
      throw new LockstepError(
        'E_QUEUE',
        `expected files below one folder, one is ${path}`,
        'Put the strategy and what it imports into one folder.',
      )
    }
    writeWhole(join(home, path), await fetch(sha256))
  }
  const now = Date.now() / 1000
  utimesSync(home, now, now)
  removeUnused(folder)
  return { url: pathToFileURL(join(home, entry)).href, ...(name !== undefined && { export: name }) }
}

/** Whoever reads the file meanwhile reads it whole. */
function writeWhole(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  const unfinished = `${path}.${process.pid}`
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(unfinished, bytes)
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

function removeUnused(folder: string): void {
  for (const name of readdirSync(folder)) {
    const usedMs = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - usedMs > UNUSED_MS_MAX) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
