/**
 * The stop that protected a round trip first, from orders as they come: what was at risk is measured to it, as multiples of R are.
 * Remembered by the entry's order until its round trip ends.
 */
import { orderRoles } from '../model/order.ts'
import { ID, ORDER_LEVEL, ORDER_PARENT, ORDER_ROLE } from '../model/record.ts'

/** Entries whose stops are remembered at a time; the oldest is forgotten first. */
const ENTRIES_MAX = 65_536
const STOP = orderRoles.indexOf('stop')

export class FirstStops {
  private readonly levels = new Map<number, number>()
  private ticks = new Float64Array(1024)
  private count = 0

  takeOrder(records: Float64Array, at: number): void {
    const entry = records[at + ORDER_PARENT]!
    if (entry === 0 || records[at + ORDER_ROLE] !== STOP || this.levels.has(entry)) return
    if (this.levels.size === ENTRIES_MAX) this.levels.delete(this.levels.keys().next().value!)
    this.levels.set(entry, records[at + ORDER_LEVEL]!)
  }

  /** A round trip ended: its first stop, if it had one, is kept by its row. */
  takeTrip(records: Float64Array, at: number): void {
    if (this.count === this.ticks.length) {
      const grown = new Float64Array(this.ticks.length * 2)
      grown.set(this.ticks)
      this.ticks = grown
    }
    this.ticks[this.count++] = this.levels.get(records[at + ID]!) ?? Number.NaN
    this.levels.delete(records[at + ID]!)
  }

  /** By row of the round trips, ticks; NaN where there was none. */
  byTrip(): Float64Array {
    return this.ticks.subarray(0, this.count)
  }
}
