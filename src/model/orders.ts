/**
 * The open orders of a run as slots of doubles. A request is written into a free slot, risk reviews it there, the venue
 * matches it there, and the slot is free again when the order ends: nothing is copied and nothing is allocated.
 */
import { assert } from '../base/assert.ts'

/** Fields of a slot. */
export const SLOT_WIDTH = 20
export const O_ID = 0
export const O_INSTRUMENT = 1
/** +1 buy, -1 sell. */
export const O_SIDE = 2
/** Index into `orderTypes` and `orderRoles`. */
export const O_TYPE = 3
export const O_ROLE = 4
/** Lots still to be filled. */
export const O_LOTS = 5
/** Limit or stop level in ticks; 0 for market. */
export const O_LEVEL = 6
/** Epoch ms: only bars that open at or after this may fill it. */
export const O_SINCE = 7
/** Epoch ms from which it is dead, Infinity for never. */
export const O_EXPIRES = 8
/** Levels in ticks of the stop and target to place when this entry fills; 0 for none. */
export const O_BRACKET_STOP = 9
export const O_BRACKET_TARGET = 10
/** Id of the entry that this leg protects, else 0. */
export const O_PARENT = 11
/** Slot of the other leg, else -1. */
export const O_SIBLING = 12
export const O_TAG = 13
/** Last close in ticks when it was decided. */
export const O_DECISION = 14
/** 1 once any of it has filled. */
export const O_BEGUN = 15
/** The stretch of its birth bar that surely came after its entry filled, in ticks; NaN once that bar is over. */
export const O_RANGE_LOW = 16
export const O_RANGE_HIGH = 17
/** 1 while the slot is in use. */
export const O_ALIVE = 18
/** Bars it may still be matched against before it expires; Infinity for no such limit. */
export const O_BARS_LEFT = 19

const FIRST_SLOTS = 64

export class Orders {
  /** Slot s holds its fields at s × SLOT_WIDTH. Replaced when it grows: read it anew after `take`. */
  slots: Float64Array
  /** Orders that are open or under review. */
  count = 0
  private free: Int32Array
  private freeCount: number
  private readonly slotsMax: number

  /** @param slotsMax the bound on open orders of a run; requests beyond it are refused, never lost */
  constructor(slotsMax: number) {
    this.slotsMax = slotsMax
    const first = Math.min(FIRST_SLOTS, slotsMax)
    this.slots = new Float64Array(first * SLOT_WIDTH)
    this.free = new Int32Array(first)
    this.freeCount = 0
    this.addFree(0, first)
  }

  /** A slot in use with the defaults of its optional fields, or -1 when the bound is reached. Its taker writes the rest. */
  take(): number {
    if (this.freeCount === 0 && !this.grow()) return -1
    const slot = this.free[--this.freeCount]!
    const at = slot * SLOT_WIDTH
    const slots = this.slots
    slots[at + O_ROLE] = 0
    slots[at + O_LEVEL] = 0
    slots[at + O_SINCE] = 0
    slots[at + O_EXPIRES] = Infinity
    slots[at + O_BRACKET_STOP] = 0
    slots[at + O_BRACKET_TARGET] = 0
    slots[at + O_PARENT] = 0
    slots[at + O_SIBLING] = -1
    slots[at + O_TAG] = 0
    slots[at + O_BEGUN] = 0
    slots[at + O_RANGE_LOW] = NaN
    slots[at + O_RANGE_HIGH] = NaN
    slots[at + O_ALIVE] = 1
    slots[at + O_BARS_LEFT] = Infinity
    this.count++
    return slot
  }

  release(slot: number): void {
    const at = slot * SLOT_WIDTH
    assert(this.slots[at + O_ALIVE] === 1, `slot ${slot} is released twice`)
    this.slots[at + O_ALIVE] = 0
    this.free[this.freeCount++] = slot
    this.count--
  }

  private grow(): boolean {
    const before = this.slots.length / SLOT_WIDTH
    if (before >= this.slotsMax) return false
    const after = Math.min(before * 2, this.slotsMax)
    const slots = new Float64Array(after * SLOT_WIDTH)
    slots.set(this.slots)
    this.slots = slots
    this.free = new Int32Array(after)
    this.addFree(before, after)
    return true
  }

  /** The lowest slots are taken first. */
  private addFree(from: number, to: number): void {
    for (let s = to - 1; s >= from; s--) this.free[this.freeCount++] = s
  }
}
