/**
 * Policies that assume a path: price walks from the open to one extreme, to the other, and to the close. Orders fill as the path
 * meets them, legs and woken orders see the rest of it, and nothing is ambiguous.
 */
import { TRAILING_STOP } from '../model/order.ts'
import { O_LIMIT, O_PARENT, O_ROLE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { FILL_INSIDE, type BarTicks, type Book } from './book.ts'
import { fillAtClose, fillAtOpen, follow, livesThrough, wakeTrailing } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { hasLevel, isTrailing, isWithin, levelOf, reachedFromAbove, sleeps } from './touch.ts'

export const ohlc: FillPolicy = pathPolicy('ohlc', 'price goes from the open to the high, the low and the close', () => true)

export const olhc: FillPolicy = pathPolicy('olhc', 'price goes from the open to the low, the high and the close', () => false)

/** The nearer extreme comes first; of two that are equally near, the low. */
export const adaptive: FillPolicy = pathPolicy(
  'adaptive',
  'price goes from the open to the nearer of high and low, to the other and to the close; equally near: the low first',
  (bar) => bar.high - bar.open < bar.open - bar.low,
)

function pathPolicy(name: string, says: string, highFirst: (bar: BarTicks) => boolean): FillPolicy {
  return {
    name,
    says: `${says}; orders fill as it meets them`,
    open: (book, bar) => fillAtOpen(book, bar, false),
    inside(book, bar) {
      const first = highFirst(bar) ? bar.high : bar.low
      const second = highFirst(bar) ? bar.low : bar.high
      walk(book, bar, bar.open, first, second)
      walk(book, bar, first, second, bar.close)
      walk(book, bar, second, bar.close, bar.close)
      fillAtClose(book, bar)
    },
  }
}

/** One stretch of the path; `then` is where it goes next. */
function walk(book: Book, bar: BarTicks, from: number, to: number, then: number): void {
  let price = from
  for (let slot = nextMet(book, bar, price, to); slot >= 0; slot = nextMet(book, bar, price, to)) {
    price = meeting(book.slots, slot * SLOT_WIDTH, price)
    // The rest of the path: to the end of this stretch, on to the next, and to the close.
    const low = Math.min(price, to, then, bar.close)
    const high = Math.max(price, to, then, bar.close)
    meet(book, slot, price, low, high)
  }
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot >= 0 && isTrailing(book.slots, slot * SLOT_WIDTH) && livesThrough(book, slot, bar)) follow(book, slot, to)
  }
}

function meet(book: Book, slot: number, price: number, low: number, high: number): void {
  const at = slot * SLOT_WIDTH
  if (!sleeps(book.slots, at)) return book.fill(slot, price, FILL_INSIDE, low, high)
  if (book.slots[at + O_TYPE] === TRAILING_STOP) return wakeTrailing(book, slot, price)
  const limit = book.slots[at + O_LIMIT]!
  book.trigger(slot)
  if (isWithin(book.slots, at, limit, price)) book.fill(slot, price, FILL_INSIDE, low, high)
}

/** The order that price meets first on its way; at one price legs go before entries, a stop before a target, then the oldest. */
function nextMet(book: Book, bar: BarTicks, price: number, to: number): number {
  let next = -1
  let nearest = Infinity
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0) continue
    const at = slot * SLOT_WIDTH
    if (!hasLevel(book.slots, at) || !livesThrough(book, slot, bar) || !isMet(book.slots, at, price, to)) continue
    const distance = Math.abs(meeting(book.slots, at, price) - price)
    if (distance > nearest || (distance === nearest && !comesBefore(book.slots, at, next * SLOT_WIDTH))) continue
    next = slot
    nearest = distance
  }
  return next
}

/** Price is there already, or comes by on the way to `to`. */
function isMet(slots: Float64Array, at: number, price: number, to: number): boolean {
  const level = levelOf(slots, at)
  return reachedFromAbove(slots, at) ? Math.min(price, to) <= level : Math.max(price, to) >= level
}

/** The level, or the price where that is beyond it already: a leg born there. */
function meeting(slots: Float64Array, at: number, price: number): number {
  const level = levelOf(slots, at)
  return reachedFromAbove(slots, at) ? Math.min(price, level) : Math.max(price, level)
}

function comesBefore(slots: Float64Array, a: number, b: number): boolean {
  const aIsLeg = slots[a + O_PARENT]! !== 0
  const bIsLeg = slots[b + O_PARENT]! !== 0
  if (aIsLeg !== bIsLeg) return aIsLeg
  return aIsLeg && slots[a + O_ROLE]! < slots[b + O_ROLE]!
}
