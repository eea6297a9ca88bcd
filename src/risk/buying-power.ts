/**
 * What the account can carry. A position needs margin by the run's margin rule; after a fill all margins together, and what open
 * orders reserve where the rule has them reserve, may be at most equity − fee at the fill's price. Reducing a position is always
 * possible. Asked when a request is reviewed and again when it fills, since the open may have gapped away from the price it was
 * decided at.
 */
import type { Venue } from '../model/ports.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import { largestSize } from './largest-size.ts'
import type { Limits } from './limits.ts'
import { marginRules, type MarginRule } from './margin.ts'
import { Margins } from './margins.ts'
import { Reservations } from './reservations.ts'
import type { Unsettled } from './settlement.ts'

/** Half of what the ledger can hold, so that a value and its fee together are exact. */
const MONEY_EXACT = Number.MAX_SAFE_INTEGER / 2

/** Ledger units by which worths that are rounded one by one may differ from their sum rounded. */
const ROUNDING = 2

/** A request is reviewed before it has an order's slot. */
const NO_SLOT = -1

export interface PowerOptions {
  /** `leverage` unless given. */
  readonly margin?: MarginRule
  /** Whether open orders reserve; the rule's own way unless given. */
  readonly reserve?: boolean
  /** Whether an instrument's market is open and not about to close, for rules that ask. */
  readonly intraday?: (instrument: number) => boolean
  /** Proceeds of sales that may not be spent yet; absent where they may at once. */
  readonly unsettled?: Unsettled
  /** Codes of currencies that fees are paid in, where that is not the instrument's own. */
  readonly feeCurrencies?: readonly string[]
}

/** An order as margin sees it: signed lots, and the price in ticks that they are valued at. */
export interface PricedOrder {
  readonly instrument: number
  readonly signed: number
  readonly ticks: number
}

/** An accepted order: whether it fills whatever the price, and whether it could open a position and not only reduce one. */
export interface OpenOrder extends PricedOrder {
  readonly atMarket: boolean
  readonly mayOpen: boolean
}

export class BuyingPower {
  readonly rule: MarginRule
  private readonly unsettled: Unsettled | null
  readonly reserves: boolean
  readonly margins: Margins
  private readonly ledger: Ledger
  private readonly marks: Marks
  private readonly venue: Pick<Venue, 'estimateFee'>
  /** Whether positions may be short at all. */
  readonly shorts: boolean
  private readonly cashSuffices: boolean
  private readonly held: Reservations
  private readonly positionLotsMax: Float64Array
  /** Freed inside this moment's bars, by instrument and in all: as `Margins.exposure`. */
  private readonly spent: Float64Array
  private spentTotal = 0
  /** Ledger units of one lot one tick high. */
  private readonly unitsPerTick: Float64Array
  /** Places in the ledger of currencies that fees are paid in. */
  private readonly feeCurrencies: readonly number[]

  constructor(
    instruments: readonly Instrument[],
    ledger: Ledger,
    marks: Marks,
    venue: Pick<Venue, 'estimateFee'>,
    limits: Limits,
    { margin = marginRules.leverage, reserve = margin.reserves, intraday = () => false, unsettled, feeCurrencies = [] }: PowerOptions = {},
  ) {
    this.rule = margin
    this.unsettled = unsettled ?? null
    this.reserves = reserve
    this.margins = new Margins({ instruments, ledger, marks, rule: margin, leverage: limits.leverageMax, intraday })
    this.ledger = ledger
    this.marks = marks
    this.venue = venue
    this.shorts = limits.allowShort && margin.shorts
    this.cashSuffices = !marks.mixed && (margin === marginRules.cash || (this.margins.isByValue && limits.leverageMax >= 1))
    this.held = new Reservations(instruments.length, ledger.currencies.length)
    this.spent = new Float64Array(instruments.length)
    this.feeCurrencies = feeCurrencies.map((code) => ledger.currencies.findIndex((c) => c.code === code))
    this.positionLotsMax = Float64Array.from(instruments, (i) => Math.floor(limits.positionQtyMax / lotSize(i) + 1e-6))
    this.unitsPerTick = Float64Array.from(instruments, (i) => notionalRatio(i).numerator / notionalRatio(i).denominator)
  }

  /** True when rates are known that convert the instrument's currency, and what fees are paid in, into the account's. */
  converts(instrument: number): boolean {
    for (const c of this.feeCurrencies) if (Number.isNaN(this.marks.conversion.factor[c]!)) return false
    return !Number.isNaN(this.marks.rateOf(instrument))
  }

