/**
 * Fills as LEAN's models do: orders are tried at the end of each bar, oldest first and whole, on prices newer than the order; a market
 * order is filled as soon as it is accepted. Legs that a fill places wait for the next bar.
 */
import { LIMIT, LIMIT_IF_TOUCHED, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, STOP, STOP_LIMIT, TRAILING_STOP } from '../model/order.ts'
import { O_ACTIVATION, O_LEVEL, O_LIMIT, O_SIDE, O_SINCE, O_TRIGGERED, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { nearestTick } from '../model/price-grid.ts'
import { FILL_AT_CLOSE, FILL_AT_OPEN, FILL_INSIDE, type BarTicks, type Book } from './book.ts'
import { follow, wakeTrailing } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { closeOrStop, extreme, leanBase, leanShares, sidePrices, worst, type LeanModel } from './lean-models.ts'

const shares = leanPolicy(leanShares)
const others = leanPolicy(leanBase)

/** Shares by the equity model, all other kinds by the base model. What says no kind but has a base currency is a pair. */
export const lean: FillPolicy = {
  ...shares,
  of({ kind, baseCurrency }) {
    return kind === 'equity' || (kind === undefined && baseCurrency === undefined) ? shares : others
  },
}

function leanPolicy(model: LeanModel): FillPolicy {
  return {
    name: 'lean',
    says: "LEAN's models: market orders at once at ask or bid; other orders at the end of newer bars, strictly through their limit",
    usesQuotes: true,
    seesEveryBar: true,
    eagerStops: true,
    legsWait: true,
    accepted(book, slot, bar) {
      if (book.slots[slot * SLOT_WIDTH + O_TYPE] === MARKET) tryMarket(book, slot, bar, model)
      return true
    },
    // LEAN scans its orders again after the algorithm has spoken, and an order keeps the time it was first sent.
    amended: (book, slot, bar) => attempt(book, slot, bar, model),
    open() {},
    inside(book, bar) {
      const count = book.size()
      for (let k = 0; k < count; k++) {
        const slot = book.slotAt(k)
        if (slot >= 0) attempt(book, slot, bar, model)
      }
    },
  }
}

/** Tries one order on a bar that is newer than it. */
function attempt(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  if (bar.closeTime <= book.slots[at + O_SINCE]!) return
  const type = book.slots[at + O_TYPE]!
  const inSession = !Number.isNaN(bar.sessionStart)
  if (type === LIMIT) tryLimit(book, slot, bar, model)
  else if (type === STOP_LIMIT) tryStopLimit(book, slot, bar)
  else if (type === LIMIT_IF_TOUCHED) tryTouched(book, slot, bar, model)
  else if (type === MARKET_ON_CLOSE) tryOnClose(book, slot, bar, model)
  else if (!inSession) return
  else if (type === MARKET) tryMarket(book, slot, bar, model)
  else if (type === STOP) tryStop(book, slot, bar, model)
  else if (type === TRAILING_STOP) tryTrailing(book, slot, bar)
  else if (type === MARKET_ON_OPEN) tryOnOpen(book, slot, bar, model)
}

/** A market order waits for the session, and for prices that are not stale. */
function tryMarket(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  const since = book.slots[at + O_SINCE]!
  // The bar that ends as the session does can still fill it; an earlier one only as long as the session lasts.
  const isOpen = !Number.isNaN(bar.sessionStart) && (since <= bar.closeTime || since < bar.sessionEnd)
  if (!isOpen) return
  const price = model.market(bar, book.slots[at + O_SIDE]!, since)
  if (!Number.isNaN(price)) fill(book, slot, price, bar)
}

function tryLimit(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const limit = book.slots[at + O_LEVEL]!
  const prices = model.levels(bar, side)
  if (prices !== null && side * (extreme(prices, -side) - limit) < 0) fill(book, slot, model.limit(prices, side, limit), bar)
}

function tryStop(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const stop = book.slots[at + O_LEVEL]!
  const prices = model.levels(bar, side)
  if (prices === null || !model.stopReached(prices, side, stop)) return
  fill(book, slot, model.stop(prices, side, stop, book.slippage(slot, prices.close)), bar)
}

/** Both models: on the side's prices, the close must be within the limit, and the far extreme bounds the price. */
function tryStopLimit(book: Book, slot: number, bar: BarTicks): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const prices = sidePrices(bar, side)
  if (prices === null) return
  if (book.slots[at + O_TRIGGERED] === 0 && side * (extreme(prices, side) - book.slots[at + O_LEVEL]!) > 0) book.trigger(slot)
  if (book.slots[at + O_TRIGGERED] === 0) return
  const limit = book.slots[at + O_LEVEL]!
  if (side * (prices.close - limit) < 0) fill(book, slot, worst(-side, extreme(prices, side), limit), bar)
}

/** Both models. The level follows after the attempt; the second scan of a step then holds the same bar to the new level. */
function tryTrailing(book: Book, slot: number, bar: BarTicks): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const prices = sidePrices(bar, side)
  if (prices === null) return
  if (book.slots[at + O_TRIGGERED] === 0) {
    // LEAN knows no activation: it is seen as a touch from the good side, and the stop follows from the next bar on.
    const seen = extreme(prices, -side)
    if (side * (seen - book.slots[at + O_ACTIVATION]!) <= 0) wakeTrailing(book, slot, seen)
    return
  }
  for (let scan = 0; scan < 2; scan++) {
    const stop = book.slots[at + O_LEVEL]!
    if (side * (extreme(prices, side) - stop) >= 0) {
      return fill(book, slot, closeOrStop(prices, side, stop, book.slippage(slot, prices.close)), bar)
    }
    follow(book, slot, extreme(prices, -side))
  }
}

function tryTouched(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const isTouched = side * (extreme(bar, -side) - book.slots[at + O_LEVEL]!) <= 0
  if (book.slots[at + O_TRIGGERED] === 0 && bar.traded && isTouched) book.trigger(slot)
  if (book.slots[at + O_TRIGGERED] === 0) return
  const price = model.touched(bar, side, book.slots[at + O_LIMIT]!, book.slots[at + O_SINCE]!)
  if (!Number.isNaN(price)) fill(book, slot, price, bar)
}

/** The first fitting bar that traded in a session which opened after the order was sent. */
function tryOnOpen(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  const since = book.slots[at + O_SINCE]!
  if (!bar.traded || bar.sessionStart <= since || !model.hasOpen(bar, since)) return
  const { open } = model.auction(bar, book.slots[at + O_SIDE]!)
  book.fill(slot, nearestTick(open), FILL_AT_OPEN, bar.low, bar.high)
}

function tryOnClose(book: Book, slot: number, bar: BarTicks, model: LeanModel): void {
  const at = slot * SLOT_WIDTH
  if (bar.sessionEnded <= book.slots[at + O_SINCE]!) return
  const { close } = model.auction(bar, book.slots[at + O_SIDE]!)
  book.fill(slot, nearestTick(close), FILL_AT_CLOSE, bar.close, bar.close)
}

/** LEAN rounds no price: the tick is the nearest. */
function fill(book: Book, slot: number, price: number, bar: BarTicks): void {
  book.fill(slot, nearestTick(price), FILL_INSIDE, Math.min(price, bar.close), Math.max(price, bar.close))
}
