/**
 * What the account can carry: after a fill, gross exposure may be at most leverage × (equity − fee), both at the fill's
 * price. Reducing a position is always possible. Asked when a request is reviewed and again when it fills, since the
 * open may have gapped away from the price it was decided at.
 */
import type { Venue } from '../model/ports.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { Limits } from './limits.ts'

/** Half of what the ledger can hold, so that a value and its fee together are exact. */
const MONEY_EXACT = Number.MAX_SAFE_INTEGER / 2

export class BuyingPower {
  private readonly ledger: Ledger
  private readonly marks: Marks
  private readonly venue: Pick<Venue, 'estimateFee'>
  private readonly limits: Limits
  private readonly positionLotsMax: Float64Array
  /** Freed inside this moment's bars, by instrument and in all: ledger units. */
  private readonly spent: Float64Array
  private spentTotal = 0
  /** Ledger units of one lot one tick high. */
  private readonly unitsPerTick: Float64Array

  constructor(instruments: readonly Instrument[], ledger: Ledger, marks: Marks, venue: Pick<Venue, 'estimateFee'>, limits: Limits) {
    this.ledger = ledger
    this.marks = marks
    this.venue = venue
    this.limits = limits
    this.spent = new Float64Array(instruments.length)
    this.positionLotsMax = Float64Array.from(instruments, (i) => Math.floor(limits.positionQtyMax / lotSize(i) + 1e-6))
    this.unitsPerTick = Float64Array.from(instruments, (i) => notionalRatio(i).numerator / notionalRatio(i).denominator)
  }

  /** True when the position after `signed` more lots is within the limit on positions, or smaller than before. */
  withinPositionLimit(instrument: number, signed: number): boolean {
    const before = this.ledger.lots[instrument]!
    const after = Math.abs(before + signed)
    return after <= this.positionLotsMax[instrument]! || after <= Math.abs(before)
  }

  /** True when the account may hold the position after `signed` more lots, short or long. */
  shortAllowed(instrument: number, signed: number): boolean {
    const after = this.ledger.lots[instrument]! + signed
    return this.limits.allowShort || after >= 0 || signed > 0
  }

  /** True when the account could carry `signed` more lots bought or sold at `ticks`. */
  carries(instrument: number, signed: number, ticks: number): boolean {
    const before = this.ledger.lots[instrument]!
    const after = before + signed
    if (Math.abs(after) <= Math.abs(before) && before * after >= 0) return true
    if (!(Math.max(Math.abs(after), Math.abs(signed)) <= this.lotsExact(instrument, ticks))) return false
    const traded = this.ledger.notional(instrument, ticks, Math.abs(signed))
    const held = before === 0 ? traded : this.ledger.notional(instrument, ticks, Math.abs(after))
    const fee = this.venue.estimateFee(instrument, signed, traded)
    const equity = this.equityAt(instrument, before, ticks) - fee
    return this.grossElsewhere(instrument) + Math.abs(held) <= this.limits.leverageMax * equity
  }

  /**
   * A position was made smaller inside a bar by `notional` ledger units. Nobody knows whether that came before what happens
   * inside the bars of other instruments, so for them the money stays spent until `letGo`.
   */
  keepSpent(instrument: number, notional: number): void {
    this.spent[instrument] = this.spent[instrument]! + notional
    this.spentTotal += notional
  }

  /** The moment is over: what was freed inside it is free. */
  letGo(): void {
    if (this.spentTotal === 0) return
    this.spentTotal = 0
    this.spent.fill(0)
  }

  private grossElsewhere(instrument: number): number {
    return this.marks.grossWithout(instrument) + this.spentTotal - this.spent[instrument]!
  }

  /** The most of `signed` lots, in size, that every limit allows at `ticks`; to within a lot, never too many. */
  fillable(instrument: number, signed: number, ticks: number): number {
    let size = Math.min(Math.abs(signed), this.lotsExact(instrument, ticks))
    const side = signed > 0 ? 1 : -1
    const before = this.ledger.lots[instrument]!
    if (!this.limits.allowShort && side < 0) size = Math.min(size, Math.max(before, 0))
    if (!this.withinPositionLimit(instrument, side * size)) {
      size = Math.max(0, Math.min(size, this.positionLotsMax[instrument]! - side * before))
    }
    if (size === 0 || this.carries(instrument, side * size, ticks)) return size
    return this.largest(instrument, side, size, ticks)
  }

  /** Carried up to a size and not beyond: a good first guess, then bisection of what is left. Always below `size`. */
  private largest(instrument: number, side: number, size: number, ticks: number): number {
    const can = (lots: number): boolean => this.carries(instrument, side * lots, ticks)
    const guess = Math.max(0, Math.min(this.firstGuess(instrument, side, size, ticks), size - 1))
    let carried = 0
    let tooMany = size
    if (guess === 0 || can(guess)) {
      if (guess + 1 === size || !can(guess + 1)) return guess
      carried = guess + 1
    } else {
      if (guess === 1 || can(guess - 1)) return guess - 1
      tooMany = guess - 1
    }
    while (tooMany - carried > 1) {
      const middle = Math.floor((carried + tooMany) / 2)
      if (can(middle)) carried = middle
      else tooMany = middle
    }
    return carried
  }

  /** Exact when fees are in proportion to size and nothing else is held. */
  private firstGuess(instrument: number, side: number, size: number, ticks: number): number {
    const before = this.ledger.lots[instrument]!
    const reducing = before !== 0 && before > 0 !== side > 0 ? Math.min(Math.abs(before), size) : 0
    const opening = size - reducing
    const fee = this.venue.estimateFee(instrument, side * size, this.ledger.notional(instrument, ticks, size))
    const leverage = this.limits.leverageMax
    const room = leverage * (this.equityAt(instrument, before, ticks) - (fee * reducing) / size) - this.grossElsewhere(instrument)
    const held = reducing > 0 ? 0 : this.ledger.notional(instrument, ticks, Math.abs(before))
    const need = this.ledger.notional(instrument, ticks, opening) + (leverage * fee * opening) / size
    return reducing + Math.floor((opening * (room - held)) / need)
  }

  /** Lots whose value is surely an exact amount: more of them no account carries, and none could be reckoned with. */
  private lotsExact(instrument: number, ticks: number): number {
    const units = Math.abs(ticks) * this.unitsPerTick[instrument]!
    return Math.floor(Math.min(MONEY_EXACT, units === 0 ? MONEY_EXACT : MONEY_EXACT / units))
  }

  /** Equity with this instrument marked at `ticks` and the others at their last close, ledger units. */
  private equityAt(instrument: number, lots: number, ticks: number): number {
    if (lots === 0) return this.marks.equity()
    const atLastClose = lots * this.marks.unitsPerLot[instrument]! * this.marks.close[instrument]!
    return this.marks.equity() - atLastClose + this.ledger.notional(instrument, ticks, lots)
  }
}
