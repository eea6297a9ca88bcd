/**
 * What was sent and what it cost, counted from records as they come. Money is summed in ledger units: the sums are exact
 * up to 2^53 units and the nearest double beyond, because a report must not stop a run. Notional is a double in money.
 */
import { mulExact } from '../base/fixed-point.ts'
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

/** Order types are remembered by id, a byte each, up to this id; a later market or stop order counts as market. */
const ORDER_IDS_MAX = 2 ** 26

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
  private readonly ratios: readonly { readonly exact: ReturnType<typeof notionalRatio>; readonly units: number }[]
  private typeOfOrder = new Uint8Array(4096)

  constructor(instruments: readonly Instrument[]) {
    this.ratios = instruments.map((i) => {
      const exact = notionalRatio(i)
      return { exact, units: exact.numerator / exact.denominator }
    })
  }

  takeOrder(records: Float64Array, at: number): void {
    const id = records[at + ID]!
    const type = records[at + ORDER_TYPE]!
    this.ordersByType[type]! += 1
    if (id >= ORDER_IDS_MAX) return
    if (id >= this.typeOfOrder.length) this.growTo(id)
    this.typeOfOrder[id] = type
  }

  takeFill(records: Float64Array, at: number): void {
    const ratio = this.ratios[records[at + INSTRUMENT]!]!
    const type = this.typeOfOrder[records[at + ID]!] ?? MARKET
    const ticks = records[at + FILL_TICKS]!
    const lots = records[at + LOTS]!
    const slipped = records[at + FILL_SLIPPAGE]!
    this.fills++
    this.fees += records[at + FILL_FEE]!
    this.notional += ticks * lots * ratio.units
    if (type === MARKET) this.shortfall += (ticks - records[at + FILL_DECISION]!) * records[at + SIDE]! * lots * ratio.units
    if (slipped !== 0) this.slippageByType[type]! += mulExact(slipped, lots, ratio.exact)
  }

  takeRefusal(records: Float64Array, at: number): void {
    this.refusalsByReason[records[at + REFUSAL_REASON]!]! += 1
  }

  takeCancel(records: Float64Array, at: number): void {
    this.cancelsByReason[records[at + CANCEL_REASON]!]! += 1
  }

  private growTo(id: number): void {
    const grown = new Uint8Array(Math.min(ORDER_IDS_MAX, 2 ** Math.ceil(Math.log2(id + 1))))
    grown.set(this.typeOfOrder)
    this.typeOfOrder = grown
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
