/**
 * Policies under which what is decided on a bar's close may still fill at that close: a market order, and a limit that it satisfies.
 * It assumes that the last price can be had after it is known. What does not fill there waits for the next bar.
 */
import { LIMIT, MARKET } from '../model/order.ts'
import { O_LEVEL, O_SINCE, O_TYPE, SLOT_WIDTH } from '../model/orders.ts'
import { FILL_AT_CLOSE, type BarTicks, type Book } from './book.ts'
import type { FillPolicy } from './fill-policy.ts'
import { isWithin } from './touch.ts'

/** `then` is the policy of the bars that follow; with `limits` a limit that the close satisfies fills at it too. */
export function atThisClose(name: string, then: FillPolicy, { limits }: { readonly limits: boolean }): FillPolicy {
  return {
    ...then,
    name,
    says: `market orders${limits ? ', and limits that it satisfies,' : ''} at the close that decided them; else ${then.says}`,
    accepted(book, slot, bar) {
      const at = slot * SLOT_WIDTH
      // An order that was decided at another moment, or on a close that only repeats, waits for a price.
      if (book.slots[at + O_SINCE] !== bar.closeTime || !bar.traded) return false
      const type = book.slots[at + O_TYPE]!
      if (type !== MARKET && !(limits && type === LIMIT)) return false
      if (type === MARKET || isWithin(book.slots, at, book.slots[at + O_LEVEL]!, bar.close)) fillNow(book, slot, bar)
      return true
    },
  }
}

function fillNow(book: Book, slot: number, bar: BarTicks): void {
  book.fill(slot, bar.close, FILL_AT_CLOSE, bar.close, bar.close)
}
