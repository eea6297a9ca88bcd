/**
 * The default fill policy: what a bar leaves open is decided against us.
 *
 * 1. At the open, oldest first: market orders fill at the open; stops that the open gapped through fill at the open; limits
 *    that the open is as good as or better than fill at the open.
 * 2. Inside the bar, price goes down and up, nobody knows in which order: the way on which a stop lies is gone first, a
 *    protecting one before any other. So of a stop and a target that are both reached, the stop fills. Along one way orders
 *    fill at their levels in the order in which price comes to them.
 * 3. Legs of an entry that filled inside this bar see only the stretch of it that surely came after: from the fill on to
 *    the extreme that price was heading for, and to the close. Where that stretch reaches the target and the bar, before or
 *    after the entry, also the stop, the stop fills.
 * An order is never matched against a bar that opened before the order was placed, nor inside a bar that outlives it.
 */
import { ROLE_STOP, STOP } from '../model/order.ts'
import { O_EXPIRES, O_LEVEL, O_PARENT, O_RANGE_HIGH, O_RANGE_LOW, O_ROLE, O_SIBLING, O_SINCE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { FILL_AT_OPEN, FILL_INSIDE, type BarTicks, type Book } from './book.ts'
import type { FillPolicy } from './fill-policy.ts'
import { fillsAtOpen, reachedFromAbove, touches } from './touch.ts'

export const pessimistic: FillPolicy = {
  name: 'pessimistic',
  says: "market at the next bar's open; limits at their level or a better open; stops at their level or a worse open; stop before target",
  open(book, bar) {
    for (let k = 0; k < book.size(); k++) {
      const slot = book.slotAt(k)
      if (slot >= 0 && wasThere(book, slot, bar) && fillsAtOpen(book.slots, slot * SLOT_WIDTH, bar.open)) fillAtOpen(book, slot, bar)
    }
  },
  inside(book, bar) {
    const downFirst = goesDownFirst(book, bar)
    walkWay(book, bar, downFirst)
    walkWay(book, bar, !downFirst)
    walkNewborn(book, bar, true)
    walkNewborn(book, bar, false)
  },
}

function fillAtOpen(book: Book, slot: number, bar: BarTicks): void {
  book.fill(slot, bar.open, FILL_AT_OPEN, bar.low, bar.high)
}

function wasThere(book: Book, slot: number, bar: BarTicks): boolean {
  return book.slots[slot * SLOT_WIDTH + O_SINCE]! <= bar.openTime
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
    const rank = book.slots[at + O_ROLE] === ROLE_STOP ? 3 : isStop(book, at) ? 2 : 1
    if (down === 0 && up === 0) oldestIsDown = fromAbove
    if (fromAbove) down = Math.max(down, rank)
    else up = Math.max(up, rank)
  }
  return down === up ? oldestIsDown : down > up
}

/** Fills what lies on the way down or up, in the order in which price comes to it. */
function walkWay(book: Book, bar: BarTicks, down: boolean): void {
  for (let slot = nextOnWay(book, bar, down); slot >= 0; slot = nextOnWay(book, bar, down)) {
    const at = slot * SLOT_WIDTH
    if (isStop(book, at) && siblingTouched(book, at, bar)) book.ambiguous()
    const level = book.slots[at + O_LEVEL]!
    // Price came to the level and went on to the extreme behind it; the close is after everything.
    if (down) book.fill(slot, level, FILL_INSIDE, bar.low, Math.max(level, bar.close))
    else book.fill(slot, level, FILL_INSIDE, Math.min(level, bar.close), bar.high)
  }
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
  const ahead = down ? slots[a + O_LEVEL]! - slots[b + O_LEVEL]! : slots[b + O_LEVEL]! - slots[a + O_LEVEL]!
  return ahead > 0 || (ahead === 0 && slots[a + O_PARENT]! !== 0 && slots[b + O_PARENT] === 0)
}

/** An order that lives through the whole bar, legs of entries at the open among them, and whose level the bar trades at. */
function isReached(book: Book, slot: number, bar: BarTicks): boolean {
  const at = slot * SLOT_WIDTH
  const newborn = !Number.isNaN(book.slots[at + O_RANGE_LOW]!)
  const outlived = book.slots[at + O_EXPIRES]! < bar.closeTime
  return !newborn && !outlived && wasThere(book, slot, bar) && touches(book.slots, at, bar.low, bar.high)
}

/** Legs whose entry filled inside this bar: judged by what surely came after the entry. */
function walkNewborn(book: Book, bar: BarTicks, stops: boolean): void {
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0) continue
    const at = slot * SLOT_WIDTH
    const low = book.slots[at + O_RANGE_LOW]!
    const high = book.slots[at + O_RANGE_HIGH]!
    if (isStop(book, at) !== stops || Number.isNaN(low)) continue
    const anywhere = touches(book.slots, at, bar.low, bar.high)
    if (touches(book.slots, at, low, high)) {
      if (stops && siblingTouched(book, at, bar)) book.ambiguous()
      book.fill(slot, book.slots[at + O_LEVEL]!, FILL_INSIDE, low, high)
    } else if (anywhere) {
      book.ambiguous()
      // The stop may have come only before the entry. But where the target was reached too, the doubt is not ours to take.
      if (stops && siblingReached(book, at, low, high)) book.fill(slot, book.slots[at + O_LEVEL]!, FILL_INSIDE, low, high)
    }
  }
}

function isStop(book: Book, at: number): boolean {
  return book.slots[at + O_TYPE] === STOP
}

function siblingTouched(book: Book, at: number, bar: BarTicks): boolean {
  return siblingReached(book, at, bar.low, bar.high)
}

function siblingReached(book: Book, at: number, low: number, high: number): boolean {
  const sibling = book.slots[at + O_SIBLING]!
  return sibling >= 0 && book.slots[at + O_PARENT]! !== 0 && touches(book.slots, sibling * SLOT_WIDTH, low, high)
}
