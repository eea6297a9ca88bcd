/** What an author sees of an open order: plain numbers in money and units, as it stands now. */
import type { OrderId, OrderRole, OrderType, Side } from '../model/order.ts'
import type { OrderState } from '../model/order-state.ts'

/** An open order. Money and units. */
export interface OrderView {
  readonly id: OrderId
  readonly side: Side
  readonly type: OrderType
  readonly role: OrderRole
  readonly state: OrderState
  /** Units ordered in all, and those filled. */
  readonly qty: number
  readonly filled: number
  /** The limit, and the level that triggers it; undefined where the order has none. */
  readonly limit: number | undefined
  readonly stop: number | undefined
  readonly tag: string
  /** The order whose fill placed it. */
  readonly parent: OrderId | undefined
}
