/** An order as both the exchange and the strategy's account know it. Prices in whole ticks, sizes in lots. */
import type { OrderRole, OrderType } from '../../src/model/order.ts'

export interface Trail {
  /** Ticks, or a share of price. */
  readonly kind: 'ticks' | 'share'
  readonly distance: number
}

export interface Group {
  readonly kind: 'oco' | 'ouo' | 'bracket'
  readonly members: Order[]
}

/** What an order places as it fills: a part of it, from one share to another, or so many lots of its own. */
export interface Child {
  order: Order
  /** Its levels and its decision as they were asked for, whatever became of the order itself. */
  readonly levels: { readonly trigger: number; readonly limit: number; readonly decision: number }
  readonly from: number
  readonly to: number
  /** Lots of its own, whatever its parent fills; NaN for a part of that. */
  readonly own: number
  given: number
}

export interface Order {
  id: number
  readonly market: number
  readonly side: 1 | -1
  readonly type: OrderType
  readonly role: OrderRole
  ordered: number
  left: number
  /** What must be reached first; NaN when nothing must. A trailing stop's moves. */
  trigger: number
  /** NaN for none. */
  limit: number
  triggered: boolean
  readonly trail: Trail | null
  /** Price that must be seen before a trailing stop follows; NaN when it follows at once. */
  activation: number
  tif: 'gtc' | 'day' | 'gtd' | 'ioc' | 'fok'
  readonly postOnly: boolean
  readonly reduceOnly: boolean
  expires: number
  barsLeft: number
  /** Bars that open from here on can fill it. */
  since: number
  parent: number
  group: Group | null
  readonly children: Child[]
  /** Lots that its fills opened: what its children share. */
  opened: number
  decision: number
  begun: boolean
  /** A whole bar has been matched against it. */
  seen: boolean
  /** It had what the volume of the bar at hand left it. */
  served: boolean
  /** Best price since it began to follow, in ticks; NaN before. */
  best: number
  /** The stretch of the bar it was born in that surely came after its birth; null once that bar is over. */
  stretch: { readonly low: number; readonly high: number; readonly way: number } | null
  /** Price at which it was born inside a bar, in ticks. */
  bornAt: number
  open: boolean
  /** It was at market against a position when it was sent or last changed: it surely closes what there is of that. */
  leaves: boolean
  /** Cancelled by the strategy, which wants no more of its kind. */
  dismissed: boolean
}

/** Closes a position rather than opens one: never more than there is. */
export function isReducing(o: Order): boolean {
  return o.role !== 'entry' || o.reduceOnly
}

/** 1 for what was sent to close a position: of orders at one level it goes first. */
export function closes(o: Order): number {
  return o.role === 'entry' ? 0 : 1
}

/** A trailing stop whose activation was not seen yet. */
export function isAsleep(o: Order): boolean {
  return o.trail !== null && !o.triggered && Number.isNaN(o.trigger)
}

/** It waits for its trigger: a stop of any kind, or a limit-if-touched that was not touched. */
export function isWaiting(o: Order): boolean {
  return !o.triggered && !Number.isNaN(o.trigger)
}

/** Reached by price going against whoever sent it: a buyer's price rises, a seller's falls. */
export function isStop(o: Order): boolean {
  return isWaiting(o) && o.type !== 'limit-if-touched'
}

export function isLimit(o: Order): boolean {
  return !isStop(o) && !Number.isNaN(levelOf(o))
}

/** The level at which the next thing happens; NaN for orders at market. */
export function levelOf(o: Order): number {
  return isWaiting(o) ? o.trigger : o.limit
}
