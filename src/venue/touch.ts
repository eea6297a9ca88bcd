/** When each order type is reached by a price: the only place that knows it. Levels and prices in ticks. */
import { LIMIT, MARKET } from '../model/order.ts'
import { O_LEVEL, O_SIDE, O_TYPE } from '../model/orders.ts'

/**
 * A market order fills at any open; a limit at an open as good or better than its level; a stop at an open at or beyond
 * its level (gapped through).
 */
export function fillsAtOpen(slots: Float64Array, at: number, open: number): boolean {
  const type = slots[at + O_TYPE]!
  if (type === MARKET) return true
  const toOpen = slots[at + O_SIDE]! * (open - slots[at + O_LEVEL]!)
  return type === LIMIT ? toOpen <= 0 : toOpen >= 0
}

/** A limit is reached when price trades at or through its level towards us, a stop when it trades at or through away from us. */
export function touches(slots: Float64Array, at: number, low: number, high: number): boolean {
  const level = slots[at + O_LEVEL]!
  return reachedFromAbove(slots, at) ? low <= level : high >= level
}

/** True for a buy limit and a sell stop: price comes down to them. */
export function reachedFromAbove(slots: Float64Array, at: number): boolean {
  const isLimit = slots[at + O_TYPE] === LIMIT
  const isBuy = slots[at + O_SIDE]! > 0
  return isLimit === isBuy
}