  /** True when the position after `signed` more lots is within the limit on positions, or smaller than before. */
  withinPositionLimit(instrument: number, signed: number): boolean {
    const before = this.ledger.lots[instrument]!
    const after = Math.abs(before + signed)
    return after <= this.positionLotsMax[instrument]! || after <= Math.abs(before)
  }

  /** True when the account may hold the position after `signed` more lots, short or long; where orders reserve, after their sells too. */
  shortAllowed(instrument: number, signed: number): boolean {
    if (signed > 0 || this.shorts) return true
    const promised = this.reserves ? this.held.sells[instrument]! : 0
    return this.ledger.lots[instrument]! - promised + signed >= 0
  }

  /**
   * True when the account could carry `signed` more lots bought or sold at `ticks`.
   * @param slot of the order that fills: what it reserved is there for it. Without one this is a review, and positions that open
   *   market orders will close count as closed
   * @param rests whether it pays as a maker; in a review, where price must come to it
   */
  carries(
    instrument: number,
    signed: number,
    ticks: number,
    slot: number = NO_SLOT,
    rests: boolean = slot === NO_SLOT && this.rests(instrument, signed, ticks),
  ): boolean {
    const isReview = slot === NO_SLOT && this.reserves
    const opening = isReview ? this.openingBeside(instrument, signed) : Math.abs(signed) - reducedBy(this.ledger.lots[instrument]!, signed)
    if (opening === 0) return true
    const price = this.rule.atMarks === 'all' ? this.margins.markTicks(instrument) : ticks
    const after = this.ledger.lots[instrument]! + signed
    if (!this.counts(instrument, signed, price)) return false
    const traded = this.ledger.notional(instrument, price, Math.abs(signed))
    const fee = this.venue.estimateFee(instrument, signed, traded, rests, slot)
    if (this.rule.ownCash === true) return this.ownCashCarries(instrument, traded + fee, slot)
    // Of the fee, the part of what opens needs margin where the rule says so; what closes has paid its own.
    const onMargin = this.rule.feeOnMargin === true ? (fee * opening) / Math.abs(signed) : 0
    const gone = (fee - onMargin) * this.marks.rateOf(instrument)
    const reserved = this.reservedBeside(slot) + this.notSettled()
    if (this.isPaid(signed, traded + gone + reserved)) return true
    const equity = this.equityAt(instrument, signed, price) - gone - reserved
    const inParts = isReview || this.rule.atMarks === 'holdings'
    const order = { instrument, signed, ticks: price }
    const own = inParts ? this.exposureInParts(order, opening, onMargin) : this.exposureOf(instrument, after, price)
    return this.exposureElsewhere(instrument, slot) + own <= this.margins.scale * equity
  }

  /** The most of `signed` lots, in size, that every limit and the rule allow at `ticks`; to within a lot, never too many. */
  fillable(instrument: number, signed: number, ticks: number, slot: number = NO_SLOT, rests?: boolean): number {
    const before = this.ledger.lots[instrument]!
    if (this.rule.misfit !== 'cut') {
      const short = !this.shorts && signed < 0 && before + signed < 0
      if (!short && this.withinPositionLimit(instrument, signed) && this.carries(instrument, signed, ticks, slot, rests))
        return Math.abs(signed)
      return this.rule.misfit === 'refuse' ? 0 : reducedBy(before, signed)
    }
    let size = Math.min(Math.abs(signed), this.lotsExact(instrument, ticks))
    const side = signed > 0 ? 1 : -1
    if (!this.shorts && side < 0) size = Math.min(size, Math.max(before, 0))
    if (!this.withinPositionLimit(instrument, side * size)) {
      size = Math.max(0, Math.min(size, this.positionLotsMax[instrument]! - side * before))
    }
    if (size === 0 || this.carries(instrument, side * size, ticks, slot, rests)) return size
    return largestSize({
      tooMany: size,
      guess: this.firstGuess({ instrument, signed: side * size, ticks }, slot),
      can: (lots) => this.carries(instrument, side * lots, ticks, slot, rests),
    })
  }

  /**
   * An order was accepted: it reserves what it will need where the run reserves, and a market order's reductions count as done when
   * later requests are reviewed. Each of its fills is told with `filled`, its end with `release`.
   */
  reserve(slot: number, order: OpenOrder): void {
    const { instrument, signed, atMarket, mayOpen } = order
    const lots = Math.abs(signed)
    const opening = this.openingBeside(instrument, signed)
    const leaving = atMarket && this.ledger.lots[instrument]! * signed < 0 ? lots : 0
    if (leaving === 0 && !(this.reserves && mayOpen)) return
    const money = this.reserves && mayOpen && opening > 0 ? this.unitsToOpen(order, opening) : 0
    const currency = this.rule.ownCash === true ? this.ledger.currency[instrument]! : 0
    this.held.hold(slot, { instrument, side: signed > 0 ? 1 : -1, lots, leaving, money, currency })
  }

