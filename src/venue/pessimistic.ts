/**
 * The default fill policy: what a bar leaves open is decided against us.
 *
 * 1. At the open, oldest first: market orders fill at the open; stops that the open gapped through fill at the open; limits
 *    that the open is as good as or better than fill at the open.
 * 2. Inside the bar, price goes down and up, nobody knows in which order: the way on which a stop lies is gone first, a
 *    protecting one before any other. So of a stop and a target that are both reached, the stop fills. Along one way orders
 *    fill at their levels in the order in which price comes to them.
 * 3. What is born inside the bar, legs of an entry that filled there and orders that woke there, sees only the stretch of it
 *    that surely came after: from there to the extreme that price was heading for, and to the close. Where that stretch
 *    reaches the target and the bar, before or after the entry, also the stop, the stop fills.
 * 4. A trailing stop is held to the level it had before the way that would help it. Then the extreme moves it, and it fills
 *    where the close lies beyond the new level: price surely came back through it.
 * An order is never matched against a bar that opened before the order was placed, nor inside a bar that outlives it.
 */
import { ROLE_STOP, STOP_LIMIT, TRAILING_STOP } from '../model/order.ts'
import {
  O_BORN_AT,
  O_GROUP,
  O_LIMIT,
  O_PARENT,
  O_RANGE_HIGH,
  O_RANGE_LOW,
  O_ROLE,
  O_SIBLING,
  O_SIDE,
  O_TYPE,
  SLOT_WIDTH,
} from '../model/orders.ts'
import { FILL_INSIDE, type BarTicks, type Book } from './book.ts'
import { fillAtClose, fillAtOpen, follow, livesThrough, wakeTrailing } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { isStop, isTrailing, isWithin, levelOf, reachedFromAbove, sleeps, touches } from './touch.ts'

export const pessimistic: FillPolicy = {
  name: 'pessimistic',
  says: "market at the next bar's open; limits at their level or a better open; stops at their level or a worse open; stop before target",
  open: (book, bar) => fillAtOpen(book, bar, false),
  inside: walkInside,
}

/** What the bar reaches after its open, by rules 2 to 4. */
export function walkInside(book: Book, bar: BarTicks): void {
  const downFirst = goesDownFirst(book, bar)
  walkWay(book, bar, downFirst)
  walkWay(book, bar, !downFirst)
  // What a trailing stop places as it fills at its moved level is judged after it, in a round of its own.
  let from = 0
  do {
    walkNewborn(book, bar, from, true)
    while (walkNewborn(book, bar, from, false)) continue
    from = followBar(book, bar, from)
  } while (from < book.size())
  fillAtClose(book, bar)
}

/** Whether the way down holds the worse of what the bar reaches; equal ways go by their oldest order. */
function goesDownFirst(book: Book, bar: BarTicks): boolean {
  let down = 0
  let up = 0
  let oldestIsDown = true
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0 || !isReached(book, slot, bar)) continue
    const at = slot * SLOT_WIDTH
    const fromAbove = reachedFromAbove(book.slots, at)
    const protects = book.slots[at + O_ROLE] === ROLE_STOP && !sleeps(book.slots, at)
    const rank = protects ? 3 : passesAway(book.slots, at) ? 2 : 1
    if (down === 0 && up === 0) oldestIsDown = fromAbove
    if (fromAbove) down = Math.max(down, rank)
    else up = Math.max(up, rank)
  }
  return down === up ? oldestIsDown : down > up
}

function passesAway(slots: Float64Array, at: number): boolean {
  return isStop(slots, at) || (slots[at + O_TYPE] === STOP_LIMIT && sleeps(slots, at))
}

/** Fills or wakes what lies on the way down or up, in the order in which price comes to it. */
function walkWay(book: Book, bar: BarTicks, down: boolean): void {
  for (let slot = nextOnWay(book, bar, down); slot >= 0; slot = nextOnWay(book, bar, down)) {
    const at = slot * SLOT_WIDTH
    if (rivalTouched(book, slot, bar)) book.ambiguous()
    const level = levelOf(book.slots, at)
    // Price came to the level and went on to the extreme behind it; the close is after everything.
    const low = down ? bar.low : Math.min(level, bar.close)
    const high = down ? Math.max(level, bar.close) : bar.high
    if (sleeps(book.slots, at)) wake(book, slot, level, { low, high }, down)
    else book.fill(slot, level, FILL_INSIDE, low, high)
  }
}

interface Stretch {
  readonly low: number
  readonly high: number
}

/** A sleeper is reached at `price`: what it becomes may fill there and then, further on the same way, or in what surely comes after. */
function wake(book: Book, slot: number, price: number, { low, high }: Stretch, down: boolean | null): void {
  const at = slot * SLOT_WIDTH
  const limit = book.slots[at + O_LIMIT]!
  if (book.slots[at + O_TYPE] === TRAILING_STOP) wakeTrailing(book, slot, price)
  else {
    book.trigger(slot)
    if (isWithin(book.slots, at, limit, price)) return book.fill(slot, price, FILL_INSIDE, low, high)
    if (reachedFromAbove(book.slots, at) === down) return
  }
  book.slots[at + O_RANGE_LOW] = low
  book.slots[at + O_RANGE_HIGH] = high
  book.slots[at + O_BORN_AT] = price
}

/** The order that price comes to first; at one level legs go before entries, then the oldest. */
function nextOnWay(book: Book, bar: BarTicks, down: boolean): number {
  let next = -1
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0 || reachedFromAbove(book.slots, slot * SLOT_WIDTH) !== down || !isReached(book, slot, bar)) continue
    if (next < 0 || comesBefore(book.slots, slot * SLOT_WIDTH, next * SLOT_WIDTH, down)) next = slot
  }
  return next
}

