/**
 * Trials of a sweep on disk: a file of lines, the first of which says what the sweep is, each other one trial. A line is written as a
 * trial ends and is there whatever becomes of this process; a batch's lines are on the disk before the next is asked for. A line that
 * was cut off is no trial.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LockstepError } from '../base/error.ts'
import { canonical } from '../runs/canonical.ts'
import type { TrialOutcome } from './trial-run.ts'

/** All that the results of a sweep may depend on, as plain data. */
export type SweepKey = Readonly<Record<string, unknown>>

export interface TrialStoreOptions {
  /** Default: the environment's LOCKSTEP_SWEEPS, else `.lockstep/sweeps`. */
  readonly folder?: string
  /** Goes on with what is stored of the same sweep; otherwise that is replaced. */
  readonly resume?: boolean
}

interface Line {
  readonly stage: string
  readonly number: number
  readonly status: TrialOutcome['status']
  readonly figures: TrialOutcome['figures']
  readonly error?: TrialOutcome['error']
  /** Bytes of the doubles, in base64. */
  readonly returns?: string
}

const ID_CHARS = 12

export class TrialStore {
  /** Of the sweep: equal for equal keys. */
  readonly id: string
  readonly path: string
  private readonly file: number
  private readonly known: ReadonlyMap<string, TrialOutcome>

  private constructor(id: string, path: string, { file, known }: { file: number; known: Map<string, TrialOutcome> }) {
    this.id = id
    this.path = path
    this.file = file
    this.known = known
  }

  /** @throws LockstepError E_WRITE */
  static open(key: SweepKey, given: TrialStoreOptions): TrialStore {
    const { folder = process.env['LOCKSTEP_SWEEPS'] ?? join('.lockstep', 'sweeps'), resume = false } = given
    const head = canonical({ schemaVersion: 1, key })
    const id = createHash('sha256').update(head).digest('hex').slice(0, ID_CHARS)
    const path = join(resolve(folder), id, 'trials.jsonl')
    return refusing(path, () => {
      mkdirSync(join(resolve(folder), id), { recursive: true })
      const { known, bytes } = readTrials(path, resume ? head : null)
      const file = openSync(path, 'a')
      ftruncateSync(file, bytes)
      if (bytes === 0) writeWhole(file, `${head}\n`)
      return new TrialStore(id, path, { file, known })
    })
  }

  /** Trials that were there already. */
  get count(): number {
    return this.known.size
  }

  /** What came of a trial before; undefined where it is to be made. */
  get(stage: string, number: number): TrialOutcome | undefined {
    return this.known.get(`${stage} ${number}`)
  }

  /** @throws LockstepError E_WRITE */
  put(stage: string, number: number, { status, figures, error, returns }: TrialOutcome): void {
    const line: Line = {
      stage,
      number,
      status,
      figures,
      ...(error !== undefined && { error }),
      ...(returns !== undefined && { returns: base64Of(returns) }),
    }
    refusing(this.path, () => writeWhole(this.file, `${JSON.stringify(line)}\n`))
  }

  /** Waits until the disk has everything. @throws LockstepError E_WRITE */
  sync(): void {
    refusing(this.path, () => fsyncSync(this.file))
  }

  close(): void {
    closeSync(this.file)
  }
}

/** The trials of a file that begins with `head`, and how many of its bytes are whole lines; none of any file for null. */
function readTrials(path: string, head: string | null): { readonly known: Map<string, TrialOutcome>; readonly bytes: number } {
  const known = new Map<string, TrialOutcome>()
  const content = head === null ? Buffer.alloc(0) : readIfThere(path)
  let at = content.indexOf(10)
  if (at < 0 || content.toString('utf8', 0, at) !== head) return { known, bytes: 0 }
  for (;;) {
    const end = content.indexOf(10, at + 1)
    const line = end < 0 ? undefined : lineOf(content.toString('utf8', at + 1, end))
    if (line === undefined) return { known, bytes: at + 1 }
    const { stage, number, status, figures, error, returns } = line
    known.set(`${stage} ${number}`, {
      status,
      figures,
      ...(error !== undefined && { error }),
      ...(returns !== undefined && { returns: doublesOf(returns) }),
    })
    at = end
  }
}

function lineOf(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line
  } catch {
    return undefined
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw cause
  }
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

function base64Of(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

function doublesOf(text: string): Float64Array {
  return new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
}

function refusing<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new LockstepError(
      'E_WRITE',
      `expected to keep trials in ${path}, the system refused it (${code ?? message})`,
      'Free space, or name a folder that may be written.',
      cause,
    )
  }
}
