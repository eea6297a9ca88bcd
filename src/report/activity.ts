/**
 * What was sent and what it cost, counted from records as they come. Money is summed in ledger units: the sums are exact
 * up to 2^53 units and the nearest double beyond, because a report must not stop a run. Notional is a double in money.
 */
import { mulExact, wholeUnits, type Ratio } from '../base/fixed-point.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import { cancelNames, MARKET, orderTypes, refusalNames } from '../model/order.ts'
import {
  CANCEL_REASON,
  FILL_DECISION,
  FILL_FEE,
  FILL_SLIPPAGE,
  FILL_TICKS,
  ID,
  INSTRUMENT,
  LOTS,
  ORDER_TYPE,
  REFUSAL_REASON,
  SIDE,
} from '../model/record.ts'
import { ExecutionCosts } from './execution-costs.ts'
import { OrderSources } from './order-sources.ts'

export class Activity {
  readonly ordersByType: Float64Array = new Float64Array(orderTypes.length)
  readonly refusalsByReason: Float64Array = new Float64Array(refusalNames.length)
  readonly cancelsByReason: Float64Array = new Float64Array(cancelNames.length)
  fills = 0
  /** Ledger units. */
  fees = 0
  /** Ledger units by the type of the order that filled. */
  readonly slippageByType: Float64Array = new Float64Array(orderTypes.length)
  /** Sum of (fill - decision) × side × size of market orders, ledger units as a double: what it cost that prices moved on. */
  shortfall = 0
  /** Sum of |price × size| over the fills, ledger units as a double. */
  notional = 0
  /** What carrying decisions out cost. */
  readonly costs: ExecutionCosts
  private readonly ratios: readonly { readonly exact: Ratio; readonly units: number }[]
  private readonly sources: OrderSources
  private readonly rates: Float64Array

  /** @param rates by instrument, ledger units of the account for one of its currency, as they are when a fill is taken */
  constructor(
    instruments: readonly Instrument[],
    sources: OrderSources = new OrderSources(),
    rates: Float64Array = new Float64Array(instruments.length).fill(1),
  ) {
    this.sources = sources
    this.rates = rates
    this.costs = new ExecutionCosts(instruments, rates)
    this.ratios = instruments.map((i) => {
      const exact = notionalRatio(i)
      return { exact, units: exact.numerator / exact.denominator }
    })
  }

  takeOrder(records: Float64Array, at: number): void {
    this.ordersByType[records[at + ORDER_TYPE]!]! += 1
    this.sources.take(records, at)
  }

  takeFill(records: Float64Array, at: number): void {
    const instrument = records[at + INSTRUMENT]!
    const ratio = this.ratios[instrument]!
    const units = ratio.units * this.rates[instrument]!
    const type = this.sources.type[this.sources.of(records[at + ID]!)]!
    const ticks = records[at + FILL_TICKS]!
    const lots = records[at + LOTS]!
    const slipped = records[at + FILL_SLIPPAGE]!
    this.fills++
    this.fees += records[at + FILL_FEE]!
    this.notional += ticks * lots * units
    if (type === MARKET) this.shortfall += (ticks - records[at + FILL_DECISION]!) * records[at + SIDE]! * lots * units
    if (slipped !== 0) this.slippageByType[type]! += wholeUnits(mulExact(slipped, lots, ratio.exact) * this.rates[instrument]!)
    this.costs.take(records, at, type)
  }

  takeRefusal(records: Float64Array, at: number): void {
    this.refusalsByReason[records[at + REFUSAL_REASON]!]! += 1
  }

  takeCancel(records: Float64Array, at: number): void {
    this.cancelsByReason[records[at + CANCEL_REASON]!]! += 1
  }
}

/** Counts with their names, zero counts left out: what the document shows. */
export function named(names: readonly string[], counts: Float64Array): Record<string, number> {
  return Object.fromEntries(names.map((name, k): [string, number] => [name, counts[k] ?? 0]).filter(([, count]) => count > 0))
}

export function sum(counts: Float64Array): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