function comesBefore(slots: Float64Array, a: number, b: number, down: boolean): boolean {
  const ahead = down ? levelOf(slots, a) - levelOf(slots, b) : levelOf(slots, b) - levelOf(slots, a)
  return ahead > 0 || (ahead === 0 && slots[a + O_PARENT]! !== 0 && slots[b + O_PARENT] === 0)
}

/** An order that lives through the whole bar, legs of entries at the open among them, and whose level the bar trades at. */
function isReached(book: Book, slot: number, bar: BarTicks): boolean {
  const at = slot * SLOT_WIDTH
  const newborn = !Number.isNaN(book.slots[at + O_RANGE_LOW]!)
  return !newborn && livesThrough(book, slot, bar) && touches(book.slots, at, bar.low, bar.high)
}

/** What was born inside this bar, from place `from` in the book on, or its stop-losses only: judged by what surely came after. True when any woke. */
function walkNewborn(book: Book, bar: BarTicks, from: number, onlyStops: boolean): boolean {
  let woke = false
  for (let k = from; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0) continue
    const at = slot * SLOT_WIDTH
    const low = book.slots[at + O_RANGE_LOW]!
    const high = book.slots[at + O_RANGE_HIGH]!
    if (Number.isNaN(low)) continue
    const isAsleep = sleeps(book.slots, at)
    const stops = isStop(book.slots, at)
    if (onlyStops && (isAsleep || book.slots[at + O_ROLE] !== ROLE_STOP)) continue
    if (touches(book.slots, at, low, high)) {
      const price = meetingPrice(book.slots, at)
      const after = stretchAfter(book.slots, at, price, bar)
      if (isAsleep) {
        wake(book, slot, price, after, null)
        woke = true
        continue
      }
      if (stops && siblingReached(book, at, bar.low, bar.high)) book.ambiguous()
      book.fill(slot, price, FILL_INSIDE, after.low, after.high)
    } else if (!isAsleep && touches(book.slots, at, bar.low, bar.high)) {
      book.ambiguous()
      // The stop may have come only before the entry. But where the target was reached too, the doubt is not ours to take.
      if (stops && siblingReached(book, at, low, high)) book.fill(slot, levelOf(book.slots, at), FILL_INSIDE, low, high)
    }
  }
  return woke
}

/** Where price meets an order that is born inside a bar: at its level, or where that was passed by then, where it was born. */
function meetingPrice(slots: Float64Array, at: number): number {
  const born = slots[at + O_BORN_AT]!
  return reachedFromAbove(slots, at) ? Math.min(levelOf(slots, at), born) : Math.max(levelOf(slots, at), born)
}

/**
 * What surely came after an order that was born inside a bar was met at `price`. From its birth price went to the extreme that it was
 * heading for, and from there to the close: on the way back only the close is left.
 */
function stretchAfter(slots: Float64Array, at: number, price: number, { close }: BarTicks): Stretch {
  const born = slots[at + O_BORN_AT]!
  const low = slots[at + O_RANGE_LOW]!
  const high = slots[at + O_RANGE_HIGH]!
  if (price === born) return { low, high }
  const down = reachedFromAbove(slots, at)
  const onTheWay = down ? low < Math.min(born, close) : high > Math.max(born, close)
  if (!onTheWay) return { low: Math.min(price, close), high: Math.max(price, close) }
  return down ? { low, high: Math.max(price, close) } : { low: Math.min(price, close), high }
}

/** Trailing stops that live follow the extreme on their good side, and fill where the close is surely behind them. Returns where those end that were there. */
function followBar(book: Book, bar: BarTicks, from: number): number {
  const end = book.size()
  for (let k = from; k < end; k++) {
    const slot = book.slotAt(k)
    if (slot < 0 || !isTrailing(book.slots, slot * SLOT_WIDTH) || !livesThrough(book, slot, bar)) continue
    const at = slot * SLOT_WIDTH
    const newborn = !Number.isNaN(book.slots[at + O_RANGE_LOW]!)
    const low = newborn ? book.slots[at + O_RANGE_LOW]! : bar.low
    const high = newborn ? book.slots[at + O_RANGE_HIGH]! : bar.high
    const isBuy = book.slots[at + O_SIDE]! > 0
    const other = isBuy ? bar.high : bar.low
    follow(book, slot, isBuy ? low : high)
    const level = levelOf(book.slots, at)
    if (touches(book.slots, at, bar.close, bar.close))
      book.fill(slot, level, FILL_INSIDE, Math.min(level, bar.close), Math.max(level, bar.close))
    else if (touches(book.slots, at, bar.low, bar.high) && other !== bar.open) book.ambiguous()
  }
  return end
}

/** Whether an order of its bracket or group, of which only one can fill, lies on the other way and is reached too. */
function rivalTouched(book: Book, slot: number, bar: BarTicks): boolean {
  const at = slot * SLOT_WIDTH
  const group = book.slots[at + O_GROUP]!
  if (group === 0) return isStop(book.slots, at) && siblingReached(book, at, bar.low, bar.high)
  for (let k = 0; k < book.size(); k++) {
    const rival = book.slotAt(k) * SLOT_WIDTH
    if (rival < 0 || rival === at || book.slots[rival + O_GROUP] !== group) continue
    const otherWay = reachedFromAbove(book.slots, rival) !== reachedFromAbove(book.slots, at)
    if (otherWay && touches(book.slots, rival, bar.low, bar.high)) return true
  }
  return false
}

function siblingReached(book: Book, at: number, low: number, high: number): boolean {
  const sibling = book.slots[at + O_SIBLING]!
  return sibling >= 0 && book.slots[at + O_PARENT]! !== 0 && touches(book.slots, sibling * SLOT_WIDTH, low, high)
}
