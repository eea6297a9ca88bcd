/**
 * `npm run bench:peers`: other engines on the same bars, signals and costs. `-- vectorbt …` measures those alone, `-- --write` prints the
 * tables into README.md. Ends with 3 where a target that was reached is missed by more than noise.
 */
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateBars } from '../bars.ts'
import { writeColumns } from './columns.ts'
import { contestOf, contests, type Contest } from './contests.ts'
import { runtimes } from './install.ts'
import { printTables, tablesOf, type Skipped } from './page.ts'
import { play, type ContestResult } from './play.ts'
import { missedTargets } from './verdict.ts'

const SEED = 1
const EXIT_FAILED = 1
const EXIT_TARGET = 3
const EXIT_INTERRUPTED = 130

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = EXIT_FAILED
}

async function main(args: readonly string[]): Promise<number> {
  const named = args.filter((arg) => arg !== '--write').map(contestOf)
  const skipped: Skipped[] = []
  const ready = await installed(named.length > 0 ? named : contests, skipped)
  const isBusy = loadavg()[0]! > availableParallelism() / 2
  const results = ready.length > 0 ? await playAll(ready) : []
  const tables = tablesOf({ results, skipped, isBusy })
  console.log(tables)
  if (args.includes('--write')) printTables(tables)
  const missed = missedTargets(results)
  for (const line of missed) console.error(line)
  return missed.length > 0 ? EXIT_TARGET : 0
}

/** Those whose packages are there, or came. */
async function installed(wanted: readonly Contest[], skipped: Skipped[]): Promise<Contest[]> {
  const faults = new Map<Contest['kind'], string | null>()
  for (const { kind } of wanted) {
    if (faults.has(kind)) continue
    console.error(`packages of ${kind} …`)
    faults.set(
      kind,
      await runtimes[kind].install().then(
        () => null,
        (error: Error) => error.message,
      ),
    )
  }
  return wanted.filter(({ peer, kind }) => {
    const why = faults.get(kind) ?? null
    if (why !== null) skipped.push({ peer, why })
    return why === null
  })
}

async function playAll(ready: readonly Contest[]): Promise<ContestResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-peers-'))
  const interrupted = (): never => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(EXIT_INTERRUPTED)
  }
  process.once('SIGINT', interrupted)
  try {
    writeColumns(folder, generateBars({ length: Math.max(...ready.map(({ rows }) => rows)), seed: SEED }))
    const results: ContestResult[] = []
    for (const contest of ready) {
      console.error(`${contest.peer} …`)
      results.push(await play(contest, folder))
    }
    return results
  } finally {
    process.off('SIGINT', interrupted)
    await rm(folder, { recursive: true, force: true })
  }
}
