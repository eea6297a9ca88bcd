/** Which orders a bar may fill, and what its open and its close fill: the same for most policies. */
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, TRAILING_STOP } from '../model/order.ts'
import { O_EXPIRES, O_LIMIT, O_SINCE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { FILL_AT_CLOSE, FILL_AT_OPEN, type BarTicks, type Book } from './book.ts'
import { hasLevel, isTrailing, isWithin, levelOf, sleeps, touches, trailedLevel } from './touch.ts'

/** An order is never matched against a bar that opened before it was placed. */
export function wasThere(book: Book, slot: number, bar: BarTicks): boolean {
  return book.slots[slot * SLOT_WIDTH + O_SINCE]! <= bar.openTime
}

/**
 * Whether a bar's open is the one that a market-on-open order waits for. A bar that began before the order did may have opened before the
 * session, at a price that was gone by then, unless it is a day's.
 */
export function opensFor(book: Book, slot: number, bar: BarTicks): boolean {
  const since = book.slots[slot * SLOT_WIDTH + O_SINCE]!
  const holdsSession = bar.openTime <= bar.sessionStart && bar.closeTime >= bar.sessionEnd
  return bar.sessionStart >= since && (bar.openTime >= since || holdsSession)
}

/** Inside a bar whose trading outlives it an order does not fill: nobody knows whether price came in time. */
export function livesThrough(book: Book, slot: number, bar: BarTicks): boolean {
  return book.slots[slot * SLOT_WIDTH + O_EXPIRES]! >= bar.tradesUntil && wasThere(book, slot, bar)
}

/**
 * Fills what fills at the bar's open, oldest first: market orders, auctions, and what the open reaches or has gapped beyond. With
 * `exact` a level fills at itself however far beyond it the bar opened.
 */
export function fillAtOpen(book: Book, bar: BarTicks, exact: boolean): void {
  fillAtCloseBefore(book, bar)
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0) continue
    const at = slot * SLOT_WIDTH
    const type = book.slots[at + O_TYPE]!
    if (type === MARKET_ON_OPEN) {
      if (opensFor(book, slot, bar)) atOpen(book, slot, bar, bar.open)
    } else if (wasThere(book, slot, bar)) {
      if (type === MARKET) atOpen(book, slot, bar, bar.open)
      else if (hasLevel(book.slots, at)) meetOpen(book, slot, bar, exact)
    }
  }
}

function meetOpen(book: Book, slot: number, bar: BarTicks, exact: boolean): void {
  const at = slot * SLOT_WIDTH
  if (touches(book.slots, at, bar.open, bar.open)) {
    const price = exact ? levelOf(book.slots, at) : bar.open
    if (!sleeps(book.slots, at)) return atOpen(book, slot, bar, price)
    if (book.slots[at + O_TYPE] !== TRAILING_STOP) {
      const limit = book.slots[at + O_LIMIT]!
      book.trigger(slot)
      // Exact is the trigger, or where its limit forbids that, the limit.
      if (isWithin(book.slots, at, limit, bar.open)) atOpen(book, slot, bar, isWithin(book.slots, at, limit, price) ? price : limit)
      return
    }
    wakeTrailing(book, slot, bar.open)
  }
  if (isTrailing(book.slots, at)) follow(book, slot, bar.open)
}

function atOpen(book: Book, slot: number, bar: BarTicks, price: number): void {
  book.fill(slot, price, FILL_AT_OPEN, bar.low, bar.high)
}

/** A trailing stop becomes active at `price` and follows from there. */
export function wakeTrailing(book: Book, slot: number, price: number): void {
  const level = trailedLevel(book.slots, slot * SLOT_WIDTH, price)
  book.trigger(slot)
  book.moveLevel(slot, level)
}

/** An active trailing stop sees a price. */
export function follow(book: Book, slot: number, price: number): void {
  const at = slot * SLOT_WIDTH
  const level = trailedLevel(book.slots, at, price)
  if (level !== levelOf(book.slots, at)) book.moveLevel(slot, level)
}

/** Fills market-on-close orders whose session ends with this bar. */
export function fillAtClose(book: Book, bar: BarTicks): void {
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    // Reading `sessionEnded` costs nothing in a book without such orders.
    if (slot < 0 || book.slots[slot * SLOT_WIDTH + O_TYPE] !== MARKET_ON_CLOSE) continue
    if (bar.sessionEnded > Math.max(book.slots[slot * SLOT_WIDTH + O_SINCE]!, bar.openTime))
      book.fill(slot, bar.close, FILL_AT_CLOSE, bar.close, bar.close)
  }
}

/**
 * Fills market-on-close orders whose session ended without a bar that ends as it does: at the close of its last bar, which only the next
 * bar shows to have been the last. Before all else of that bar, since what they place was there before it.
 */
export function fillAtCloseBefore(book: Book, bar: BarTicks): void {
  const { closeBefore } = bar
  if (Number.isNaN(closeBefore)) return
  const count = book.size()
  for (let k = 0; k < count; k++) {
    const slot = book.slotAt(k)
    if (slot < 0 || book.slots[slot * SLOT_WIDTH + O_TYPE] !== MARKET_ON_CLOSE) continue
    if (bar.sessionEnded > book.slots[slot * SLOT_WIDTH + O_SINCE]!) book.fill(slot, closeBefore, FILL_AT_OPEN, closeBefore, closeBefore)
  }
}
