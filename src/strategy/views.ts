/** What an author sees of orders and positions: plain numbers in money and units. */
import type { CancelReason, OrderId, OrderRole, RefusalReason, Side } from '../model/order.ts'
import type { CorporateAction } from '../model/bars.ts'
import type { Timestamp } from '../model/time.ts'

/** The position of one market, read when asked. */
export interface PositionView {
  /** Units, negative when short. */
  readonly qty: number
  readonly isOpen: boolean
  readonly isLong: boolean
  readonly isShort: boolean
  /** Average entry price; NaN when flat. */
  readonly entryPrice: number
  /** Profit at the last close, before fees, in the account's currency; 0 when flat. */
  readonly unrealised: number
}

/** A fill of one of the strategy's orders. Its price is in the instrument's currency, fee and profit in the account's. */
export interface FillView {
  readonly time: Timestamp
  readonly instrument: string
  readonly order: OrderId
  readonly side: Side
  readonly role: OrderRole
  readonly qty: number
  readonly price: number
  readonly fee: number
  /** Profit that this fill realised, before its fee. */
  readonly realised: number
  /** Units held after it, negative when short. */
  readonly position: number
  readonly tag: string
}

/** A request that became no order. */
export interface RefusalView {
  readonly time: Timestamp
  readonly instrument: string
  readonly request: OrderId
  readonly reason: RefusalReason
  /** What the reason means, in a sentence. */
  readonly means: string
  readonly tag: string
}

/** An open order that ended without (all of) its fill. */
export interface CancelView {
  readonly time: Timestamp
  readonly instrument: string
  readonly order: OrderId
  readonly role: OrderRole
  readonly reason: CancelReason
  /** Units that were not filled. */
  readonly qty: number
  readonly tag: string
}

/** Something that happened to an instrument itself, after cash and position follow from it. */
export interface ActionView {
  readonly time: Timestamp
  readonly instrument: string
  readonly action: CorporateAction
  /** Cash it brought the account, in the account's currency; 0 where prices are adjusted for it. */
  readonly cash: number
}
