/**
 * Round trips, flat to flat, one at most per place at a time, with the best and worst they saw (MAE, MFE). A place is an instrument,
 * or, where several owners share an account, owner × instruments + instrument. A fold of fills and marks; a trip that ends is handed
 * out through `ended` and read before the next call. Money is in the account's currency.
 */
import { proRata } from '../base/fixed-point.ts'
import type { Instrument } from '../model/instrument.ts'
import type { Marks } from './marks.ts'

/** A trip that just ended. Money in ledger units, before fees unless it says so. */
export interface EndedTrip {
  side: number
  maxLots: number
  firstOrder: number
  entryTime: number
  /** Average prices in ticks. */
  entryTicks: number
  exitTicks: number
  gross: number
  fees: number
  mae: number
  mfe: number
  bars: number
  tag: number
}

const WIDTH = 13
const SIDE = 0
const MAX_LOTS = 1
const FIRST_ORDER = 2
const ENTRY_TIME = 3
const ENTRY_LOTS = 4
const ENTRY_SUM = 5
const EXIT_LOTS = 6
const EXIT_SUM = 7
const GROSS = 8
const FEES = 9
const MAE = 10
const MFE = 11
const TAG = 12

/** One fill as ledger and trips see it. A reused object of numbers. */
export interface BookedFill {
  instrument: number
  signed: number
  ticks: number
  notional: number
  fee: number
  realised: number
  order: number
  time: number
  tag: number
  row: number
}

export class Trips {
  readonly ended: EndedTrip = {
    side: 0,
    maxLots: 0.5,
    firstOrder: 0,
    entryTime: 0.5,
    entryTicks: 0.5,
    exitTicks: 0.5,
    gross: 0.5,
    fees: 0.5,
    mae: 0.5,
    mfe: 0.5,
    bars: 0,
    tag: 0,
  }
  /** Row of the traded series at which the open trip began, by instrument. */
  readonly entryRow: Int32Array
  private readonly state: Float64Array
  /** Ledger units per lot and unit of price, of the instrument's currency. */
  private readonly unitsPerLot: Float64Array
  private readonly marks: Marks | null

  /**
   * @param instruments one for each place
   * @param marks those of the run's instruments, where money of several currencies is in play
   */
  constructor(instruments: readonly Instrument[], marks?: Marks) {
    this.entryRow = new Int32Array(instruments.length)
    this.state = new Float64Array(instruments.length * WIDTH)
    this.marks = marks?.mixed === true ? marks : null
    this.unitsPerLot = Float64Array.from(instruments, (i) => (i.lotStep / 10 ** i.qtyDecimals) * i.multiplier * 10 ** i.currency.decimals)
  }

  /**
   * Takes a fill that moved the position from `before` lots. Returns true when it ended a trip: then `ended` holds it.
   * A fill through zero ends one trip and begins the next; its fee is shared by lots.
   */
  fill(f: BookedFill, before: number): boolean {
    const after = before + f.signed
    if (before === 0) {
      this.begin(f, f.signed, f.fee)
      return false
    }
    const at = f.instrument * WIDTH
    const s = this.state
    if (before > 0 === f.signed > 0) {
      s[at + ENTRY_LOTS] = s[at + ENTRY_LOTS]! + Math.abs(f.signed)
      s[at + ENTRY_SUM] = s[at + ENTRY_SUM]! + Math.abs(f.signed) * f.ticks
      // A fee that is taken from what was bought costs what the position cost on average, not what this fill did.
      s[at + GROSS] = s[at + GROSS]! + f.realised
      s[at + FEES] = s[at + FEES]! + f.fee
      s[at + MAX_LOTS] = Math.max(s[at + MAX_LOTS]!, Math.abs(after))
      return false
    }
    const closing = Math.min(Math.abs(before), Math.abs(f.signed))
    const feeToClose = proRata(f.fee, closing, Math.abs(f.signed))
    s[at + EXIT_LOTS] = s[at + EXIT_LOTS]! + closing
    s[at + EXIT_SUM] = s[at + EXIT_SUM]! + closing * f.ticks
    s[at + GROSS] = s[at + GROSS]! + f.realised
    s[at + FEES] = s[at + FEES]! + feeToClose
    if (closing < Math.abs(before)) return false
    this.end(f)
    if (after !== 0) this.begin(f, after, f.fee - feeToClose)
    return true
  }

