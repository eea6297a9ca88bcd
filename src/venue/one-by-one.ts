/**
 * Orders are tried one by one against the whole bar, each as if it were alone: closes at market first, then stop-losses, targets, and
 * the others, oldest first, be they at market or not. Legs see the bar of their entry only where it was at market, or was a stop whose
 * target the bar reached and whose stop-loss it did not. A stop-limit fills at its stop where its limit is worse than that, and
 * otherwise not in the bar that wakes it.
 */
import { IOC, MARKET, MARKET_ON_OPEN, ROLE_CLOSE, ROLE_STOP, ROLE_TARGET, STOP_LIMIT, TRAILING_STOP } from '../model/order.ts'
import {
  O_LIMIT,
  O_PARENT,
  O_RANGE_HIGH,
  O_RANGE_LOW,
  O_ROLE,
  O_SIBLING,
  O_SIDE,
  O_SINCE,
  O_TIF,
  O_TYPE,
  SLOT_WIDTH,
} from '../model/orders.ts'
import { FILL_AT_OPEN, FILL_INSIDE, type BarTicks, type Book } from './book.ts'
import { fillAtClose, fillAtCloseBefore, follow, livesThrough, opensFor, wakeTrailing, wasThere } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { hasLevel, isStop, isTrailing, isWithin, levelOf, reachedFromAbove, sleeps, touches } from './touch.ts'

export const oneByOne: FillPolicy = {
  name: 'one-by-one',
  says: "market at the next bar's open; each other order by itself, at its level or a better open, stops at a worse one; stop before target",
  seesEveryBar: true,
  eagerStops: true,
  open(book, bar) {
    fillAtCloseBefore(book, bar)
    for (let rank = CLOSES; rank <= OTHERS; rank++) tryAll(book, bar, rank)
  },
  inside(book, bar) {
    tryBornAtMarket(book, bar, STOPS)
    tryBornAtMarket(book, bar, TARGETS)
    tryNewborn(book, bar)
    fillAtClose(book, bar)
  },
}

/** What closes at market goes first: what it frees can carry the orders after it. */
const CLOSES = 0
const STOPS = 1
const TARGETS = 2
const OTHERS = 3

function rankOf(slots: Float64Array, at: number): number {
  const role = slots[at + O_ROLE]!
  if (role === ROLE_STOP) return STOPS
  return role === ROLE_TARGET ? TARGETS : role === ROLE_CLOSE && !hasLevel(slots, at) ? CLOSES : OTHERS
}

function tryAll(book: Book, bar: BarTicks, rank: number): void {
  // What is born of these fills is looked at afterwards.
  const count = book.size()
  for (let k = 0; k < count; k++) {
    const slot = book.slotAt(k)
    if (slot < 0 || rankOf(book.slots, slot * SLOT_WIDTH) !== rank) continue
    if (hasLevel(book.slots, slot * SLOT_WIDTH)) attempt(book, slot, bar)
    else if (isDue(book, slot, bar)) book.fill(slot, bar.open, FILL_AT_OPEN, bar.low, bar.high)
  }
}

/** True for what is at market and fills at this open. */
function isDue(book: Book, slot: number, bar: BarTicks): boolean {
  const type = book.slots[slot * SLOT_WIDTH + O_TYPE]!
  if (type === MARKET_ON_OPEN) return opensFor(book, slot, bar)
  return type === MARKET && wasThere(book, slot, bar)
}

/** Legs of an entry that filled at this bar's open see all of it. */
function tryBornAtMarket(book: Book, bar: BarTicks, rank: number): void {
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    const at = slot * SLOT_WIDTH
    if (slot < 0 || rankOf(book.slots, at) !== rank) continue
    const isBorn = book.slots[at + O_PARENT] !== 0 && book.slots[at + O_SINCE] === bar.openTime
    if (isBorn && Number.isNaN(book.slots[at + O_RANGE_LOW]!)) attempt(book, slot, bar)
  }
}

function attempt(book: Book, slot: number, bar: BarTicks): void {
  const at = slot * SLOT_WIDTH
  if (!wasThere(book, slot, bar)) return
  // A bar that outlives an order can fill it at its open only, and what must fill at once has no other chance.
  const whole = livesThrough(book, slot, bar) && book.slots[at + O_TIF]! < IOC
  const low = whole ? bar.low : bar.open
  const high = whole ? bar.high : bar.open
  if (touches(book.slots, at, low, high)) {
    if (!sleeps(book.slots, at)) return take(book, slot, bar, meeting(book.slots, at, bar.open))
    wake(book, slot, bar, low, high)
    if (book.slots[at + O_TYPE] === TRAILING_STOP) return
  }
  if (isTrailing(book.slots, at) && whole) follow(book, slot, book.slots[at + O_SIDE]! > 0 ? bar.low : bar.high)
}

/** The level, or the open where that is beyond it. */
function meeting(slots: Float64Array, at: number, open: number): number {
  const level = levelOf(slots, at)
  return reachedFromAbove(slots, at) ? Math.min(open, level) : Math.max(open, level)
}

function wake(book: Book, slot: number, bar: BarTicks, low: number, high: number): void {
  const at = slot * SLOT_WIDTH
  const trigger = levelOf(book.slots, at)
  const met = meeting(book.slots, at, bar.open)
  const limit = book.slots[at + O_LIMIT]!
  if (book.slots[at + O_TYPE] === TRAILING_STOP) return wakeTrailing(book, slot, met)
  book.trigger(slot)
  if (book.slots[at + O_TYPE] === STOP_LIMIT) {
    const isWorse = book.slots[at + O_SIDE]! * (limit - trigger) > 0
    if (isWorse && touches(book.slots, at, low, high)) take(book, slot, bar, trigger)
  } else if (isWithin(book.slots, at, limit, met)) take(book, slot, bar, met)
  else if (touches(book.slots, at, low, high)) take(book, slot, bar, limit)
}

/** Fills inside the bar. Legs are told the stretch from the level to the extreme that price was heading for. */
function take(book: Book, slot: number, bar: BarTicks, price: number): void {
  const at = slot * SLOT_WIDTH
  const sibling = book.slots[at + O_SIBLING]! * SLOT_WIDTH
  if (isStop(book.slots, at) && sibling >= 0 && touches(book.slots, sibling, bar.low, bar.high)) book.ambiguous()
  const down = reachedFromAbove(book.slots, at)
  book.fill(slot, price, FILL_INSIDE, down ? bar.low : price, down ? price : bar.high)
}

/** Legs born in this bar: only the target of a stop entry is reached after it for certain, since both lie the same way. */
function tryNewborn(book: Book, bar: BarTicks): void {
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    const at = slot * SLOT_WIDTH
    if (slot < 0 || Number.isNaN(book.slots[at + O_RANGE_LOW]!) || !touches(book.slots, at, bar.low, bar.high)) continue
    const sibling = book.slots[at + O_SIBLING]! * SLOT_WIDTH
    const stopped = sibling >= 0 && touches(book.slots, sibling, bar.low, bar.high)
    const reached = touches(book.slots, at, book.slots[at + O_RANGE_LOW]!, book.slots[at + O_RANGE_HIGH]!)
    if (book.slots[at + O_ROLE] === ROLE_TARGET && reached && !stopped) take(book, slot, bar, meeting(book.slots, at, bar.open))
    else book.ambiguous()
  }
}
