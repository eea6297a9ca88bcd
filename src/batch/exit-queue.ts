/** Finished trades that wait to be written, by the row they ended in and then by the number of their entry: a heap of slots. */
import { P_ENTRY, P_EXIT_ROW, P_SIGNAL_ROW } from './position.ts'

export class ExitQueue {
  length = 0
  private slots: Int32Array = new Int32Array(64)

  /** @param s the fields of all positions; `at` of a position is where its fields begin */
  push(s: Float64Array, at: number): void {
    if (this.length === this.slots.length) {
      const more = new Int32Array(2 * this.length)
      more.set(this.slots)
      this.slots = more
    }
    let k = this.length++
    for (; k > 0; k = (k - 1) >> 1) {
      const parent = this.slots[(k - 1) >> 1]!
      if (!comesBefore(s, at, parent)) break
      this.slots[k] = parent
    }
    this.slots[k] = at
  }

  /** The first, or -1. */
  get first(): number {
    return this.length === 0 ? -1 : this.slots[0]!
  }

  pop(s: Float64Array): number {
    const first = this.slots[0]!
    const last = this.slots[--this.length]!
    let k = 0
    for (let child = 1; child < this.length; child = 2 * k + 1) {
      if (child + 1 < this.length && comesBefore(s, this.slots[child + 1]!, this.slots[child]!)) child++
      if (!comesBefore(s, this.slots[child]!, last)) break
      this.slots[k] = this.slots[child]!
      k = child
    }
    this.slots[k] = last
    return first
  }

  /** How many of them ended in `row` or later, but for those that a signal ended in `signalRow`; NaN for no such row. */
  countFrom(s: Float64Array, row: number, signalRow: number): number {
    let count = 0
    for (let k = 0; k < this.length; k++) {
      const at = this.slots[k]!
      if (s[at + P_EXIT_ROW]! >= row && s[at + P_SIGNAL_ROW] !== signalRow) count++
    }
    return count
  }
}

function comesBefore(s: Float64Array, a: number, b: number): boolean {
  const rows = s[a + P_EXIT_ROW]! - s[b + P_EXIT_ROW]!
  return rows < 0 || (rows === 0 && s[a + P_ENTRY]! < s[b + P_ENTRY]!)
}
