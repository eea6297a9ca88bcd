import type { Instrument } from '../model/instrument.ts'
import { BUY, LIMIT, MARKET, SELL, STOP, type OrderId } from '../model/order.ts'
import type { BarLines } from './bar-lines.ts'
import type { BarRule, BarsOptions } from './bar-rule.ts'
import {
  ABSENT,
  D_BARS,
  D_EXPIRES,
  D_INSTRUMENT,
  D_LEVEL,
  D_SIDE,
  D_SIZE,
  D_SIZE_KIND,
  D_STOP,
  D_TAG,
  D_TARGET,
  D_TYPE,
  SIZE_EQUITY,
  SIZE_RISK,
  SIZE_UNITS,
  type Desk,
} from './desk.ts'
import type { OrderRequest } from './order-request.ts'
import type { TimeframeName } from './params.ts'
import type { PositionView } from './views.ts'

/** One instrument as a strategy handles it. */
export interface Market {
  readonly instrument: Instrument
  /**
   * Bars of a timeframe; `base`, the default, is that of the data. Higher ones are built from them, as are bars by count, volume or
   * price: `bars({ renko: 1.5 })`.
   */
  bars(what?: TimeframeName | BarRule, options?: BarsOptions): BarLines
  /** Asks to buy. Ends as an order or as a refusal with a reason; both carry the number returned. */
  buy(request: OrderRequest): OrderId
  /** Asks to sell; from flat or beyond the position it goes short. */
  sell(request: OrderRequest): OrderId
  /** Asks to close the whole position at the next bar's open. */
  close(options?: { readonly tag?: string }): OrderId
  /** Cancels an open order; one that is not open is refused with UNKNOWN_ORDER. */
  cancel(order: OrderId): void
  /** Cancels all open orders of this market, bracket legs too. */
  cancelAll(): void
  readonly position: PositionView
  /** Close of the last bar, in money; NaN before the first. */
  readonly price: number
}

export interface MarketParts {
  readonly index: number
  readonly instrument: Instrument
  readonly desk: Desk
  readonly position: PositionView
  readonly price: () => number
  readonly bars: (what: TimeframeName | BarRule, options?: BarsOptions) => BarLines
}

/** The handle of one instrument. */
export class MarketHandle implements Market {
  readonly instrument: Instrument
  readonly position: PositionView
  private readonly parts: MarketParts

  constructor(parts: MarketParts) {
    this.instrument = parts.instrument
    this.position = parts.position
    this.parts = parts
  }

  bars(what: TimeframeName | BarRule = 'base', options?: BarsOptions): BarLines {
    return this.parts.bars(what, options)
  }

  buy(request: OrderRequest): OrderId {
    return send(this.parts.desk, this.parts.index, BUY, request)
  }

  sell(request: OrderRequest): OrderId {
    return send(this.parts.desk, this.parts.index, SELL, request)
  }

  close(options?: { readonly tag?: string }): OrderId {
    const { desk, index } = this.parts
    return desk.close(index, options?.tag === undefined ? 0 : desk.tag(options.tag))
  }

  cancel(order: OrderId): void {
    this.parts.desk.cancel(this.parts.index, order)
  }

  cancelAll(): void {
    this.parts.desk.cancelAll(this.parts.index)
  }

  get price(): number {
    return this.parts.price()
  }
}

function send(desk: Desk, instrument: number, side: number, request: OrderRequest): OrderId {
  const d = desk.draft
  d[D_INSTRUMENT] = instrument
  d[D_SIDE] = side
  const { qty, equity, risk } = request as { qty?: unknown; equity?: unknown; risk?: unknown }
  d[D_SIZE_KIND] = qty !== undefined ? SIZE_UNITS : equity !== undefined ? SIZE_EQUITY : SIZE_RISK
  // Types allow one size and only numbers; what comes past them is refused, not guessed at.
  const one = (qty === undefined ? 0 : 1) + (equity === undefined ? 0 : 1) + (risk === undefined ? 0 : 1) === 1
  const size = qty ?? equity ?? risk
  d[D_SIZE] = one && typeof size === 'number' ? size : NaN
  d[D_TYPE] = request.limit !== undefined ? LIMIT : request.stop !== undefined ? STOP : MARKET
  d[D_LEVEL] = price(request.limit ?? request.stop)
  d[D_STOP] = price(request.bracket?.stop)
  d[D_TARGET] = price(request.bracket?.target)
  const expires = request.expires
  d[D_EXPIRES] = typeof expires === 'number' ? expires : Infinity
  d[D_BARS] = typeof expires === 'object' ? expires.bars : Infinity
  d[D_TAG] = request.tag === undefined ? 0 : desk.tag(request.tag)
  return desk.submit()
}

/** NaN stands for what is no price, so that it is refused and not mistaken for none. */
function price(given: number | undefined): number {
  if (given === undefined) return ABSENT
  return given > 0 && given < Infinity ? given : NaN
}
