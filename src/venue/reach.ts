/**
 * The prices between which, and the time until which, no bar can do anything to a book: most bars come nowhere near an order, and
 * those need not be walked. Every type of order is reached by the low or the high of the bar that reaches it, at its open too.
 */
import { FLAG_POST_ONLY, IOC, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN } from '../model/order.ts'
import {
  O_BARS_LEFT,
  O_CANCEL_AT,
  O_EXPIRES,
  O_FLAGS,
  O_LEVEL,
  O_SEEN,
  O_SIDE,
  O_TIF,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TYPE,
  SLOT_WIDTH,
  TRAIL_SHARE,
} from '../model/orders.ts'
import { GONE, type OpenOrders } from './open-orders.ts'
import { isTrailing, levelOf, reachedFromAbove } from './touch.ts'

/**
 * Measures a book anew.
 * @param due epoch ms from which something happens anyway
 * @param seesAll whether every bar must be walked while orders rest
 */
export function measureReach(book: OpenOrders, s: Float64Array, due: number, seesAll: boolean): void {
  const { reach } = book
  reach.down = seesAll ? Infinity : -Infinity
  reach.up = Infinity
  reach.due = due
  book.hasImmediate = false
  book.asksSession = false
  for (let k = 0; k < book.length; k++) {
    if (book.at(k) === GONE) continue
    const at = book.at(k) * SLOT_WIDTH
    const type = s[at + O_TYPE]!
    const isAuction = type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
    const isImmediate = s[at + O_TIF]! >= IOC
    if (isAuction || s[at + O_EXPIRES] !== Infinity) book.asksSession = true
    if (isImmediate) book.hasImmediate = true
    if (type === MARKET || isAuction || isImmediate || countsBars(s, at)) reach.down = Infinity
    else if (reachedFromAbove(s, at)) reach.down = Math.max(reach.down, levelOf(s, at))
    else reach.up = Math.min(reach.up, levelOf(s, at))
    if (isTrailing(s, at)) addMove(s, at, reach)
    reach.due = Math.min(reach.due, s[at + O_EXPIRES]!, s[at + O_CANCEL_AT]!)
  }
  book.changed = false
}

/** Orders that live a number of bars must see them all, and what may not take must see its first. */
function countsBars(s: Float64Array, at: number): boolean {
  return s[at + O_BARS_LEFT] !== Infinity || ((s[at + O_FLAGS]! & FLAG_POST_ONLY) !== 0 && s[at + O_SEEN] === 0)
}

/** A trailing stop is moved by a price further from it than its distance; levels are whole ticks, so one tick less is looked at too. */
function addMove(s: Float64Array, at: number, reach: OpenOrders['reach']): void {
  const side = s[at + O_SIDE]!
  const level = s[at + O_LEVEL]!
  const trail = s[at + O_TRAIL]!
  const best = s[at + O_TRAIL_KIND] === TRAIL_SHARE ? level / (1 + side * trail) : level - side * trail
  if (side > 0) reach.down = Math.max(reach.down, best + 1)
  else reach.up = Math.min(reach.up, best - 1)
}
