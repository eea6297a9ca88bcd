/**
 * What the round trips of one side (or of both) amount to: one pass over the kept records into columns and sums. Net
 * profit is gross less fees; a net profit of exactly 0 is a draw.
 */
import { priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { INSTRUMENT, LOTS, SIDE, TIME, TRIP_BARS, TRIP_ENTRY_TICKS, TRIP_ENTRY_TIME, TRIP_FEES, TRIP_GROSS } from '../model/record.ts'
import type { RowStore } from './row-store.ts'

export interface RoundTrips {
  readonly count: number
  readonly wins: number
  readonly draws: number
  readonly losses: number
  /** Net profit of each in money, in the order they ended. */
  readonly net: Float64Array
  /** Net profit / (entry price × largest size × multiplier) of each. */
  readonly returns: Float64Array
  /** How long each lasted, ms and bars. */
  readonly lastedMs: Float64Array
  readonly bars: Float64Array
  /** Sums of the net profits of winners (>= 0) and losers (<= 0), money. */
  readonly won: number
  readonly lost: number
  /** Sum of fees, money. */
  readonly fees: number
}

/** Sums up the trips of `side` (1 long, -1 short, 0 both). */
export function roundTripsOf(rows: RowStore, side: number, instruments: readonly Instrument[]): RoundTrips {
  const count = countOf(rows, side)
  const columns = { net: column(count), returns: column(count), lastedMs: column(count), bars: column(count) }
  let [wins, losses, won, lost, fees] = [0, 0, 0, 0, 0]
  for (let row = 0, i = 0; row < rows.kept; row++) {
    if (side !== 0 && rows.field(row, SIDE) !== side) continue
    const net = netOf(rows, row)
    if (net > 0) {
      wins++
      won += net
    } else if (net < 0) {
      losses++
      lost += net
    }
    fees += rows.field(row, TRIP_FEES)
    const instrument = instruments[rows.field(row, INSTRUMENT)]!
    const unit = 10 ** instrument.currency.decimals
    columns.net[i] = net / unit
    columns.returns[i] = net / unit / entryNotional(rows, row, instrument)
    columns.lastedMs[i] = rows.field(row, TIME) - rows.field(row, TRIP_ENTRY_TIME)
    columns.bars[i] = rows.field(row, TRIP_BARS)
    i++
  }
  const unit = 10 ** (instruments[0]?.currency.decimals ?? 0)
  return { count, wins, losses, draws: count - wins - losses, won: won / unit, lost: lost / unit, fees: fees / unit, ...columns }
}

/** Net profit in ledger units. */
export function netOf(rows: RowStore, row: number): number {
  return rows.field(row, TRIP_GROSS) - rows.field(row, TRIP_FEES)
}

function entryNotional(rows: RowStore, row: number, instrument: Instrument): number {
  const price = priceOf(instrument, rows.field(row, TRIP_ENTRY_TICKS))
  return Math.abs(price) * qtyOf(instrument, rows.field(row, LOTS)) * instrument.multiplier
}

function countOf(rows: RowStore, side: number): number {
  if (side === 0) return rows.kept
  let count = 0
  for (let row = 0; row < rows.kept; row++) if (rows.field(row, SIDE) === side) count++
  return count
}

function column(length: number): Float64Array {
  return new Float64Array(length)
}
