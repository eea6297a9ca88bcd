/** What a fill policy is shown: one bar, and the open orders of one instrument. */

/** One side of the book over a bar, in fractional ticks; NaN in all four where nothing was quoted. */
export interface Side4 {
  open: number
  high: number
  low: number
  close: number
}

/** One bar in fractional ticks, its times in epoch ms. A reused object. */
export interface BarTicks {
  open: number
  high: number
  low: number
  close: number
  openTime: number
  closeTime: number
  /** From when on nothing trades in the rest of the bar, epoch ms: a day's bar may end hours after its session. At most `closeTime`. */
  tradesUntil: number
  /** In lots. */
  volume: number
  /** False for a row that only repeats the last close: it is no new price, but it may have quotes. */
  traded: boolean
  /** Set for policies that use quotes, else NaN. */
  readonly bid: Side4
  readonly ask: Side4
  /** The last bid and ask known at its close, and the close of the bar they come from; NaN before the first. For policies that use quotes. */
  lastBid: number
  lastAsk: number
  quotedTime: number
  /** Close of the last bar that traded: `closeTime`, but for a repeated row. */
  tradedTime: number
  /**
   * Open and close of the regular session that some of the bar lies in, epoch ms; NaN for a bar wholly outside sessions. In a market
   * that never closes a session is a UTC day.
   */
  sessionStart: number
  sessionEnd: number
  /** The last session close at or before the bar's close, epoch ms: a market-on-close order placed before it is due. */
  sessionEnded: number
  /**
   * Where that session ended before this bar opened and after the last one that traded: the close of that one, which was the session's
   * last price. Else NaN.
   */
  closeBefore: number
}

/** A bar to be filled in: doubles from the start, so that none of its fields is ever boxed anew. */
export function emptyBar(): BarTicks {
  return {
    open: 0.5,
    high: 0.5,
    low: 0.5,
    close: 0.5,
    openTime: 0.5,
    closeTime: 0.5,
    tradesUntil: 0.5,
    volume: NaN,
    traded: true,
    bid: { open: NaN, high: NaN, low: NaN, close: NaN },
    ask: { open: NaN, high: NaN, low: NaN, close: NaN },
    lastBid: NaN,
    lastAsk: NaN,
    quotedTime: NaN,
    tradedTime: NaN,
    sessionStart: NaN,
    sessionEnd: NaN,
    sessionEnded: -Infinity,
    closeBefore: NaN,
  }
}

/** When an order fills: with the whole bar after it, with some of it, or with none. */
export const FILL_AT_OPEN = 0
export const FILL_INSIDE = 1
export const FILL_AT_CLOSE = 2
export type FillMoment = typeof FILL_AT_OPEN | typeof FILL_INSIDE | typeof FILL_AT_CLOSE

/** What a policy may see and do: the open orders of one instrument, oldest first, legs born in this bar last. */
export interface Book {
  readonly slots: Float64Array
  /** Number of places, which grows when a fill places bracket legs. */
  size(): number
  /** Slot at place k, or -1 when that order has ended, or `fill` was called for it in this bar: what is left waits for the next. */
  slotAt(k: number): number
  /**
   * Fills a slot, or as much of it as volume and account allow, at `ticks` (fractional) before slippage, which orders that are
   * limits do not pay. `rangeLow` and `rangeHigh` are the stretch of this bar that surely came after.
   */
  fill(slot: number, ticks: number, when: FillMoment, rangeLow: number, rangeHigh: number): void
  /** Ticks that slippage would take from a fill of this slot at `ticks`. */
  slippage(slot: number, ticks: number): number
  /** A stop-limit or limit-if-touched becomes its limit, a trailing stop becomes active. */
  trigger(slot: number): void
  /** Moves the level of a trailing stop. */
  moveLevel(slot: number, ticks: number): void
  /** Counts a bar in which the policy had to choose what came first. */
  ambiguous(): void
}
