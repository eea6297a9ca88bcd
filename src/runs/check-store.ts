/** Verdicts of checks on disk, beside the runs: one file for a strategy, its parameters, its bars, its settings and an engine. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LockstepError } from '../base/error.ts'
import { checkNames, worstOf, type CheckReport } from '../report/checked.ts'
import { ID_CHARS } from './run-key.ts'
import { canonical } from './canonical.ts'
import { RunStore } from './run-store.ts'

/** Reports that are kept. */
export const CHECKS_MAX = 2000

/** What a verdict is about: a strategy, its parameters and bars, and how it was run; under other costs it says nothing. */
export interface Checked extends Pick<CheckReport, 'engineVersion' | 'strategy' | 'data'> {
  readonly settings: Readonly<Record<string, unknown>>
}

export class CheckStore {
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** The folder `checks` of the store of runs in `folder`. Nothing is created yet. */
  static open(folder?: string): CheckStore {
    return new CheckStore(join(RunStore.open(folder).root, 'checks'))
  }

  /** Keeps a report; verdicts of checks that it does not have stay from before. @throws LockstepError E_LIMIT when the store is full, E_WRITE */
  save(report: CheckReport, settings: Checked['settings']): void {
    const path = this.pathOf({ ...report, settings })
    const before = read(path)
    if (before === null && this.count() >= CHECKS_MAX)
      throw new LockstepError(
        'E_LIMIT',
        `the store ${this.root} holds ${CHECKS_MAX} reports, which is as many as it keeps`,
        'Remove old files there.',
      )
    const known = new Map([...(before?.verdicts ?? []), ...report.verdicts].map((verdict) => [verdict.check, verdict]))
    const verdicts = checkNames.flatMap((name) => known.get(name) ?? [])
    const merged: CheckReport = { ...report, verdicts, outcome: worstOf(verdicts.map(({ outcome }) => outcome)) }
    const next = `${path}.${process.pid}.tmp`
    try {
      mkdirSync(this.root, { recursive: true })
      writeFileSync(next, `${JSON.stringify(merged, null, 1)}\n`, { flush: true })
      renameSync(next, path)
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException
      throw new LockstepError(
        'E_WRITE',
        `expected to write ${path}, the system refused it (${code ?? message})`,
        'Name another store with --runs.',
        cause,
      )
    }
  }

  /** What the checks said of exactly this; null where they were not asked, or what they said cannot be read. */
  find(checked: Checked): CheckReport | null {
    return read(this.pathOf(checked))
  }

  private pathOf({ engineVersion, strategy, data, settings }: Checked): string {
    const hash = createHash('sha256').update(canonical({ engineVersion, strategy, data, settings })).digest('hex')
    return join(this.root, `${hash.slice(0, ID_CHARS)}.json`)
  }

  private count(): number {
    try {
      return readdirSync(this.root).length
    } catch {
      return 0
    }
  }
}

function read(path: string): CheckReport | null {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as CheckReport
    return report.schemaVersion === 1 ? report : null
  } catch {
    return null
  }
}
