/** Cash, positions and round trips in whole ledger units, kept by hand. */
import { notionalRatio, type Instrument } from '../../src/model/instrument.ts'

export interface Position {
  /** Signed lots. */
  lots: number
  /** What the lots cost, signed like them. */
  cost: number
  trip: Trip | null
}

/** A position from flat to flat. */
export interface Trip {
  readonly side: number
  readonly firstOrder: number
  readonly entryTime: number
  /** Lots, and lots × ticks. */
  entered: number
  enteredTicks: number
  left: number
  leftTicks: number
  largest: number
  gross: number
  fees: number
  worst: number
  best: number
  bars: number
}

export interface Booked {
  readonly realised: number
  /** The trip that this fill ended. */
  readonly ended: Trip | null
}

export interface BookedFill {
  readonly market: number
  readonly side: number
  readonly lots: number
  readonly ticks: number
  readonly fee: number
  readonly order: number
  readonly time: number
}

export class Account {
  cash: number
  readonly positions: Position[]
  /** Ledger units of one lot that is one tick high. */
  readonly worth: readonly number[]

  constructor(markets: readonly Instrument[], cash: number) {
    this.cash = cash
    this.positions = markets.map(() => ({ lots: 0, cost: 0, trip: null }))
    this.worth = markets.map((m) => {
      const { numerator, denominator } = notionalRatio(m)
      if (denominator !== 1) throw new Error(`${m.id}: the worth of a lot must be whole ledger units here`)
      return numerator
    })
  }

  book(fill: BookedFill): Booked {
    const p = this.positions[fill.market]!
    const signed = fill.side * fill.lots
    const closing = p.lots * fill.side < 0 ? Math.min(fill.lots, Math.abs(p.lots)) : 0
    const opening = fill.lots - closing
    const price = fill.ticks * this.worth[fill.market]!
    this.cash -= signed * price + fill.fee
    const feeOfClosing = opening === 0 ? fill.fee : roundedShare(fill.fee, closing, fill.lots)
    if (p.trip !== null) this.seen(p.trip, this.open(p, price))
    let realised = 0
    let ended: Trip | null = null
    if (closing > 0) {
      const cost = closing === Math.abs(p.lots) ? p.cost : roundedShare(p.cost, closing, Math.abs(p.lots))
      realised = -fill.side * closing * price - cost
      p.cost -= cost
      p.lots += fill.side * closing
      const trip = p.trip!
      trip.left += closing
      trip.leftTicks += closing * fill.ticks
      trip.gross += realised
      trip.fees += feeOfClosing
      if (p.lots === 0) {
        ended = trip
        p.trip = null
      }
    }
    if (opening > 0) {
      p.trip ??= newTrip(fill)
      const { trip } = p
      p.lots += fill.side * opening
      p.cost += fill.side * opening * price
      trip.entered += opening
      trip.enteredTicks += opening * fill.ticks
      trip.largest = Math.max(trip.largest, Math.abs(p.lots))
      trip.fees += fill.fee - feeOfClosing
    }
    return { realised, ended }
  }

  /** A position was seen at these prices, in fractional ticks. */
  watch(market: number, low: number, high: number): void {
    const p = this.positions[market]!
    if (p.trip === null) return
    for (const ticks of [low, high]) this.seen(p.trip, this.open(p, ticks * this.worth[market]!))
  }

  /** Cash and positions at these closes, in money. */
  equity(closes: readonly number[], decimals: number): number {
    const units = this.positions.reduce((sum, p, k) => (p.lots === 0 ? sum : sum + p.lots * closes[k]! * this.worth[k]!), this.cash)
    return units * 10 ** -decimals
  }

  private open(p: Position, price: number): number {
    return p.lots * price - p.cost
  }

  private seen(trip: Trip, profit: number): void {
    trip.worst = Math.min(trip.worst, profit)
    trip.best = Math.max(trip.best, profit)
  }
}

/** round(a × part / whole), halves away from zero. */
export function roundedShare(a: number, part: number, whole: number): number {
  const product = BigInt(a) * BigInt(part)
  const size = product < 0n ? -product : product
  const rounded = Number((2n * size + BigInt(whole)) / (2n * BigInt(whole)))
  return product < 0n && rounded !== 0 ? -rounded : rounded
}

function newTrip(fill: BookedFill): Trip {
  return {
    side: fill.side,
    firstOrder: fill.order,
    entryTime: fill.time,
    entered: 0,
    enteredTicks: 0,
    left: 0,
    leftTicks: 0,
    largest: 0,
    gross: 0,
    fees: 0,
    worst: 0,
    best: 0,
    bars: 1,
  }
}
