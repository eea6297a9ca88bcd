/**
 * What open orders have been promised: money for what they will open, and lots that they will give up. Held from the order's
 * acceptance, let go in proportion as it fills and wholly when it ends; the sums are those of the orders, to the unit.
 */
import { assert } from '../base/assert.ts'
import { addExact, proRata } from '../base/fixed-point.ts'

/** What one order holds. */
export interface Hold {
  readonly instrument: number
  /** +1 buys, −1 sells. */
  readonly side: number
  /** Lots of the order that are open. */
  readonly lots: number
  /** Lots that fill whatever the price, and leave a position on the other side as far as there is one. */
  readonly leaving: number
  /** Ledger units of the currency with this place in the ledger. */
  readonly money: number
  readonly currency: number
}

const WIDTH = 6
const INSTRUMENT = 0
const SIDE = 1
const LOTS = 2
const LEAVING = 3
const MONEY = 4
const CURRENCY = 5

export class Reservations {
  /** Ledger units by currency. */
  readonly money: Float64Array
  /** By instrument: lots that open orders buy, and that they sell. */
  readonly buys: Float64Array
  readonly sells: Float64Array
  /** Lots that surely leave a position as far as there is one: of shorts at 2 × instrument, of longs at the place after. */
  readonly leaving: Float64Array
  /** Orders that hold anything. */
  count = 0
  private bySlot: Float64Array = new Float64Array(0)

  constructor(instrumentCount: number, currencyCount: number) {
    this.money = new Float64Array(currencyCount)
    this.buys = new Float64Array(instrumentCount)
    this.sells = new Float64Array(instrumentCount)
    this.leaving = new Float64Array(2 * instrumentCount)
  }

  /** The order in `slot` holds this from now on. */
  hold(slot: number, h: Hold): void {
    const at = this.placeOf(slot)
    const s = this.bySlot
    assert(s[at + LOTS] === 0 && h.lots > 0, 'an order holds once, until it is let go')
    s[at + INSTRUMENT] = h.instrument
    s[at + SIDE] = h.side
    s[at + LOTS] = h.lots
    s[at + LEAVING] = h.leaving
    s[at + MONEY] = h.money
    s[at + CURRENCY] = h.currency
    this.count++
    this.move(at, h.lots, h.leaving, h.money)
  }

  /** `lots` of the order filled: its share is let go. Whatever reduces the position does so first. */
  filled(slot: number, lots: number): void {
    const at = slot * WIDTH
    const s = this.bySlot
    if (at >= s.length || s[at + LOTS] === 0) return
    const before = s[at + LOTS]!
    const part = Math.min(lots, before)
    const leaving = Math.min(s[at + LEAVING]!, part)
    const money = proRata(s[at + MONEY]!, part, before)
    s[at + LOTS] = before - part
    s[at + LEAVING] = s[at + LEAVING]! - leaving
    s[at + MONEY] = s[at + MONEY]! - money
    this.move(at, -part, -leaving, -money)
    if (part === before) this.count--
  }

  /** The order ended, or is about to be reviewed anew: all that it holds is let go. */
  letGo(slot: number): void {
    this.filled(slot, Infinity)
  }

  /** Ledger units of a currency that orders other than `slot` hold; −1 for all orders. */
  moneyBeside(slot: number, currency: number): number {
    const at = slot * WIDTH
    const s = this.bySlot
    const own = slot >= 0 && at < s.length && s[at + CURRENCY] === currency ? s[at + MONEY]! : 0
    return this.money[currency]! - own
  }

  private move(at: number, lots: number, leaving: number, money: number): void {
    const s = this.bySlot
    const i = s[at + INSTRUMENT]!
    const c = s[at + CURRENCY]!
    const side = s[at + SIDE]! > 0 ? this.buys : this.sells
    side[i] = side[i]! + lots
    const from = 2 * i + (s[at + SIDE]! > 0 ? 0 : 1)
    this.leaving[from] = this.leaving[from]! + leaving
    this.money[c] = addExact(this.money[c]!, money)
  }

  /** Where a slot's fields are; the column grows with the slots of `Orders`, whose bound is also this one's. */
  private placeOf(slot: number): number {
    const at = slot * WIDTH
    if (at + WIDTH > this.bySlot.length) {
      const larger = new Float64Array(Math.max(64 * WIDTH, 2 * (at + WIDTH)))
      larger.set(this.bySlot)
      this.bySlot = larger
    }
    return at
  }
}
