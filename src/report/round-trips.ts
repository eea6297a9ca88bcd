/**
 * What the round trips of one side (or of both) amount to: one pass over the kept records into columns and sums. Net
 * profit is gross less fees; a net profit of exactly 0 is a draw.
 */
import { lotSize, tickSize, type Currency, type Instrument } from '../model/instrument.ts'
import {
  INSTRUMENT,
  LOTS,
  SIDE,
  TIME,
  TRIP_BARS,
  TRIP_ENTRY_TICKS,
  TRIP_ENTRY_TIME,
  TRIP_FEES,
  TRIP_GROSS,
  TRIP_MAE,
  TRIP_MFE,
} from '../model/record.ts'
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
  /** Worst and best unrealised profit of each while open, before fees, money: mae <= 0 <= mfe. */
  readonly mae: Float64Array
  readonly mfe: Float64Array
  /** What each gave back of its best until its end, before fees, money. */
  readonly givenBack: Float64Array
  /** Net profit of each in multiples of what was at risk to its first stop; NaN where it had none. */
  readonly multiples: Float64Array
  /** Sums of the net profits of winners (>= 0) and losers (<= 0), money. */
  readonly won: number
  readonly lost: number
  /** Sum of fees, money. */
  readonly fees: number
}

/** What the records' indices and ledger units stand for. */
export interface TripNames {
  readonly instruments: readonly Instrument[]
  readonly currency: Currency
}

export interface TripTerms extends TripNames {
  /** First stop by row, ticks; NaN where there was none. */
  readonly stops?: Float64Array
}

/** Columns of round trips, in the order they ended. */
export type TripList = Pick<RoundTrips, 'net' | 'returns' | 'lastedMs' | 'bars'> &
  Partial<Pick<RoundTrips, 'mae' | 'mfe' | 'givenBack' | 'multiples' | 'fees'>>

/** Round trips that came from elsewhere, in money. */
export function roundTripsFrom(list: TripList): RoundTrips {
  const count = list.net.length
  const won = list.net.filter((net) => net > 0)
  const lost = list.net.filter((net) => net < 0)
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
  const tally = { count, wins: won.length, draws: count - won.length - lost.length, losses: lost.length, won: sum(won), lost: sum(lost) }
  const unknown = column(count).fill(Number.NaN)
  return { mae: column(count), mfe: column(count), givenBack: column(count), multiples: unknown, fees: 0, ...list, ...tally }
}

/** Round trips of both sides, of long and of short ones. */
export interface Sides {
  readonly all: RoundTrips
  readonly long: RoundTrips
  readonly short: RoundTrips
}

/** Sums up the round trips by side. Where all are of one side it is the same object as `all`. */
export function sidesOf(rows: RowStore, terms: TripTerms): Sides {
  const all = roundTripsOf(rows, 0, terms)
  const of = (side: 1 | -1): RoundTrips => (countOf(rows, side) === all.count ? all : roundTripsOf(rows, side, terms))
  return { all, long: of(1), short: of(-1) }
}

/** Sums up the trips of `side` (1 long, -1 short, 0 both). */
export function roundTripsOf(rows: RowStore, side: 0 | 1 | -1, { instruments, currency, stops }: TripTerms): RoundTrips {
  const count = countOf(rows, side)
  const columns = {
    net: column(count),
    returns: column(count),
    lastedMs: column(count),
    bars: column(count),
    mae: column(count),
    mfe: column(count),
    givenBack: column(count),
    multiples: column(count),
  }
  /** Ledger units in one unit of money, and the money of one tick of one lot. */
  const unit = 10 ** currency.decimals
  const tickValues = instruments.map((i) => tickSize(i) * lotSize(i) * i.multiplier)
  let wins = 0
  let losses = 0
  let won = 0
  let lost = 0
  let fees = 0
  for (let row = 0, i = 0, { kept } = rows; row < kept; row++) {
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
    const notional = Math.abs(rows.field(row, TRIP_ENTRY_TICKS)) * rows.field(row, LOTS) * tickValues[rows.field(row, INSTRUMENT)]!
    columns.net[i] = net / unit
    columns.returns[i] = net / unit / notional
    const entry = rows.field(row, TRIP_ENTRY_TICKS)
    const distance = Math.abs(entry - (stops?.[row] ?? Number.NaN))
    // A share of the entry price by a share of it, so that no currency matters.
    columns.multiples[i] = distance > 0 ? (columns.returns[i]! * Math.abs(entry)) / distance : Number.NaN
    columns.lastedMs[i] = rows.field(row, TIME) - rows.field(row, TRIP_ENTRY_TIME)
    columns.bars[i] = rows.field(row, TRIP_BARS)
    columns.mae[i] = rows.field(row, TRIP_MAE) / unit
    columns.mfe[i] = rows.field(row, TRIP_MFE) / unit
    columns.givenBack[i] = Math.max(0, rows.field(row, TRIP_MFE) - rows.field(row, TRIP_GROSS)) / unit
    i++
  }
  return { count, wins, losses, draws: count - wins - losses, won: won / unit, lost: lost / unit, fees: fees / unit, ...columns }
}

/** Net profit in ledger units. */
export function netOf(rows: RowStore, row: number): number {
  return rows.field(row, TRIP_GROSS) - rows.field(row, TRIP_FEES)
}

function countOf(rows: RowStore, side: 0 | 1 | -1): number {
  if (side === 0) return rows.kept
  let count = 0
  for (let row = 0, { kept } = rows; row < kept; row++) if (rows.field(row, SIDE) === side) count++
  return count
}

function column(length: number): Float64Array {
  return new Float64Array(length)
}
