/** Signals as columns of the bars, as research has them, into entries. */
import type { TradeEntries } from './position.ts'

/** Columns as long as the bars; what is said of rows without a side is not read. */
export interface SignalColumns extends Omit<TradeEntries, 'length' | 'row' | 'side'> {
  /** +1 in rows that go long, -1 in those that go short, 0 in all others. */
  readonly side: ArrayLike<number>
}

/**
 * The rows that have a side.
 *
 *     signalEntries({ side: [0, 1, 0, -1], stop: [NaN, 99, NaN, 103] }) // rows 1 and 3
 */
export function signalEntries({ side, ...columns }: SignalColumns): TradeEntries {
  let length = 0
  for (let i = 0; i < side.length; i++) if (side[i] !== 0) length++
  const row = new Float64Array(length)
  for (let i = 0, k = 0; i < side.length; i++) if (side[i] !== 0) row[k++] = i
  const picked = Object.entries(columns).map(([name, column]) => [name, picks(column, row)] as const)
  return { ...Object.fromEntries(picked), length, row, side: picks(side, row) }
}

function picks(column: ArrayLike<number>, rows: Float64Array): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) picked[k] = column[rows[k]!]!
  return picked
}
