import type { Instrument } from '../model/instrument.ts'
import { BUY, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, SELL, type OrderId } from '../model/order.ts'
import { GROUP_OCO, GROUP_OUO } from '../model/orders.ts'
import type { BarLines } from './bar-lines.ts'
import type { BarRule, BarsOptions } from './bar-rule.ts'
import {
  ABSENT,
  ASK_AMEND,
  ASK_CANCEL,
  ASK_CANCEL_ALL,
  ASK_CLOSE,
  ASK_JOIN,
  ASK_LEAVE,
  ASK_MEMBER,
  ASK_ORDER,
  ASK_TARGET,
  D_GROUP,
  D_GROUP_KIND,
  D_INSTRUMENT,
  D_LEVEL,
  D_LIMIT,
  D_ORDER,
  D_OWNER,
  D_SIZE,
  D_SOURCE,
  D_TAG,
  D_TIF,
  D_TYPE,
  type Desk,
} from './desk.ts'
import { checkKeys, CLOSE_KEYS } from './known-keys.ts'
import type { AmendRequest, OrderRequest, Sided, TargetRequest } from './order-request.ts'
import type { OrderView } from './order-view.ts'
import type { TimeframeName } from './params.ts'
import { numberOf, priceOf, sendRequest, writeExpiry, writeTrail } from './request-draft.ts'
import { writeTarget, type TargetOptions } from './targets.ts'
import type { PositionView } from './views.ts'

/** One instrument as a strategy handles it. */
export interface Market {
  readonly instrument: Instrument
  /** Bars of a timeframe; `base`, the default, is that of the data. Higher ones are built from them. */
  bars(timeframe?: TimeframeName, options?: BarsOptions): BarLines
  /** Bars by count, volume, turnover or price, built from those of the data: `bars({ renko: 1.5 })`. */
  bars(rule: BarRule): BarLines
  /** Asks to buy. Ends as an order or as a refusal with a reason; both carry the number returned. */
  buy(request: OrderRequest): OrderId
  /** Asks to sell; from flat or beyond the position it goes short. */
  sell(request: OrderRequest): OrderId
  /** Asks to close the position, or a share of it, at the next bar's open, the next session's open or the session's close. */
  close(options?: { readonly tag?: string; readonly share?: number; readonly on?: 'open' | 'close' }): OrderId
  /** Several orders of which the first that fills anything ends the others. All are taken, or none. */
  oco(orders: readonly Sided[]): readonly OrderId[]
  /** Several orders of which each reduces the others by what it fills. All are taken, or none. */
  ouo(orders: readonly Sided[]): readonly OrderId[]
  /** Changes an open order, which keeps its number and what it filled; a new price or more units cost it its place in the queue. */
  amend(order: OrderId, change: AmendRequest): void
  /** Cancels an open order; one that is not open is refused with FINISHED_ORDER or UNKNOWN_ORDER. */
  cancel(order: OrderId): void
  /** Cancels all open orders of this market, bracket legs too. */
  cancelAll(): void
  /** Buys or sells the difference from the position to where it is to be; nothing where that is less than a lot. */
  target(target: TargetRequest, options?: TargetOptions): void
  /** Takes the market out of the universe: cancels its orders, closes its position and refuses requests, until `join`. */
  leave(options?: { readonly tag?: string }): void
  join(): void
  /** Open orders, oldest first, as they stand now. */
  readonly orders: readonly OrderView[]
  readonly position: PositionView
  /** Close of the last bar, in money; NaN before the first. */
  readonly price: number
}

export interface MarketParts {
  readonly index: number
  /** Index of the strategy among those of the run. */
  readonly owner: number
  readonly instrument: Instrument
  readonly desk: Desk
  readonly position: PositionView
  readonly price: () => number
  readonly bars: (of: TimeframeName | BarRule, options?: BarsOptions) => BarLines
}

/** The handle of one instrument. */
export class MarketHandle implements Market {
  readonly instrument: Instrument
  readonly position: PositionView
  /** Index of the instrument in the run. */
  readonly index: number
  private readonly parts: MarketParts
  private readonly asker: { readonly desk: Desk; readonly instrument: number; readonly owner: number }