  /** `lots` of an order filled: its share of what the order holds is let go. */
  filled(slot: number, lots: number): void {
    if (this.held.count > 0) this.held.filled(slot, lots)
  }

  /** An order ended, or is about to be reviewed anew: what it still holds is let go. */
  release(slot: number): void {
    if (this.held.count > 0) this.held.letGo(slot)
  }

  /** Ledger units of the account that open orders reserve. */
  reserved(): number {
    return this.reservedBeside(NO_SLOT)
  }

  /** Margin that the open positions take, ledger units of the account. */
  marginUsed(): number {
    return this.margins.used('initial')
  }

  /** Position over margin, as the run's rule has it for a position on this side. */
  leverageOf(instrument: number, side: number): number {
    const value = 1e6
    const margin = this.margins.of('initial', { instrument, lots: side, value })
    return margin > 0 ? value / margin : 1
  }

  /** Equity that neither positions nor open orders take, ledger units of the account; negative when there is too little. */
  marginFree(): number {
    return this.marks.equity() - this.marginUsed() - this.reserved() - this.notSettled()
  }

  /**
   * A position was made smaller inside a bar by `lots` at `ticks`. Nobody knows whether that came before what happens
   * inside the bars of other instruments, so for them the money stays spent until `letGo`.
   */
  keepSpent(instrument: number, lots: number, ticks: number): void {
    const exposure = this.margins.exposure(instrument, lots, Math.abs(this.ledger.notional(instrument, ticks, lots)))
    this.spent[instrument] = this.spent[instrument]! + exposure
    this.spentTotal += exposure
  }

  /** The moment is over: what was freed inside it is free. */
  letGo(): void {
    if (this.spentTotal === 0) return
    this.spentTotal = 0
    this.spent.fill(0)
  }

  /**
   * A buy that cash pays for, in an account of one currency without shorts, fits whatever the other positions are worth: they need
   * not be summed for every order of a large universe.
   */
  private isPaid(signed: number, units: number): boolean {
    return this.cashSuffices && signed > 0 && this.ledger.shortCount === 0 && units + this.spentTotal <= this.ledger.cash - ROUNDING
  }

  private exposureElsewhere(instrument: number, slot: number): number {
    const leaving = slot === NO_SLOT && this.held.count > 0 ? this.held.leaving : null
    return this.margins.exposureWithout(instrument, leaving) + this.spentTotal - this.spent[instrument]!
  }

  /** Lots of a new order that would open, once open orders of its side have taken what there is to reduce. */
  private openingBeside(instrument: number, signed: number): number {
    const size = Math.abs(signed)
    const promised = (signed > 0 ? this.held.buys : this.held.sells)[instrument]!
    const reducible = reducedBy(this.ledger.lots[instrument]!, Math.sign(signed) * Infinity) - promised
    return reducible > 0 ? size - Math.min(size, reducible) : size
  }

  private exposureOf(instrument: number, lots: number, ticks: number): number {
    return this.margins.exposure(instrument, lots, this.ledger.notional(instrument, ticks, Math.abs(lots)))
  }

  /** Exposure of what an order leaves of the position, and of the `opening` lots that it opens with their `fee` counted as value. */
  private exposureInParts({ instrument, signed, ticks }: PricedOrder, opening: number, fee: number): number {
    const before = this.ledger.lots[instrument]!
    const side = signed > 0 ? 1 : -1
    const kept = before + side * Math.min(Math.abs(signed) - opening, Math.abs(before))
    const keptTicks = this.rule.atMarks === 'holdings' ? this.margins.markTicks(instrument) : ticks
    const opened = this.ledger.notional(instrument, ticks, opening) + fee
    return (kept === 0 ? 0 : this.exposureOf(instrument, kept, keptTicks)) + this.margins.exposure(instrument, side * opening, opened)
  }

  /** A buy spends cash of its own currency, less what other orders reserve of it. */
  private ownCashCarries(instrument: number, units: number, slot: number): boolean {
    const currency = this.ledger.currency[instrument]!
    const waiting = this.unsettled === null ? 0 : this.unsettled.of(currency)
    return units <= this.ledger.cashOf[currency]! - waiting - this.held.moneyBeside(slot, currency)
  }

