/** The open orders of all instruments: a list for each, and how many there are. */
import { ROLE_CLOSE } from '../model/order.ts'
import { O_ID, O_INSTRUMENT, O_ROLE, SLOT_WIDTH, type Orders } from '../model/orders.ts'
import { GONE, OpenOrders } from './open-orders.ts'

export class OrderBooks {
  readonly of: readonly OpenOrders[]
  /** As the venue's port has them. */
  readonly resting: Int32Array
  readonly closing: Int32Array
  closingCount = 0
  private readonly orders: Orders

  constructor(orders: Orders, instrumentCount: number) {
    this.orders = orders
    this.of = Array.from({ length: instrumentCount }, () => new OpenOrders())
    this.resting = new Int32Array(instrumentCount)
    this.closing = new Int32Array(instrumentCount)
  }

  /** The book that an order is in. */
  holding(slot: number): OpenOrders {
    return this.of[this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!]!
  }

  add(slot: number): void {
    this.holding(slot).add(slot)
    this.count(slot, 1)
  }

  /** The order, which left its book, is no more. */
  forget(slot: number): void {
    this.count(slot, -1)
  }

  /** The slot of an open order of an instrument, or −1. */
  findIn(instrument: number, id: number): number {
    const book = this.of[instrument]!
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot !== GONE && this.orders.slots[slot * SLOT_WIDTH + O_ID] === id) return slot
    }
    return GONE
  }

  find(id: number): number {
    for (let instrument = 0; instrument < this.of.length; instrument++) {
      const slot = this.resting[instrument] === 0 ? GONE : this.findIn(instrument, id)
      if (slot !== GONE) return slot
    }
    return GONE
  }

  private count(slot: number, change: number): void {
    const at = slot * SLOT_WIDTH
    const instrument = this.orders.slots[at + O_INSTRUMENT]!
    this.resting[instrument] = this.resting[instrument]! + change
    if (this.orders.slots[at + O_ROLE] !== ROLE_CLOSE) return
    this.closing[instrument] = this.closing[instrument]! + change
    this.closingCount += change
  }
}