  constructor(parts: MarketParts) {
    this.instrument = parts.instrument
    this.position = parts.position
    this.index = parts.index
    this.parts = parts
    this.asker = { desk: parts.desk, instrument: parts.index, owner: parts.owner }
  }

  bars(of: TimeframeName | BarRule = 'base', options?: BarsOptions): BarLines {
    return this.parts.bars(of, options)
  }

  buy(request: OrderRequest): OrderId {
    return this.send(BUY, request)
  }

  sell(request: OrderRequest): OrderId {
    return this.send(SELL, request)
  }

  close(options?: { readonly tag?: string; readonly share?: number; readonly on?: 'open' | 'close' }): OrderId {
    checkKeys('a close', options, CLOSE_KEYS)
    const d = this.begin(options?.tag)
    d[D_SIZE] = options?.share === undefined ? 1 : numberOf(options.share)
    d[D_TYPE] = options?.on === undefined ? MARKET : options.on === 'open' ? MARKET_ON_OPEN : MARKET_ON_CLOSE
    return this.parts.desk.ask(ASK_CLOSE)
  }

  oco(orders: readonly Sided[]): readonly OrderId[] {
    return this.sendGroup(orders, GROUP_OCO)
  }

  ouo(orders: readonly Sided[]): readonly OrderId[] {
    return this.sendGroup(orders, GROUP_OUO)
  }

  amend(order: OrderId, { limit, stop, qty, trail, expires }: AmendRequest): void {
    const d = this.begin()
    d[D_ORDER] = numberOf(order)
    d[D_LIMIT] = priceOf(limit)
    d[D_LEVEL] = priceOf(stop)
    d[D_SIZE] = qty === undefined ? ABSENT : numberOf(qty)
    writeTrail(d, trail)
    writeExpiry(d, expires)
    if (expires === undefined) d[D_TIF] = ABSENT
    this.parts.desk.ask(ASK_AMEND)
  }

  cancel(order: OrderId): void {
    this.begin()[D_ORDER] = numberOf(order)
    this.parts.desk.ask(ASK_CANCEL)
  }

  cancelAll(): void {
    this.begin()
    this.parts.desk.ask(ASK_CANCEL_ALL)
  }

  target(target: TargetRequest, options?: TargetOptions): void {
    writeTarget(this.begin(options?.tag, options?.model), target)
    this.parts.desk.ask(ASK_TARGET)
  }

  leave(options?: { readonly tag?: string }): void {
    this.begin(options?.tag)
    this.parts.desk.ask(ASK_LEAVE)
  }

  join(): void {
    this.begin()
    this.parts.desk.ask(ASK_JOIN)
  }

  get orders(): readonly OrderView[] {
    return this.parts.desk.ordersOf(this.index, this.parts.owner)
  }

  get price(): number {
    return this.parts.price()
  }

  private send(side: number, request: OrderRequest): OrderId {
    this.parts.desk.draft[D_GROUP] = 0
    return sendRequest(this.asker, ASK_ORDER, side, request)
  }

  private sendGroup(orders: readonly Sided[], kind: number): OrderId[] {
    const { desk } = this.parts
    const group = desk.newGroup()
    return orders.map(({ buy, sell }, k) => {
      desk.draft[D_GROUP] = group
      desk.draft[D_GROUP_KIND] = kind
      return sendRequest(this.asker, k === 0 ? ASK_ORDER : ASK_MEMBER, buy === undefined ? SELL : BUY, buy ?? sell)
    })
  }

  /** The draft, for something about this market. */
  private begin(tag?: string, model?: string): Float64Array {
    const { desk, index, owner } = this.parts
    const d = desk.draft
    d[D_INSTRUMENT] = index
    d[D_OWNER] = owner
    d[D_TAG] = tag === undefined ? 0 : desk.tag(tag)
    d[D_SOURCE] = desk.source(model)
    return d
  }
}
