/** `lockstep bench compare`: whether a run became slower or larger, whatever the machine did meanwhile. */
import { readFileSync } from 'node:fs'
import {
  compareBenchmarks,
  exitCodes,
  LockstepError,
  NOISE_MAX,
  readBenchmark,
  type BenchmarkComparison,
  type BenchmarkRecord,
} from 'lockstep'
import { report } from '../failure.ts'
import { figureText } from '../profile-table.ts'
import type { Screen } from '../screen.ts'
import { table } from '../table.ts'

/** Compares two records; returns the exit code. */
export function compareFiles(screen: Screen, before: string, after: string): number {
  const comparison = compareBenchmarks(readRecord(before), readRecord(after))
  if (screen.json) screen.printJson(comparison)
  else show(comparison, screen)
  if (comparison.worse.length === 0) return exitCodes.ok
  const worse = comparison.figures.filter(({ verdict }) => verdict === 'worse').map((f) => `${f.path} ${changeText(f.change)}`)
  const hint = 'Measure both again if the machine was busy; lockstep backtest --profile shows where the time goes.'
  return report(
    new LockstepError('E_SLOWER', `expected ${after} to be no more than 5 % worse than ${before}: ${worse.join(', ')}`, hint),
    screen,
    false,
  )
}

function show({ figures, machine, noise, differs }: BenchmarkComparison, screen: Screen): void {
  const rows = figures.map(({ path, unit, before, after, change, verdict }) => [
    path,
    figureText(before, unit),
    figureText(after, unit),
    changeText(change),
    verdict === 'shown' ? '' : verdict,
  ])
  screen.print(table(['', 'before', 'after', 'change', ''], rows, [1, 2, 3]))
  screen.note('machine', machineText(machine))
  if (noise > NOISE_MAX)
    screen.warn(
      `the machine was busy, a fixed calculation varied by ${(100 * noise).toFixed(0)} %: times that differ by no more are not judged, measure both again`,
    )
  for (const difference of differs) screen.note('changed', difference)
}

/** Changes are of what the first would have been on the machine as it was for the second. */
function machineText(machine: number): string {
  const percent = (100 * Math.abs(machine - 1)).toFixed(1)
  if (percent === '0.0') return 'as fast for both'
  return `${percent} % ${machine > 1 ? 'slower' : 'faster'} for the second, which the changes allow for`
}

function changeText(change: number): string {
  return Number.isFinite(change) ? `${change < 0 ? '' : '+'}${(100 * change).toFixed(1)} %` : '–'
}

function readRecord(path: string): BenchmarkRecord {
  try {
    return readBenchmark(readFileSync(path, 'utf8'), path)
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause
    const { code } = cause as NodeJS.ErrnoException
    const hint = 'Make one with lockstep backtest … --benchmark-out FILE.'
    throw new LockstepError('E_BENCH_FILE', `expected a benchmark record at ${path}, it cannot be read (${code})`, hint, cause)
  }
}
