/** Two benchmark records side by side: what became worse, whatever the machine did meanwhile. */
import { LockstepError } from '../base/error.ts'
import { benchmarkFigures, figureAt, type BenchmarkRecord, type Figure, type Unit } from './benchmark-record.ts'
import { objectOf } from './budget.ts'

/** A figure may be worse by this share of itself. */
export const REGRESSION_MAX = 0.05
/** A machine on which a fixed calculation varied more than this was busy, and tells nothing of changes of a time that are as small. */
export const NOISE_MAX = 0.1

export interface ComparedFigure {
  readonly path: string
  readonly unit: Unit
  readonly before: number
  readonly after: number
  /** How much of itself it grew, by its ratio to the calibration of its record; above 0 is more. */
  readonly change: number
  /** `shown` where a figure of one process is mostly chance, `unsure` where the machine was too busy to tell. */
  readonly verdict: 'worse' | 'better' | 'same' | 'unsure' | 'shown'
}

export interface BenchmarkComparison {
  readonly schemaVersion: 1
  /** How fast the machine was with the first in terms of the second: the calibrations' ratio. */
  readonly machine: number
  readonly figures: readonly ComparedFigure[]
  /** The noisier record's: above 0.1 something else ran, and a time has to be worse by that much more. */
  readonly noise: number
  /** What else is another, in words. */
  readonly differs: readonly string[]
  /** Paths of figures that are worse by more than 5 %. */
  readonly worse: readonly string[]
}

/** @throws LockstepError E_BENCH_FILE for records of other bars */
export function compareBenchmarks(before: BenchmarkRecord, after: BenchmarkRecord): BenchmarkComparison {
  if (before.data.sha256 !== after.data.sha256)
    throw new LockstepError(
      'E_BENCH_FILE',
      `expected two records of the same bars, they are of ${wordsOf(before)} and of ${wordsOf(after)}`,
      'Measure both on the same data.',
    )
  const machine = after.calibration / before.calibration
  const noise = Math.max(before.noise, after.noise)
  const figures = benchmarkFigures.map((figure): ComparedFigure => {
    const { path, unit, scales } = figure
    const [was, is] = [figureAt(before, path), figureAt(after, path)]
    const expected = scales === 'not at all' ? was : scales === 'with time' ? was * machine : was / machine
    const change = is === expected ? 0 : is / expected - 1
    const verdict = verdictOf(figure, { is, expected, change }, scales === 'not at all' ? 0 : noise)
    return { path, unit, before: was, after: is, change, verdict }
  })
  const worse = figures.filter(({ verdict }) => verdict === 'worse').map(({ path }) => path)
  return { schemaVersion: 1, machine, noise, figures, differs: differences(before, after), worse }
}

interface Change {
  readonly is: number
  readonly expected: number
  readonly change: number
}

function verdictOf({ better, chance }: Figure, { is, expected, change }: Change, noise: number): ComparedFigure['verdict'] {
  if (chance === null) return 'shown'
  const worsened = better === 'more' ? -change : change
  if (Math.abs(is - expected) <= chance || Math.abs(worsened) <= REGRESSION_MAX) return 'same'
  const factor = Math.max(is / expected, expected / is)
  if (noise > NOISE_MAX && factor <= 1 + REGRESSION_MAX + noise) return 'unsure'
  return worsened > 0 ? 'worse' : 'better'
}

/** Reads a record. @param path where the text is from @throws LockstepError E_BENCH_FILE */
export function readBenchmark(text: string, path: string): BenchmarkRecord {
  const record = objectOf(text, path)
  const missing = benchmarkFigures.find((figure) => Number.isNaN(figureAt(record, figure.path)))?.path
  const { schemaVersion, data, strategy, versions } = record
  if (schemaVersion === 1 && missing === undefined && [data, strategy, versions].every((part) => typeof part === 'object' && part !== null))
    return record as unknown as BenchmarkRecord
  const what =
    schemaVersion === 1 ? `it has no ${missing ?? 'data, strategy and versions'}` : `its schemaVersion is ${String(schemaVersion)}`
  throw new LockstepError(
    'E_BENCH_FILE',
    `expected ${path} to be a benchmark record, ${what}`,
    'Make one with lockstep backtest … --benchmark-out FILE.',
  )
}

function wordsOf({ data }: BenchmarkRecord): string {
  return `${data.bars} bars of ${data.series.join(', ')} (${data.sha256.slice(0, 8)})`
}

function differences(before: BenchmarkRecord, after: BenchmarkRecord): string[] {
  const told = (what: string, was: unknown, is: unknown): string[] => {
    const [a, b] = [was, is].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    return a === b ? [] : [`${what} was ${a}, is ${b}`]
  }
  return [
    ...told('strategy', before.strategy.name, after.strategy.name),
    ...told('parameters', before.strategy.params, after.strategy.params),
    ...(before.strategy.sha256 === after.strategy.sha256 ? [] : ['the code of the strategy changed']),
    ...told('streamed', before.data.streamed, after.data.streamed),
    ...told('lockstep', before.versions.lockstep, after.versions.lockstep),
    ...told('node', before.versions.node, after.versions.node),
    ...told('processor', before.machine.cpu, after.machine.cpu),
  ]
}