  /** An open trip had a cost or a gain without a fill of its own: a fee taken from its lots, the part of a lot that a split left over. */
  adjust(instrument: number, change: { readonly gross: number; readonly fees: number }): void {
    const at = instrument * WIDTH
    this.state[at + GROSS] = this.state[at + GROSS]! + change.gross
    this.state[at + FEES] = this.state[at + FEES]! + change.fees
  }

  /** A split gave `ratio` new units for one old: the open trip's sizes and prices are told in new ones from here on. */
  split(instrument: number, ratio: number): void {
    const at = instrument * WIDTH
    const s = this.state
    // Sums of lots × ticks stay as they are: prices fall as sizes rise.
    s[at + ENTRY_LOTS] = s[at + ENTRY_LOTS]! * ratio
    s[at + EXIT_LOTS] = s[at + EXIT_LOTS]! * ratio
    // A part of a lot is paid out and not held.
    s[at + MAX_LOTS] = Math.floor(s[at + MAX_LOTS]! * ratio + 1e-6)
  }

  /** Fees of the open trip so far, ledger units. */
  openFees(instrument: number): number {
    return this.state[instrument * WIDTH + FEES]!
  }

  /** When the open trip began, epoch ms. */
  openSince(instrument: number): number {
    return this.state[instrument * WIDTH + ENTRY_TIME]!
  }

  /** Average entry of the open trip in ticks. */
  openEntryTicks(instrument: number): number {
    const at = instrument * WIDTH
    return this.state[at + ENTRY_SUM]! / this.state[at + ENTRY_LOTS]!
  }

  /**
   * The open position was surely worth its value at both ends of a stretch of prices; `cost` is the ledger's.
   * @param marks low and high in money, read from a two-element array so that no double is boxed
   */
  see(instrument: number, lots: number, cost: number, marks: Float64Array): void {
    const at = instrument * WIDTH
    const rate = this.marks === null ? 1 : this.marks.rateOf(instrument % this.marks.close.length)
    const units = lots * this.unitsPerLot[instrument]!
    const a = (units * marks[0]! - cost) * rate
    const b = (units * marks[1]! - cost) * rate
    const worst = a < b ? a : b
    const best = a < b ? b : a
    if (worst < this.state[at + MAE]!) this.state[at + MAE] = worst
    if (best > this.state[at + MFE]!) this.state[at + MFE] = best
  }

  private begin(f: BookedFill, signed: number, fee: number): void {
    const at = f.instrument * WIDTH
    const s = this.state
    s[at + EXIT_LOTS] = 0
    s[at + EXIT_SUM] = 0
    s[at + GROSS] = 0
    s[at + MAE] = 0
    s[at + MFE] = 0
    s[at + SIDE] = signed > 0 ? 1 : -1
    s[at + MAX_LOTS] = Math.abs(signed)
    s[at + FIRST_ORDER] = f.order
    s[at + ENTRY_TIME] = f.time
    s[at + ENTRY_LOTS] = Math.abs(signed)
    s[at + ENTRY_SUM] = Math.abs(signed) * f.ticks
    s[at + FEES] = fee
    s[at + TAG] = f.tag
    this.entryRow[f.instrument] = f.row
  }

  private end(f: BookedFill): void {
    const at = f.instrument * WIDTH
    const s = this.state
    const e = this.ended
    e.side = s[at + SIDE]!
    e.maxLots = s[at + MAX_LOTS]!
    e.firstOrder = s[at + FIRST_ORDER]!
    e.entryTime = s[at + ENTRY_TIME]!
    e.entryTicks = s[at + ENTRY_SUM]! / s[at + ENTRY_LOTS]!
    e.exitTicks = s[at + EXIT_SUM]! / s[at + EXIT_LOTS]!
    e.gross = s[at + GROSS]!
    e.fees = s[at + FEES]!
    // Less than half a unit below zero would round to −0.
    e.mae = Math.round(s[at + MAE]!) + 0
    e.mfe = Math.round(s[at + MFE]!)
    e.bars = f.row - this.entryRow[f.instrument]! + 1
    e.tag = s[at + TAG]!
  }
}
