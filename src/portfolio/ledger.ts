/**
 * Cash and positions as an exact fold of fills: integers only. For every currency, over the instruments traded in it,
 *   cash + Σ cost = opening cash + adjusted + Σ realised − Σ fees
 * holds to the last ledger unit after every fill and every corporate action (ledger.test.ts, corporate-actions.test.ts).
 */
import { assert } from '../base/assert.ts'
import { addExact, mulExact, proRata, ratioOfDecimals, wholeUnits, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Currency, type Instrument } from '../model/instrument.ts'
import { currenciesOf } from './conversion.ts'

/** A fill as the ledger needs it; `notional` is `Ledger.notional` of its lots and ticks. Money in the instrument's currency. */
export interface LedgerFill {
  readonly instrument: number
  readonly signed: number
  readonly ticks: number
  readonly notional: number
  readonly fee: number
}

/** What a split did to a position. Money in ledger units of the instrument's currency. */
export interface SplitChange {
  readonly lotsBefore: number
  readonly lotsAfter: number
  /** Cash for the part of a lot that was left over, and what of it is profit. */
  readonly cash: number
  readonly realised: number
}

/** How far a product of lots and ratio may lie from a whole number and still be it, as a share. */
const SPLIT_NOISE = 1e-9

export class Ledger {
  /** The account's first. */
  readonly currencies: readonly Currency[]
  /** Place in `currencies` by instrument. */
  readonly currency: Int32Array
  /** By currency, in its ledger units; negative when more was spent than there was. */
  readonly cashOf: Float64Array
  /** By currency: profit of what was closed before fees, the fees, and cash that came without a fill. */
  readonly realisedOf: Float64Array
  readonly feesOf: Float64Array
  readonly adjustedOf: Float64Array
  /** Signed lots by instrument, and how many of them are short. */
  readonly lots: Float64Array
  shortCount = 0
  /** What the open position cost by instrument: signed ledger units, negative for a short (its proceeds). */
  readonly cost: Float64Array
  private readonly instruments: readonly Instrument[]
  private readonly ratios: readonly Ratio[]

  /**
   * @param cash opening cash in ledger units of the first currency
   * @param currencies the account's first, and at least those of the instruments
   */
  constructor(
    instruments: readonly Instrument[],
    cash: number,
    currencies: readonly Currency[] = currenciesOf(instruments[0]!.currency, instruments),
  ) {
    this.instruments = instruments
    this.currencies = currencies
    this.currency = Int32Array.from(instruments, (i) => currencies.findIndex((c) => c.code === i.currency.code))
    assert(!this.currency.includes(-1), 'a ledger knows the currencies of all its instruments')
    this.cashOf = new Float64Array(currencies.length)
    this.cashOf[0] = cash
    this.realisedOf = new Float64Array(currencies.length)
    this.feesOf = new Float64Array(currencies.length)
    this.adjustedOf = new Float64Array(currencies.length)
    this.lots = new Float64Array(instruments.length)
    this.cost = new Float64Array(instruments.length)
    this.ratios = instruments.map(notionalRatio)
  }

  /** Of the account's currency alone, ledger units. */
  get cash(): number {
    return this.cashOf[0]!
  }

  get realised(): number {
    return this.realisedOf[0]!
  }

  get fees(): number {
    return this.feesOf[0]!
  }

  /** ticks × lots as ledger units of the instrument's currency, rounded once. */
  notional(instrument: number, ticks: number, lots: number): number {
    return mulExact(ticks, lots, this.ratios[instrument]!)
  }

