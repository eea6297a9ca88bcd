/**
 * Finished runs on disk: a folder with one folder a run, named by the hash of what went in. In it are `run.json`, which says
 * what the run was, and `report.json.zst`, its document. A run is there whole or not at all.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { ReportDocument } from '../report/document.ts'
import { entryOf, type RunEntry } from './run-entry.ts'
import { hashOf, ID_CHARS, type RunKey } from './run-key.ts'

/** Runs that a store keeps. */
export const RUNS_MAX = 2000

/** Times that a run's place is tried for again while other processes save the same run. */
const TRIES_MAX = 100

const ENTRY = 'run.json'
const REPORT = 'report.json.zst'
const ID = new RegExp(`^[0-9a-f]{${ID_CHARS}}$`)

/** What saving a run came to. */
export interface Saved {
  readonly id: string
  /** `new`; `same` as it was stored already; `different`: equal inputs gave another result then, which this one has replaced. */
  readonly was: 'new' | 'same' | 'different'
  /** The result hash that was replaced. */
  readonly replaced?: string
}

export class RunStore {
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** The store in `folder`; default: the environment's LOCKSTEP_RUNS, else `.lockstep/runs`. Nothing is created yet. */
  static open(folder: string = process.env['LOCKSTEP_RUNS'] ?? join('.lockstep', 'runs')): RunStore {
    return new RunStore(resolve(folder))
  }

  /**
   * Saves a run under the hash of `key`. One that was interrupted or failed is not comparable with others and is kept apart by its status.
   * @throws LockstepError E_LIMIT when the store is full; E_WRITE
   */
  save(key: RunKey, document: ReportDocument, savedAt: Date): Saved {
    const keyHash = hashOf({ ...key, settings: { ...key.settings, ...(document.status !== 'done' && { status: document.status }) } })
    const id = keyHash.slice(0, ID_CHARS)
    const resultHash = sha256(JSON.stringify(resultOf(document)))
    const [before] = readEntry(join(this.root, id, ENTRY), id)
    const same = before?.resultHash === resultHash
    if (before !== undefined && same && (before.full || document.fills.rows === undefined) && this.isWhole(before))
      return { id, was: 'same' }
    if (before === undefined && this.folders().length >= RUNS_MAX) throw full(this.root)
    const text = JSON.stringify(document)
    const entry = entryOf({ key, keyHash, id, document, resultHash, contentHash: sha256(text), savedAt: savedAt.toISOString() })
    this.write(id, { [ENTRY]: `${JSON.stringify(entry, null, 1)}\n`, [REPORT]: zstdCompressSync(text) })
    if (before === undefined) return { id, was: 'new' }
    return same ? { id, was: 'same' } : { id, was: 'different', replaced: before.resultHash }
  }

  /** Every run whose entry can be read, the newest first; `damaged` names the others. */
  list(): { readonly runs: readonly RunEntry[]; readonly damaged: readonly string[] } {
    const runs = this.entries()
    const known = new Set(runs.map(({ id }) => id))
    return { runs, damaged: this.folders().filter((id) => !known.has(id)) }
  }

  /**
   * A run by its id or the beginning of one, or `@1` for the newest, `@2` for the one before it.
   * @throws LockstepError E_RUN_UNKNOWN when none or several fit
   */
  find(name: string): RunEntry {
    const runs = this.entries()
    const rank = /^@(\d+)$/.exec(name)?.[1]
    const found =
      rank === undefined ? runs.filter(({ id }) => name !== '' && id.startsWith(name)) : runs.slice(Number(rank) - 1, Number(rank))
    const [only] = found
    if (only !== undefined && found.length === 1 && rank !== '0') return only
    const ids = runs.slice(0, 20).map(({ id }) => id)
    throw new LockstepError(
      'E_RUN_UNKNOWN',
      found.length > 1
        ? `expected the beginning of one run's id, ${found.length} begin with "${name}": ${found.map(({ id }) => id).join(', ')}`
        : `expected a run in ${this.root} by the name "${name}", there is none`,
      runs.length === 0 ? 'lockstep backtest saves its runs there.' : `Runs: ${didYouMean(name, ids)}; @1 is the newest.`,
    )
  }

