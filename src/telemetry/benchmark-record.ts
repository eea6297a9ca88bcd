/** What a benchmarked run says of its speed, as one JSON document; docs/reference/benchmark.schema.json is its shape. */
import type { ParamValue } from '../model/ports.ts'
import type { Criterion } from './budget.ts'
import type { CollectionFigures } from './collections.ts'
import type { Latencies } from './latency-histogram.ts'

export interface BenchmarkRecord {
  readonly schemaVersion: 1
  readonly command: string
  readonly strategy: { readonly name: string; readonly sha256: string; readonly params: Readonly<Record<string, ParamValue>> }
  /** The SHA-256 of the hashes of all series, in their order. */
  readonly data: { readonly sha256: string; readonly series: readonly string[]; readonly bars: number; readonly streamed: boolean }
  readonly versions: { readonly lockstep: string; readonly node: string; readonly v8: string }
  readonly machine: { readonly platform: string; readonly cpu: string; readonly cores: number }
  readonly units: Readonly<
    Record<'barsPerSecond' | 'decisionLatency' | 'time' | 'fastest' | 'memory' | 'collections' | 'calibration', string>
  >
  /** Base bars in a second of the processor, in the fastest of so many rounds; the first is the run that was reported. */
  readonly barsPerSecond: number
  readonly rounds: number
  /** A fixed calculation, the fastest of several a round, ms of the processor. */
  readonly calibration: number
  /** How much it varied between the rounds, median / fastest - 1: above 0.1 the machine was busy with something else. */
  readonly noise: number
  /** Base bars in the time of the fixed calculation: much the same on any machine. */
  readonly barsPerCalibration: number
  /** From a moment's data to the last order sent, ns, from steps taken at random in some rounds. */
  readonly decisionLatency: Latencies
  readonly time: BenchmarkTimes
  /** The fastest of the rounds, ms of the processor: what is compared, since the first also compiles. A report is made and not written. */
  readonly fastest: { readonly load: number; readonly simulate: number; readonly report: number }
  readonly memory: BenchmarkMemory
  readonly collections: CollectionFigures
  /** The criteria of a budget, and whether all are met; none without one. */
  readonly criteria: readonly Criterion[]
  readonly pass: boolean
}

/** Milliseconds, of the first round. */
export interface BenchmarkTimes {
  /** From files or the catalog to columns. */
  readonly load: number
  /** The strategy's set-up, and the bars that are there already through its lines. */
  readonly history: number
  /** Part of `simulate`: until all lines are warm and trading begins. */
  readonly warmUp: number
  readonly simulate: number
  readonly report: number
  /** Since the command began, further rounds left out. */
  readonly total: number
}

/** Bytes. */
export interface BenchmarkMemory {
  /** Most that was resident at once. */
  readonly peak: number
  /** Of V8's heap and beside it, when the first round ended. */
  readonly heap: number
  readonly external: number
  /** Columns of bars, shared by all who read them. */
  readonly columns: number
}

export const benchmarkUnits: BenchmarkRecord['units'] = {
  barsPerSecond: 'bars/s',
  decisionLatency: 'ns',
  time: 'ms',
  fastest: 'ms',
  memory: 'bytes',
  collections: 'ms',
  calibration: 'ms',
}

export type Unit = 'bars/s' | 'bars' | 'ns' | 'ms' | 'bytes' | 'count'

/** A figure of the record that budgets limit and comparisons judge. */
export interface Figure {
  /** Where it stands in the record. */
  readonly path: string
  readonly unit: Unit
  readonly better: 'more' | 'less'
  /** What becomes of it on a machine that is slower by a factor. */
  readonly scales: 'with speed' | 'with time' | 'not at all'
  /** A difference below this, in its unit, is chance in one process; null where a comparison does not judge it. */
  readonly chance: number | null
}

const less = (group: string, unit: Unit, chances: Readonly<Record<string, number | null>>): Figure[] =>
  Object.entries(chances).map(([name, chance]) => ({
    path: `${group}.${name}`,
    unit,
    better: 'less',
    scales: unit === 'ms' || unit === 'ns' ? 'with time' : 'not at all',
    chance,
  }))

/** What one process measures once is mostly chance: it is shown, and its fastest of several rounds is judged. */
export const benchmarkFigures: readonly Figure[] = [
  { path: 'barsPerSecond', unit: 'bars/s', better: 'more', scales: 'with speed', chance: 0 },
  { path: 'barsPerCalibration', unit: 'bars', better: 'more', scales: 'not at all', chance: null },
  ...less('fastest', 'ms', { load: 5, simulate: null, report: 5 }),
  ...less('decisionLatency', 'ns', { p50: 100, p95: 500, p99: null, max: null }),
  ...less('time', 'ms', { load: null, history: null, warmUp: null, simulate: null, report: null, total: null }),
  ...less('memory', 'bytes', { peak: 32e6, heap: null, external: null, columns: 0 }),
  ...less('collections', 'ms', { pause: null, longest: null }),
  ...less('collections', 'count', { minor: null, major: null }),
]

/** The figure of a record at a path; NaN where there is no number. */
export function figureAt(record: object, path: string): number {
  let value: unknown = record
  for (const name of path.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof value === 'number' ? value : NaN
}
