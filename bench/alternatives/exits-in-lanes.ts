/**
 * Eight distances of stop and target in one pass: the bars after an entry are read once, and every set is told its row. Against a simulator
 * for each of them, as a sweep runs them. Everything else of a trade is done by the simulators of both.
 */
import type { Bars } from 'lockstep'
import { P_ENTRY } from '../../src/batch/position.ts'
import type { Contest } from './contest.ts'
import { exitJob, sumOf, tradesOf, type ExitJob, type Scan } from './exit-job.ts'

const STOPS = [6, 8, 10, 12, 14, 16, 20, 24]
const TARGET_SHARE = 1.5

export function contest(bars: Bars): Contest {
  const jobs = STOPS.map((stop) => exitJob(bars, stop, stop * TARGET_SHARE, { positionsMax: Infinity }))
  const sumOfAll = (scans: readonly Scan[]): number => jobs.reduce((sum, job, k) => sum + sumOf(tradesOf(job, scans[k])), 0)
  return { lost: () => sumOfAll(inOnePass(bars, jobs)), won: () => sumOfAll([]), comparedTo: 'a simulator for each set' }
}

function inOnePass(bars: Bars, jobs: readonly ExitJob[]): Scan[] {
  const rows = jobs.map(({ entries }) => new Float64Array(entries.length).fill(bars.length))
  const { row, side, length } = jobs[0]!.entries
  const level = (name: 'stop' | 'target', k: number): Float64Array => Float64Array.from(jobs, ({ entries }) => entries[name]![k]!)
  for (let k = 0; k < length; k++) {
    const [stops, targets] = [level('stop', k), level('target', k)]
    if (side[k]! > 0) follow({ lows: stops, highs: targets, from: row[k]! + 1, k }, bars, rows)
    else follow({ lows: targets, highs: stops, from: row[k]! + 1, k }, bars, rows)
  }
  return rows.map((touched): Scan => ({ turnTo() {}, next: (s, at, _, to) => Math.min(touched[s[at + P_ENTRY]!]!, to), readRow() {} }))
}

interface Entry {
  readonly lows: Float64Array
  readonly highs: Float64Array
  readonly from: number
  readonly k: number
}

/** Distances rise from set to set, so that those that are still held are the last ones, and the first of them has the nearest levels. */
function follow({ lows, highs, from, k }: Entry, { low, high, length }: Bars, rows: readonly Float64Array[]): void {
  let set = 0
  for (let i = from; i < length && set < rows.length; i++)
    while (set < rows.length && (low[i]! <= lows[set]! || high[i]! >= highs[set]!)) rows[set++]![k] = i
}
