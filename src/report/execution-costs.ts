/**
 * What it cost to carry decisions out, by the type of the order: the implementation shortfall of Perold (1988), split. A fill's price
 * less the price that was decided on, against us, is
 *   delay     what prices moved on until the order met the market, and rounding to a tick
 *   spread    half of what was quoted or assumed between bid and ask, where the order crossed it
 *   slippage  what else the price was moved against us
 * and beside the price there is the fee. A resting order asked for its level, so that is its reference and it has no delay.
 */
import { mulExact, wholeUnits, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, orderTypes } from '../model/order.ts'
import {
  FILL_CROSSED,
  FILL_DECISION,
  FILL_FEE,
  FILL_ROLE,
  FILL_SLIPPAGE,
  FILL_SPREAD,
  FILL_TICKS,
  INSTRUMENT,
  LOTS,
  SIDE,
} from '../model/record.ts'

const TYPE_COUNT = orderTypes.length

/** Of one fill, in half ticks of its price: whole numbers that sum to fill − decision of an order at market. Negative is a gain. */
export interface FillCost {
  delay: number
  spread: number
  slippage: number
}

/** Whether orders of this type fill at whatever price there is when their time has come. */
export function isAtMarket(type: number): boolean {
  return type === MARKET || type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
}

/** Splits the cost of the FILL record at `at`; `cost` is written over. */
export function splitCost(records: Float64Array, at: number, atMarket: boolean, cost: FillCost): void {
  const role = records[at + FILL_ROLE]!
  const slipped = 2 * records[at + FILL_SLIPPAGE]!
  const charged = chargedOf(role)
  const crossed = crossedOf(role)
  const moved = 2 * records[at + SIDE]! * (records[at + FILL_TICKS]! - records[at + FILL_DECISION]!) + 0
  cost.spread = crossed + charged
  cost.slippage = slipped - charged
  cost.delay = atMarket ? moved - slipped - crossed : 0
}

/** Half ticks of spread in the price before slippage, out of FILL_ROLE. */
export function crossedOf(role: number): number {
  return role < FILL_CROSSED ? 0 : Math.floor((role % FILL_SPREAD) / FILL_CROSSED)
}

/** Half ticks of the slippage that are spread, out of FILL_ROLE. */
export function chargedOf(role: number): number {
  return role < FILL_SPREAD ? 0 : Math.floor(role / FILL_SPREAD)
}

export class ExecutionCosts {
  /** By order type, ledger units of the account: whole numbers, but for the worth of what was traded. */
  readonly fills: Float64Array = new Float64Array(TYPE_COUNT)
  readonly notional: Float64Array = new Float64Array(TYPE_COUNT)
  readonly delay: Float64Array = new Float64Array(TYPE_COUNT)
  readonly spread: Float64Array = new Float64Array(TYPE_COUNT)
  readonly slippage: Float64Array = new Float64Array(TYPE_COUNT)
  readonly fees: Float64Array = new Float64Array(TYPE_COUNT)
  private readonly rates: Float64Array
  private readonly halfTick: readonly Ratio[]
  private readonly units: Float64Array
  private readonly cost: FillCost = { delay: 0, spread: 0, slippage: 0 }

  /** @param rates by instrument, ledger units of the account for one of its currency, as they are when a fill is taken */
  constructor(instruments: readonly Instrument[], rates: Float64Array) {
    this.rates = rates
    this.halfTick = instruments.map((i) => {
      const { numerator, denominator } = notionalRatio(i)
      return { numerator, denominator: denominator * 2 }
    })
    this.units = Float64Array.from(this.halfTick, ({ numerator, denominator }) => (2 * numerator) / denominator)
  }

  /** Takes a FILL record of an order of this type. */
  take(records: Float64Array, at: number, type: number): void {
    const { cost } = this
    const instrument = records[at + INSTRUMENT]!
    const lots = records[at + LOTS]!
    splitCost(records, at, isAtMarket(type), cost)
    this.fills[type]! += 1
    this.notional[type]! += Math.abs(records[at + FILL_TICKS]! * lots) * this.units[instrument]! * this.rates[instrument]!
    this.fees[type]! += records[at + FILL_FEE]!
    // What is rounded is the sum of the three, so that they add up to it; the last bears what the others were rounded by.
    const all = this.money(instrument, lots, cost.delay + cost.spread + cost.slippage)
    const spread = this.money(instrument, lots, cost.spread)
    const slippage = cost.delay === 0 ? all - spread : this.money(instrument, lots, cost.slippage)
    this.spread[type]! += spread
    this.slippage[type]! += slippage
    this.delay[type]! += all - spread - slippage
  }

  /** Half ticks of so many lots as ledger units of the account. */
  private money(instrument: number, lots: number, halfTicks: number): number {
    if (halfTicks === 0) return 0
    const units = mulExact(halfTicks, lots, this.halfTick[instrument]!)
    return this.rates[instrument] === 1 ? units : wholeUnits(units * this.rates[instrument]!)
  }
}
