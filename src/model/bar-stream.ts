/** Bars that are not in memory: a run reads them in parts, in order, and keeps only the last of them. */
import { LockstepError } from '../base/error.ts'
import type { BarColumns, BarSeries } from './bars.ts'
import type { Timestamp } from './time.ts'

/** Where a run reads the bars of a series from. It has at least one, and its rows stay as they are. */
export interface BarStream {
  readonly rows: number
  /** When the first and the last bar open. */
  readonly from: Timestamp
  readonly to: Timestamp
  /** Rows that are read at once: results are the same for any number from 1 up, memory and speed are not. */
  readonly chunkRows: number
  /** Number of the first row that opens at or after `time`: `rows` when none does. */
  rowFrom(time: Timestamp): number
  /** The first so many rows. */
  first(rows: number): BarStream
  /** A reader at a row. One at the first row has checked what it handed out by the time it hands out the last. */
  open(row: number): BarReader
}

export interface BarReader {
  /** Writes the next `count` rows to `into` from its row `at` on. @throws LockstepError E_DATA_CORRUPT, E_DATA_DISK */
  read(into: BarColumns, at: number, count: number): void
}

const none = new Float64Array(0)

/** A series over a stream: `bars` has its length, and nothing in its columns. */
export function streamedSeries(terms: Pick<BarSeries, 'instrument' | 'timeframe' | 'source'>, stream: BarStream): BarSeries {
  const { instrument, timeframe, source } = terms
  const bars = { time: none, open: none, high: none, low: none, close: none, volume: none, length: stream.rows }
  return { instrument, timeframe, source, bars, stream }
}

/** When the first and the last bar of a series open; null where there is none. */
export function spanOf({ bars, stream }: BarSeries): { readonly from: Timestamp; readonly to: Timestamp } | null {
  if (stream !== undefined) return stream
  if (bars.length === 0) return null
  return { from: bars.time[0]! as Timestamp, to: bars.time[bars.length - 1]! as Timestamp }
}

/** What asks for any row at any time cannot be given a stream. @throws LockstepError E_CONFIG */
export function expectWhole(series: readonly BarSeries[], what: string): void {
  const streamed = series.find((s) => s.stream !== undefined)
  if (streamed === undefined) return
  const { instrument, timeframe } = streamed
  throw new LockstepError(
    'E_CONFIG',
    `expected bars that are all in memory for ${what}, those of ${instrument.id} ${timeframe.label} are streamed`,
    'Load them whole with Catalog.load, or a shorter span of them.',
  )
}
