/** The last closed bars of a series as columns: for what lines and indicators do not say. */
import { LockstepError } from '../base/error.ts'
import type { BarColumn } from '../model/bars.ts'
import { ALL_ROWS, LOOKBACK_MAX, type SeriesState } from './series-state.ts'

/** Numbers to read, oldest first. `slice` gives a copy of one's own. */
export interface Column extends Iterable<number> {
  readonly length: number
  readonly [row: number]: number
  at(row: number): number | undefined
  slice(from?: number, to?: number): Float64Array
}

/** Closed bars, oldest first; `time` is when they opened, epoch ms. */
export interface BarHistory extends Readonly<Record<BarColumn, Column>> {
  readonly length: number
}

/**
 * The last `count` closed bars, fewer where there have not been so many. Nothing is copied but what lies across the seam of a ring.
 * Valid until the handler returns.
 *
 * @throws LockstepError E_LOOKBACK for more than LOOKBACK_MAX bars of a series that is built, streamed or pushed while the run goes on
 */
export function historyOf({ row, mask, columns, holdsAll }: SeriesState, count: number): BarHistory {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new LockstepError('E_LOOKBACK', `expected a whole number of bars, was ${count}`, 'Ask for history(20).')
  }
  if (!holdsAll && count > LOOKBACK_MAX) {
    throw new LockstepError(
      'E_LOOKBACK',
      `a series that is built or streamed while the run goes on keeps ${LOOKBACK_MAX} bars, was asked for ${count}`,
      'Ask for fewer, or for those of data that a backtest has in memory.',
    )
  }
  const to = row + 1
  const length = Math.min(count, to)
  const last = (column: Float64Array): Column =>
    mask === ALL_ROWS ? column.subarray(to - length, to) : ringPart(column, to - length, length)
  return {
    length,
    time: last(columns.time),
    open: last(columns.open),
    high: last(columns.high),
    low: last(columns.low),
    close: last(columns.close),
    volume: last(columns.volume),
  }
}

function ringPart(ring: Float64Array, from: number, length: number): Float64Array {
  const at = from & (ring.length - 1)
  const first = Math.min(length, ring.length - at)
  if (first === length) return ring.subarray(at, at + length)
  const joined = new Float64Array(length)
  joined.set(ring.subarray(at))
  joined.set(ring.subarray(0, length - first), first)
  return joined
}