  /** The document of a run. @throws LockstepError E_DATA_CORRUPT when it is not what was saved */
  load(entry: RunEntry): ReportDocument {
    return JSON.parse(this.textOf(entry)) as ReportDocument
  }

  /** Removes a run that `find` or `list` gave. @throws LockstepError E_WRITE */
  remove(id: string): void {
    try {
      // Its entry goes first: what is left of a run that is being removed is no run.
      rmSync(join(this.root, id, ENTRY), { force: true })
      rmSync(join(this.root, id), { recursive: true, force: true })
    } catch (cause) {
      throw refused(join(this.root, id), cause)
    }
  }

  /** The report's text. @throws LockstepError E_DATA_CORRUPT */
  private textOf({ id, contentHash }: RunEntry): string {
    const path = join(this.root, id, REPORT)
    try {
      const text = zstdDecompressSync(readFileSync(path)).toString('utf8')
      if (sha256(text) === contentHash) return text
    } catch (cause) {
      throw damaged(path, cause)
    }
    throw damaged(path)
  }

  private isWhole(entry: RunEntry): boolean {
    try {
      this.textOf(entry)
      return true
    } catch {
      return false
    }
  }

  private folders(): string[] {
    try {
      return readdirSync(this.root).filter((name) => ID.test(name))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw new LockstepError(
        'E_DATA_FILE',
        `expected a folder of runs at ${this.root}, it cannot be read`,
        'Name another with --runs.',
        cause,
      )
    }
  }

  private entries(): RunEntry[] {
    return this.folders()
      .flatMap((id) => readEntry(join(this.root, id, ENTRY), id))
      .sort((a, b) => (a.savedAt === b.savedAt ? (a.id < b.id ? -1 : 1) : a.savedAt < b.savedAt ? 1 : -1))
  }

  /** All files of a run at once: they are written beside it and take its place by a rename. */
  private write(id: string, files: Readonly<Record<string, string | Uint8Array>>): void {
    const place = join(this.root, id)
    const next = join(this.root, `.next-${id}-${process.pid}`)
    const old = join(this.root, `.old-${id}-${process.pid}`)
    try {
      rmSync(next, { recursive: true, force: true })
      mkdirSync(next, { recursive: true })
      for (const [name, content] of Object.entries(files)) writeFileSync(join(next, name), content, { flush: true })
      takePlace(next, place, old)
    } catch (cause) {
      rmSync(next, { recursive: true, force: true })
      throw refused(place, cause)
    } finally {
      rmSync(old, { recursive: true, force: true })
    }
  }
}

function readEntry(path: string, id: string): RunEntry[] {
  try {
    const entry = JSON.parse(readFileSync(path, 'utf8')) as RunEntry
    return entry.schemaVersion === 1 && entry.id === id ? [entry] : []
  } catch {
    return []
  }
}

/** Renames `next` to `place`; what is there goes to `old`. Another process may do the same at the same time: then one of them is the last. */
function takePlace(next: string, place: string, old: string): void {
  for (let left = TRIES_MAX; ; left--) {
    rmSync(old, { recursive: true, force: true })
    moveAside(place, old)
    try {
      return renameSync(next, place)
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (left === 0 || (code !== 'ENOTEMPTY' && code !== 'EEXIST')) throw cause
    }
  }
}

function moveAside(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
}

/** What two runs of equal inputs must agree in, whatever a report says of it: what happened, not how it is summed up. */
function resultOf({ status, equity, orders, fills, refusals, cancels, roundTrips, openPositions }: ReportDocument): unknown {
  const counts = [orders, fills, refusals, cancels, roundTrips].map(({ count }) => count)
  return { status, equity: equity.points, counts, openPositions }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function full(root: string): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    `the store ${root} holds ${RUNS_MAX} runs, which is as many as it keeps`,
    'Remove some with lockstep runs rm, or name another store.',
  )
}

function damaged(path: string, cause?: unknown): LockstepError {
  return new LockstepError('E_DATA_CORRUPT', `expected ${path} to hold the report that was saved, it does not`, 'Run it again.', cause)
}

function refused(path: string, cause: unknown): LockstepError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new LockstepError(
    'E_WRITE',
    `expected to write ${path}, the system refused it (${code ?? message})`,
    'Choose a folder that exists and may be written, with room on its disk.',
    cause,
  )
}
