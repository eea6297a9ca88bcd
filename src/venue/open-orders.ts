/** Slots of one instrument's open orders, oldest first. Grows by doubling up to the run's bound on orders; never shrinks. */
import { assert } from '../base/assert.ts'

/** What stands where an order ended while the list was being walked. */
export const GONE = -1

export class OpenOrders {
  /** Places in the list, gaps included. */
  length = 0
  /** Orders in the list. */
  live = 0
  /** True since an order came, went or changed until `reach` is measured anew. */
  changed = true
  /** Fractional ticks between which, and the epoch ms before which, nothing can happen to these orders. */
  readonly reach: { down: number; up: number; due: number } = { down: 0.5, up: 0.5, due: 0.5 }
  /** Whether some of them end at their first chance to fill, and whether some wait for an auction or end at an instant; measured with `reach`. */
  hasImmediate = false
  asksSession = false
  private slots = new Int32Array(8)

  at(k: number): number {
    return this.slots[k]!
  }

  add(slot: number): void {
    if (this.length === this.slots.length) {
      const larger = new Int32Array(this.length * 2)
      larger.set(this.slots)
      this.slots = larger
    }
    this.slots[this.length++] = slot
    this.live++
    this.changed = true
  }

  has(slot: number): boolean {
    for (let k = 0; k < this.length; k++) if (this.slots[k] === slot) return true
    return false
  }

  /** Takes an order out; with `leaveGap` the others keep their places until `closeGaps`. */
  remove(slot: number, leaveGap: boolean): void {
    let k = 0
    while (k < this.length && this.slots[k] !== slot) k++
    assert(k < this.length, `the order in slot ${slot} is not in the book it ends in`)
    this.slots[k] = GONE
    this.live--
    this.changed = true
    if (!leaveGap) this.closeGaps()
  }

  closeGaps(): void {
    if (this.live === this.length) return
    let kept = 0
    for (let k = 0; k < this.length; k++) if (this.slots[k] !== GONE) this.slots[kept++] = this.slots[k]!
    this.length = kept
  }

  /** The orders as a list of its own. */
  list(): number[] {
    return [...this.slots.subarray(0, this.length)].filter((slot) => slot !== GONE)
  }
}
