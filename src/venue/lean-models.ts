/** What LEAN's two fill models, for shares and for all else, do differently. Prices in fractional ticks, `side` +1 to buy. */
import type { BarTicks, Side4 } from './book.ts'

const HOUR_MS = 3_600_000
/** Prices older than this, at the time of the order, are stale. */
const STALE_MS = HOUR_MS

export interface LeanModel {
  /** New prices that a limit or a plain stop is held to; null where the bar has none. */
  levels(bar: BarTicks, side: number): Side4 | null
  /** Price of an order at market, NaN where it waits. `since` is the time of the order. */
  market(bar: BarTicks, side: number, since: number): number
  /** Whether a bar of a session that opened after an order on its open has the open that the order waits for. */
  hasOpen(bar: BarTicks, since: number): boolean
  /** Prices of the auctions. */
  auction(bar: BarTicks, side: number): Side4
  limit(prices: Side4, side: number, limit: number): number
  /** Whether a plain stop is reached, and where it fills before slippage. */
  stopReached(prices: Side4, side: number, stop: number): boolean
  stop(prices: Side4, side: number, stop: number, slip: number): number
  /** Price of a touched limit order, NaN where it does not fill. */
  touched(bar: BarTicks, side: number, limit: number, since: number): number
}

/** The equity model: trade bars for limits and plain stops, which gain or lose by a gap; ask and bid for orders at market. */
export const leanShares: LeanModel = {
  levels: (bar) => (bar.traded ? bar : null),
  market: bestEffort,
  // A daily bar opens with its session; a bar of minutes has to, and one of an hour may open before it.
  hasOpen(bar, since) {
    const span = bar.closeTime - bar.openTime
    if (span < HOUR_MS && bar.openTime < bar.sessionStart) return false
    return (span <= HOUR_MS ? bar.openTime : Math.max(bar.openTime, bar.sessionStart)) >= since
  },
  auction: (bar) => bar,
  limit: (prices, side, limit) => worst(-side, prices.open, limit),
  stopReached: (prices, side, stop) => side * (extreme(prices, side) - stop) >= 0,
  stop: (prices, side, stop) => worst(side, prices.open, stop),
  touched(bar, side, limit, since) {
    const price = bestEffort(bar, side, since)
    return side * (price - limit) <= 0 ? price : NaN
  },
}

/** The base model: the side of the quotes for all, no gain and no loss by a gap but that of the close. */
export const leanBase: LeanModel = {
  levels: sidePrices,
  market(bar, side, since) {
    const span = bar.closeTime - bar.openTime
    if (span >= HOUR_MS && since <= bar.openTime) return (sidePrices(bar, side) ?? bar).open
    return sideNow(bar, side)
  },
  hasOpen: () => true,
  auction: (bar, side) => sidePrices(bar, side) ?? bar,
  // It fills at the far extreme where even that is better than the limit.
  limit: (prices, side, limit) => worst(-side, extreme(prices, side), limit),
  stopReached: (prices, side, stop) => side * (extreme(prices, side) - stop) > 0,
  stop: closeOrStop,
  // A buy asks whether the bid has come down to it, a sell whether the ask has come up.
  touched: (bar, side, limit) => (side * (sideNow(bar, -side) - limit) <= 0 ? limit : NaN),
}

/** The worse of the stop and the slipped close, from which the venue's slippage is taken off. */
export function closeOrStop(prices: Side4, side: number, stop: number, slip: number): number {
  return worst(side, prices.close, stop - side * slip)
}

/** High for a buy, low for a sell. */
export function extreme(prices: Side4, side: number): number {
  return side > 0 ? prices.high : prices.low
}

/** Of two prices the one that is worse to buy at, for side +1, or to sell at. */
export function worst(side: number, a: number, b: number): number {
  return side > 0 ? Math.max(a, b) : Math.min(a, b)
}

/** Ask of a buy, bid of a sell; the trades where that side never was quoted or is not in this bar; null where neither is new. */
export function sidePrices(bar: BarTicks, side: number): Side4 | null {
  const quote = side > 0 ? bar.ask : bar.bid
  if (!Number.isNaN(quote.close)) return quote
  if (bar.quotedTime < bar.closeTime) return null
  return bar.traded ? bar : null
}

/** The last ask or bid, however old, else the last price. */
function sideNow(bar: BarTicks, side: number): number {
  const quote = side > 0 ? bar.lastAsk : bar.lastBid
  return Number.isNaN(quote) ? bar.close : quote
}

/** The last ask or bid unless it is stale, else the last trade unless that is, else NaN. */
function bestEffort(bar: BarTicks, side: number, since: number): number {
  const freshFrom = since - STALE_MS
  const quote = side > 0 ? bar.lastAsk : bar.lastBid
  if (bar.quotedTime >= freshFrom && !Number.isNaN(quote)) return quote
  return bar.tradedTime >= freshFrom ? bar.close : NaN
}
