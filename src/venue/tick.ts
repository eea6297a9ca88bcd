/**
 * Policies for tick data: a row is one trade or one quote, so nothing within it is in doubt. What takes pays the other side of the last
 * quote, or the last trade where none is known. Orders are tried in turn, oldest first; legs wait for the next tick.
 */
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, STOP, TRAILING_STOP } from '../model/order.ts'
import { O_SIDE, O_SINCE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { FILL_AT_OPEN, type BarTicks, type Book } from './book.ts'
import { fillAtCloseBefore, follow, wakeTrailing, wasThere } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { isWithin, levelOf, sleeps, touches } from './touch.ts'

/** A resting limit fills once the market has traded through it: somebody else may have been first at its level. */
export const tick: FillPolicy = tickPolicy('tick', 'once the market trades through them', false)

/** As `tick`, but a trade at the level fills a limit. */
export const tickTouch: FillPolicy = tickPolicy('tick-touch', 'once the market trades at their level', true)

function tickPolicy(name: string, when: string, atLevel: boolean): FillPolicy {
  return {
    name,
    says: `ticks: market orders at the next ask or bid; limits at what is offered within them, or at their level ${when}; stops on trades`,
    usesQuotes: true,
    seesEveryBar: true,
    eagerStops: true,
    open(book, bar) {
      fillAtCloseBefore(book, bar)
      const count = book.size()
      for (let k = 0; k < count; k++) {
        const slot = book.slotAt(k)
        if (slot >= 0) attempt(book, slot, bar, atLevel)
      }
    },
    inside() {},
  }
}

function attempt(book: Book, slot: number, bar: BarTicks, atLevel: boolean): void {
  const at = slot * SLOT_WIDTH
  const s = book.slots
  const type = s[at + O_TYPE]!
  if (type === MARKET_ON_CLOSE) {
    if (bar.traded && bar.sessionEnded > Math.max(s[at + O_SINCE]!, bar.openTime)) fill(book, slot, bar.close, bar)
    return
  }
  if (type === MARKET_ON_OPEN) {
    if (bar.traded && bar.sessionStart >= s[at + O_SINCE]!) fill(book, slot, bar.close, bar)
    return
  }
  if (!wasThere(book, slot, bar)) return
  if (type === MARKET) return fill(book, slot, offered(bar, s[at + O_SIDE]!), bar)
  if (bar.traded && sleeps(s, at) && touches(s, at, bar.close, bar.close)) {
    if (type === TRAILING_STOP) wakeTrailing(book, slot, bar.close)
    else book.trigger(slot)
  }
  if (sleeps(s, at)) return
  if (type === STOP || type === TRAILING_STOP) tryStop(book, slot, bar)
  else tryLimit(book, slot, bar, atLevel)
}

/** A trade at or beyond the level makes it an order at market; else a trailing stop follows the trade. */
function tryStop(book: Book, slot: number, bar: BarTicks): void {
  const at = slot * SLOT_WIDTH
  if (!bar.traded) return
  if (touches(book.slots, at, bar.close, bar.close)) return fill(book, slot, offered(bar, book.slots[at + O_SIDE]!), bar)
  if (book.slots[at + O_TYPE] === TRAILING_STOP) follow(book, slot, bar.close)
}

function tryLimit(book: Book, slot: number, bar: BarTicks, atLevel: boolean): void {
  const at = slot * SLOT_WIDTH
  const side = book.slots[at + O_SIDE]!
  const limit = levelOf(book.slots, at)
  const quote = side > 0 ? bar.lastAsk : bar.lastBid
  if (!Number.isNaN(quote) && isWithin(book.slots, at, limit, quote)) return fill(book, slot, quote, bar)
  if (!bar.traded) return
  const through = side * (limit - bar.close)
  if (through > 0 || (atLevel && through === 0)) fill(book, slot, limit, bar)
}

/** What a taker pays: the other side of the last quote, else the last trade. */
function offered(bar: BarTicks, side: number): number {
  const quote = side > 0 ? bar.lastAsk : bar.lastBid
  return Number.isNaN(quote) ? bar.close : quote
}

function fill(book: Book, slot: number, price: number, bar: BarTicks): void {
  book.fill(slot, price, FILL_AT_OPEN, bar.close, bar.close)
}
