/**
 * When each order type is reached by a price: the only place that knows it. Levels and prices in ticks. What rests in a book is one of
 * three: a limit, which fills at its level or better; a stop, which fills at its level or worse; a sleeper, whose level only wakes it:
 * a stop-limit or limit-if-touched before its trigger, a trailing stop before its activation.
 */
import { LIMIT, LIMIT_IF_TOUCHED, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, STOP, STOP_LIMIT, TRAILING_STOP } from '../model/order.ts'
import { O_ACTIVATION, O_LEVEL, O_SIDE, O_TRIGGERED, O_TYPE } from '../model/orders.ts'
import { trailingLevel } from '../model/trailing.ts'

/** Market orders of all kinds are reached by no price: they fill when it is their time. */
export function hasLevel(slots: Float64Array, at: number): boolean {
  const type = slots[at + O_TYPE]!
  return type !== MARKET && type !== MARKET_ON_OPEN && type !== MARKET_ON_CLOSE
}

export function sleeps(slots: Float64Array, at: number): boolean {
  const type = slots[at + O_TYPE]!
  return (type === STOP_LIMIT || type === LIMIT_IF_TOUCHED || type === TRAILING_STOP) && slots[at + O_TRIGGERED] === 0
}

/** True for what fills when price moves away from us: a stop, an active trailing stop. */
export function isStop(slots: Float64Array, at: number): boolean {
  const type = slots[at + O_TYPE]!
  return type === STOP || (type === TRAILING_STOP && slots[at + O_TRIGGERED] === 1)
}

/** True for an active trailing stop. */
export function isTrailing(slots: Float64Array, at: number): boolean {
  return slots[at + O_TYPE] === TRAILING_STOP && slots[at + O_TRIGGERED] === 1
}

/** The price at which the next thing happens to an order that has a level. */
export function levelOf(slots: Float64Array, at: number): number {
  const waits = slots[at + O_TYPE] === TRAILING_STOP && slots[at + O_TRIGGERED] === 0
  return waits ? slots[at + O_ACTIVATION]! : slots[at + O_LEVEL]!
}

/** True for what price comes down to: a buy that waits for a better price, a sell that waits for a worse one. */
export function reachedFromAbove(slots: Float64Array, at: number): boolean {
  const isBuy = slots[at + O_SIDE]! > 0
  const type = slots[at + O_TYPE]!
  const triggered = slots[at + O_TRIGGERED] === 1
  const better = type === LIMIT || type === LIMIT_IF_TOUCHED || (type === STOP_LIMIT && triggered) || (type === TRAILING_STOP && !triggered)
  return better === isBuy
}

/** Whether prices from low to high hold its level, or lie beyond it. */
export function touches(slots: Float64Array, at: number, low: number, high: number): boolean {
  if (!hasLevel(slots, at)) return false
  const level = levelOf(slots, at)
  return reachedFromAbove(slots, at) ? low <= level : high >= level
}

/** Whether a limit at `limit` may fill at `price`. */
export function isWithin(slots: Float64Array, at: number, limit: number, price: number): boolean {
  return slots[at + O_SIDE]! * (price - limit) <= 0
}

/** Level of a trailing stop that has seen `best`, in whole ticks: it follows, and never goes back. */
export function trailedLevel(slots: Float64Array, at: number, best: number): number {
  const level = trailingLevel(slots, at, best)
  if (slots[at + O_TRIGGERED] === 0) return level
  return slots[at + O_SIDE]! > 0 ? Math.min(level, slots[at + O_LEVEL]!) : Math.max(level, slots[at + O_LEVEL]!)
}