  /** Whole ledger units, of the currency that reservations are in, that an order takes: more margin than it frees, and its fee. */
  private unitsToOpen({ instrument, signed, ticks }: PricedOrder, opening: number): number {
    const traded = this.ledger.notional(instrument, ticks, Math.abs(signed))
    const fee = Math.max(0, this.venue.estimateFee(instrument, signed, traded, this.rests(instrument, signed, ticks)))
    if (this.rule.ownCash === true) return this.ledger.notional(instrument, ticks, opening) + fee
    const rate = this.marks.rateOf(instrument)
    const marginOf = (lots: number): number =>
      this.margins.of('initial', { instrument, lots, value: this.ledger.notional(instrument, ticks, Math.abs(lots)) * rate })
    const side = signed > 0 ? 1 : -1
    // Where more margin is freed than taken, that pays the fee.
    return Math.ceil(Math.max(0, marginOf(side * opening) - marginOf(side * opening - signed) + fee * rate))
  }

  /** Proceeds that may not be spent yet, ledger units of the account. */
  private notSettled(): number {
    if (this.unsettled === null) return 0
    let sum = 0
    for (let c = 0; c < this.ledger.currencies.length; c++) {
      const units = this.unsettled.of(c)
      if (units !== 0) sum += units * this.marks.conversion.factor[c]!
    }
    return sum
  }

  /** Whether an order that fills at `ticks` waits for price to come there from its far side. */
  private rests(instrument: number, signed: number, ticks: number): boolean {
    return signed * (ticks - this.margins.markTicks(instrument)) < 0
  }

  private reservedBeside(slot: number): number {
    if (this.held.count === 0) return 0
    let sum = this.held.moneyBeside(slot, 0)
    for (let c = 1; c < this.held.money.length; c++) {
      const units = this.held.moneyBeside(slot, c)
      if (units !== 0) sum += units * this.marks.conversion.factor[c]!
    }
    return sum
  }

  /** Exact when fees are in proportion to size and nothing else is held. */
  private firstGuess({ instrument, signed, ticks }: PricedOrder, slot: number): number {
    const before = this.ledger.lots[instrument]!
    const size = Math.abs(signed)
    const reducing = reducedBy(before, signed)
    const opening = size - reducing
    const fee = this.venue.estimateFee(instrument, signed, this.ledger.notional(instrument, ticks, size)) * this.marks.rateOf(instrument)
    const equity = this.equityAt(instrument, signed, ticks) - (fee * reducing) / size - this.reservedBeside(slot)
    const room = this.margins.scale * equity - this.exposureElsewhere(instrument, slot)
    const held = reducing > 0 ? 0 : this.exposureOf(instrument, before, ticks)
    const need = this.exposureOf(instrument, signed > 0 ? opening : -opening, ticks) + (this.margins.scale * fee * opening) / size
    return reducing + Math.floor((opening * (room - held)) / need)
  }

  /** True when such an order's value, and that of the position after it, are amounts that can be kept exactly. */
  counts(instrument: number, signed: number, ticks: number): boolean {
    const after = this.ledger.lots[instrument]! + signed
    return Math.max(Math.abs(after), Math.abs(signed)) <= this.lotsExact(instrument, ticks)
  }

  /** Lots whose value is surely an exact amount: more of them no account carries, and none could be reckoned with. */
  private lotsExact(instrument: number, ticks: number): number {
    const units = Math.abs(ticks) * this.unitsPerTick[instrument]!
    return Math.floor(Math.min(MONEY_EXACT, units === 0 ? MONEY_EXACT : MONEY_EXACT / units))
  }

  /** Equity when `signed` lots trade at `ticks`, ledger units of the account: what the rule does not mark at last closes is worth that. */
  private equityAt(instrument: number, signed: number, ticks: number): number {
    const before = this.ledger.lots[instrument]!
    const { atMarks } = this.rule
    const lots = atMarks === 'nothing' ? before : atMarks === 'all' ? 0 : Math.sign(before) * reducedBy(before, signed)
    if (lots === 0) return this.marks.equity()
    const atLastClose = lots * this.marks.valuePerLot[instrument]! * this.marks.close[instrument]!
    return this.marks.equity() - atLastClose + this.ledger.notional(instrument, ticks, lots) * this.marks.rateOf(instrument)
  }
}

/** Lots by which an order of `signed` lots makes a position smaller. */
function reducedBy(before: number, signed: number): number {
  return before * signed < 0 ? Math.min(Math.abs(before), Math.abs(signed)) : 0
}
