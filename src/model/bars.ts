import type { BarStream } from './bar-stream.ts'
import type { Instrument } from './instrument.ts'
import type { Timeframe } from './timeframe.ts'
import type { Timestamp } from './time.ts'

/**
 * Bars as columns of one length, usually over one SharedArrayBuffer. Row i is one bar; `time` is when it opened, in epoch
 * milliseconds, strictly increasing but for ticks; it is known only at `barClose(timeframe, time[i])`.
 * Prices and volume are finite doubles, low <= open, close <= high. Whoever fills these columns has checked that
 * (the catalog does); nothing behind the door checks again.
 */
export interface BarColumns {
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** Columns with the number of bars in them. */
export interface Bars extends BarColumns {
  readonly length: number
}

export const BAR_COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const
export type BarColumn = (typeof BAR_COLUMNS)[number]

/** 6 columns of 8 bytes. */
export const BAR_BYTES = 48

/**
 * Bid and ask of the same rows as a series' bars: eight more columns of its length, prices in money. NaN in all four of a side where
 * nothing was quoted on it in that bar.
 */
export interface Quotes {
  readonly bidOpen: Float64Array
  readonly bidHigh: Float64Array
  readonly bidLow: Float64Array
  readonly bidClose: Float64Array
  readonly askOpen: Float64Array
  readonly askHigh: Float64Array
  readonly askLow: Float64Array
  readonly askClose: Float64Array
}

/**
 * Something that happens to an instrument itself at an instant, before anything else of that instant.
 * `inPrices` is true when the bars are already adjusted for it: then it is told, and changes neither cash nor position.
 */
export type CorporateAction = {
  readonly time: Timestamp
  readonly inPrices: boolean
} & (
  | { readonly kind: 'dividend'; /** Money for one unit of quantity. */ readonly amount: number }
  | { readonly kind: 'split'; /** New units for one old unit: 7 for a 7:1 split, 0.1 for a 1:10 reverse split. */ readonly ratio: number }
  | { readonly kind: 'rename'; readonly symbol: string }
  | { readonly kind: 'delisting' }
)

/** Bars of one instrument and timeframe: what a run is given. */
export interface BarSeries {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly bars: Bars
  /** Where the bars come from when they are not in memory: then the columns of `bars` are empty and only its length counts. */
  readonly stream?: BarStream
  /** When each bar is known, epoch ms, not falling; without it, `barClose` of its open. For sessions that end early, and for ticks. */
  readonly closes?: Float64Array
  readonly quotes?: Quotes
  /** 1 for rows that only repeat the last close since nothing traded: they call handlers, but no order fills on them and they are no new price. */
  readonly repeated?: Uint8Array
  /** In the order of their times. */
  readonly actions?: readonly CorporateAction[]
  /** Where they came from, for the run's manifest: a content hash and a name a person knows. */
  readonly source: { readonly name: string; readonly contentHash: string; readonly gaps: number }
}

/** Room for `length` bars in one shared block of memory, 48 bytes a bar, every column aligned. */
export function allocateBars(length: number): Bars {
  return viewBars(new SharedArrayBuffer(Math.max(length, 1) * BAR_BYTES), length)
}

/** The six columns of a block made by `allocateBars`; workers call this on the same buffer and copy nothing. */
export function viewBars(buffer: SharedArrayBuffer, length: number): Bars {
  const capacity = buffer.byteLength / BAR_BYTES
  const column = (k: number): Float64Array => new Float64Array(buffer, k * capacity * 8, length)
  return { time: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5), length }
}
