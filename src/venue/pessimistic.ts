/**
 * The default fill policy: what a bar leaves open is decided against us.
 *
 * 1. At the open, oldest first: market orders fill at the open; stops that the open gapped through fill at the open; limits
 *    that the open is as good as or better than fill at the open.
 * 2. Inside the bar: stops that the range touches fill at their level, then limits. So of a stop and a target that are both
 *    touched, the stop fills.
 * 3. Legs of an entry that filled inside this bar see only the stretch of it that surely came after: from the fill on to
 *    the extreme that price was heading for, and to the close. Where that stretch reaches the target and the bar, before or
 *    after the entry, also the stop, the stop fills.
 * An order is never matched against a bar that opened before the order was placed, nor inside a bar that outlives it.
 */
import { STOP } from '../model/order.ts'
import { O_EXPIRES, O_LEVEL, O_PARENT, O_RANGE_HIGH, O_RANGE_LOW, O_SIBLING, O_SINCE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import type { BarTicks, Book, FillPolicy } from './fill-policy.ts'
import { fillsAtOpen, reachedFromAbove, touches } from './touch.ts'

export const pessimistic: FillPolicy = {
  name: 'pessimistic',
  says: "market at the next bar's open; limits at their level or a better open; stops at their level or a worse open; stop before target",
  walk(book, bar) {
    for (let k = 0; k < book.size(); k++) {
      const slot = book.slotAt(k)
      if (slot >= 0 && wasThere(book, slot, bar) && fillsAtOpen(book.slots, slot * SLOT_WIDTH, bar.open)) book.fillAtOpen(slot)
    }
    if (book.live() === 0) return
    walkInside(book, bar, true)
    walkInside(book, bar, false)
    walkNewborn(book, bar, true)
    walkNewborn(book, bar, false)
  },
}

function wasThere(book: Book, slot: number, bar: BarTicks): boolean {
  return book.slots[slot * SLOT_WIDTH + O_SINCE]! <= bar.openTime
}

/** Orders that live through the whole bar, legs of entries at the open among them. */
function walkInside(book: Book, bar: BarTicks, stops: boolean): void {
  for (let k = 0; k < book.size(); k++) {
    const slot = book.slotAt(k)
    if (slot < 0) continue
    const at = slot * SLOT_WIDTH
    const newborn = !Number.isNaN(book.slots[at + O_RANGE_LOW]!)
    const outlived = book.slots[at + O_EXPIRES]! < bar.closeTime
    if (isStop(book, at) !== stops || newborn || outlived || !wasThere(book, slot, bar)) continue
    if (!touches(book.slots, at, bar.low, bar.high)) continue
    if (stops && siblingTouched(book, at, bar)) book.ambiguous()
    const level = book.slots[at + O_LEVEL]!
    // Price came to the level and went on to the extreme behind it; the close is after everything.
    if (reachedFromAbove(book.slots, at)) book.fillInside(slot, bar.low, Math.max(level, bar.close))
    else book.fillInside(slot, Math.min(level, bar.close), bar.high)
  }
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
      book.fillInside(slot, low, high)
    } else if (anywhere) {
      book.ambiguous()
      // The stop may have come only before the entry. But where the target was reached too, the doubt is not ours to take.
      if (stops && siblingReached(book, at, low, high)) book.fillInside(slot, low, high)
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