  /**
   * Books a fill of `signed` lots (positive bought) at `ticks`, worth `notional` and charged `fee`, both in ledger units (a
   * negative fee is a rebate).
   * A fill that passes through zero closes the old position and opens the new one with what is left.
   * @returns profit realised by the part that closed, ledger units, before the fee
   */
  book({ instrument, signed, ticks, notional, fee }: LedgerFill): number {
    const before = this.lots[instrument]!
    const c = this.currency[instrument]!
    const paid = signed < 0 ? -notional : notional
    this.cashOf[c] = addExact(addExact(this.cashOf[c]!, -paid), -fee)
    this.feesOf[c] = addExact(this.feesOf[c]!, fee)
    this.moveTo(instrument, before + signed)
    if (before === 0 || before > 0 === signed > 0) {
      this.cost[instrument] = addExact(this.cost[instrument]!, paid)
      return 0
    }
    const closing = Math.min(Math.abs(before), Math.abs(signed))
    const paidToClose = closing === Math.abs(signed) ? paid : this.notional(instrument, ticks, signed > 0 ? closing : -closing)
    const costClosed = proRata(this.cost[instrument]!, closing, Math.abs(before))
    const realised = -(paidToClose + costClosed)
    this.cost[instrument] = addExact(this.cost[instrument]! - costClosed, paid - paidToClose)
    this.realisedOf[c] = addExact(this.realisedOf[c]!, realised)
    return realised === 0 ? 0 : realised
  }

  /**
   * A fee that is taken from the lots a buy received: as if they were sold again at the price of the fill and the proceeds were the
   * fee. The position is smaller by them, cash stays as it is, and the fee counts with what they are worth.
   * @returns profit realised, not 0 only where the position had another cost than this fill
   */
  takeBase(instrument: number, lots: number, ticks: number): number {
    const notional = this.notional(instrument, ticks, lots)
    return this.book({ instrument, signed: -lots, ticks, notional, fee: notional })
  }

  /** Sets the lots of an instrument and nothing else: for sums of ledgers. */
  moveTo(instrument: number, lots: number): void {
    const wasShort = this.lots[instrument]! < 0
    if (wasShort !== lots < 0) this.shortCount += wasShort ? -1 : 1
    this.lots[instrument] = lots
  }

  /** A fee in any currency of the ledger, in ledger units of it. */
  charge(currency: number, units: number): void {
    this.cashOf[currency] = addExact(this.cashOf[currency]!, -units)
    this.feesOf[currency] = addExact(this.feesOf[currency]!, units)
  }

  /** Cash that comes (or goes, negative) without a fill: a transfer, interest, funding. Ledger units of the currency. */
  adjust(currency: number, units: number): void {
    this.cashOf[currency] = addExact(this.cashOf[currency]!, units)
    this.adjustedOf[currency] = addExact(this.adjustedOf[currency]!, units)
  }

  /**
   * A dividend of `amount` money for one unit of quantity: longs get it, shorts pay it.
   * @returns the cash it brought, ledger units
   */
  dividend(instrument: number, amount: number): number {
    const i = this.instruments[instrument]!
    const perUnit = wholeUnits(amount * 10 ** i.currency.decimals)
    const cash = mulExact(this.lots[instrument]!, perUnit, ratioOfDecimals(-i.qtyDecimals, i.lotStep))
    this.adjust(this.currency[instrument]!, cash)
    return cash
  }

  /**
   * `ratio` new units for one old unit. Whole lots are kept; the part of a lot that is left over is sold at `ticks`, a price after
   * the split that need not be whole, with its share of the cost.
   */
  split(instrument: number, ratio: number, ticks: number): SplitChange {
    const lotsBefore = this.lots[instrument]!
    const exact = lotsBefore * ratio
    const nearest = Math.round(exact)
    const isWhole = Math.abs(exact - nearest) <= SPLIT_NOISE * Math.max(1, Math.abs(exact))
    const lotsAfter = (isWhole ? nearest : Math.trunc(exact)) + 0
    const left = isWhole ? 0 : exact - lotsAfter
    const { numerator, denominator } = this.ratios[instrument]!
    const cash = wholeUnits((left * ticks * numerator) / denominator)
    const costLeft = left === 0 ? 0 : wholeUnits(this.cost[instrument]! * (left / exact))
    const c = this.currency[instrument]!
    this.moveTo(instrument, lotsAfter)
    this.cost[instrument] = this.cost[instrument]! - costLeft
    this.cashOf[c] = addExact(this.cashOf[c]!, cash)
    this.realisedOf[c] = addExact(this.realisedOf[c]!, cash - costLeft)
    return { lotsBefore, lotsAfter, cash, realised: cash - costLeft }
  }
}
