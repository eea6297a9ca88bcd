/** Where the time of a run went, as one JSON document. */
import type { BenchmarkMemory, BenchmarkRecord, BenchmarkTimes } from './benchmark-record.ts'
import type { CollectionFigures } from './collections.ts'
import type { HotSpots } from './hot-spots.ts'
import type { StepFigures } from './step-times.ts'

export interface ProfileDocument extends Pick<BenchmarkRecord, 'strategy' | 'data' | 'versions' | 'machine'> {
  readonly schemaVersion: 1
  /** Milliseconds. */
  readonly time: BenchmarkTimes
  /** Whole steps, of which some were timed, and base bars. */
  readonly step: StepFigures & { readonly bars: number }
  readonly cpu: HotSpots
  readonly collections: CollectionFigures
  /** Bytes. */
  readonly memory: BenchmarkMemory
}
