/**
 * The open orders of a run as slots of doubles. A request is written into a free slot, risk reviews it there, the venue
 * matches it there, and the slot is free again when the order ends: nothing is copied and nothing is allocated.
 */
import { assert } from '../base/assert.ts'
import { LIMIT } from './order.ts'

/** Fields of a slot. */
export const SLOT_WIDTH = 43
export const O_ID = 0
export const O_INSTRUMENT = 1
/** +1 buy, -1 sell. */
export const O_SIDE = 2
/** Index into `orderTypes` and `orderRoles`. */
export const O_TYPE = 3
export const O_ROLE = 4
/** Lots still to be filled. */
export const O_LOTS = 5
/**
 * The level in ticks at which the next thing happens: the limit of a limit order, the trigger of a stop, stop-limit, limit-if-touched
 * or trailing stop; 0 for orders at market. Once a stop-limit or limit-if-touched has triggered it is its limit.
 */
export const O_LEVEL = 6
/** Epoch ms: only bars that open at or after this may fill it. */
export const O_SINCE = 7
/** Epoch ms from which it is dead, Infinity for never. */
export const O_EXPIRES = 8
/** Lots that its fills opened so far: what its bracket legs share. */
export const O_OPENED = 9
/** A held child: lots of its parent's fills that it was given so far. */
export const O_GIVEN = 10
/** Id of the order whose fill placed this one, else 0. */
export const O_PARENT = 11
/** Slot of the other leg of its bracket, of several the nearest; else -1. */
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
/** Limit in ticks of a stop-limit or limit-if-touched order, NaN for all others. */
export const O_LIMIT = 20
/** 1 once a stop-limit or limit-if-touched has triggered (it is a limit order now), or a trailing stop is active. */
export const O_TRIGGERED = 21
/** Index into `timesInForce`. */
export const O_TIF = 22
/** FLAG_POST_ONLY | FLAG_REDUCE_ONLY. */
export const O_FLAGS = 23
/** Trailing stop: its distance, in ticks where O_TRAIL_KIND is TRAIL_TICKS, as a fraction of price where it is TRAIL_SHARE. */
export const O_TRAIL = 24
export const O_TRAIL_KIND = 25
/** Trailing stop: price in ticks that must be seen before it follows; NaN when it follows at once. */
export const O_ACTIVATION = 26
/** Number of its contingency group, else 0, and the kind of that group. */
export const O_GROUP = 27
export const O_GROUP_KIND = 28
/** Held children: slot of the first, and of the next child of the same parent; −1 for none. */
export const O_FIRST_CHILD = 29
export const O_NEXT_CHILD = 30
/** A child's part of what its parent fills: from and to as shares, 0 to 1; 0 and 1 for all of it. */
export const O_SHARE_FROM = 31
export const O_SHARE_TO = 32
/** Index of the strategy that owns it. */
export const O_OWNER = 33
/** Lots ordered in all, amendments included; O_LOTS is what is left. */
export const O_ORDERED = 34
/** Index into `orderStates`. */
export const O_STATE = 35
/** Epoch ms at which a cancel that was asked for takes effect, Infinity for none. */
export const O_CANCEL_AT = 36
/** Of a held child and the order that part of it became: the slot of the other; −1 for none. */
export const O_TWIN = 37
/** 1 once a whole bar has been matched against it. */
export const O_SEEN = 38
/** Close in epoch ms of the bar of which it had what volume allows; −Infinity for none. */
export const O_SERVED = 39
/** Share of free margin that it is sized by as it first fills; 0 where its lots are what they are. */
export const O_WISH = 40
/** Price in fractional ticks at which it was born or woke inside a bar; only of meaning while O_RANGE_LOW is. */
export const O_BORN_AT = 41
/** Who asked for it, as ORDER_TERMS has it. */
export const O_SOURCE = 42

export const TRAIL_TICKS = 1
export const TRAIL_SHARE = 2

/**
 * One cancels the others with its first fill; one reduces the others by what it fills; and a bracket: each target reduces the stop by
 * what it fills, and the stop the targets, the last of them first.
 */
export const GROUP_OCO = 1
export const GROUP_OUO = 2
export const GROUP_BRACKET = 3

const FIRST_SLOTS = 64

/** Whether the order at `at` is a limit that price had to come to when it was decided: beyond the last price it takes what is offered. */
export function isMaker(s: Float64Array, at: number): boolean {
  return s[at + O_TYPE] === LIMIT && s[at + O_SIDE]! * (s[at + O_DECISION]! - s[at + O_LEVEL]!) > 0
}

export class Orders {
  /** Slot s holds its fields at s × SLOT_WIDTH. Replaced when it grows: read it anew after `take`. */
  slots: Float64Array
  /** Slots in use: orders that are open, under review or held. */
  count = 0
  /** Children that wait for their parent to fill, among them. */
  held = 0
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
    slots[at + O_OPENED] = 0
    slots[at + O_GIVEN] = 0
    slots[at + O_PARENT] = 0
    slots[at + O_SIBLING] = -1
    slots[at + O_TAG] = 0
    slots[at + O_BEGUN] = 0
    slots[at + O_RANGE_LOW] = NaN
    slots[at + O_RANGE_HIGH] = NaN
    slots[at + O_ALIVE] = 1
    slots[at + O_BARS_LEFT] = Infinity
    slots[at + O_LIMIT] = NaN
    slots[at + O_TRIGGERED] = 0
    slots[at + O_TIF] = 0
    slots[at + O_FLAGS] = 0
    slots[at + O_TRAIL] = 0
    slots[at + O_TRAIL_KIND] = 0
    slots[at + O_ACTIVATION] = NaN
    slots[at + O_GROUP] = 0
    slots[at + O_GROUP_KIND] = 0
    slots[at + O_FIRST_CHILD] = -1
    slots[at + O_NEXT_CHILD] = -1
    slots[at + O_SHARE_FROM] = 0
    slots[at + O_SHARE_TO] = 1
    slots[at + O_ORDERED] = 0
    slots[at + O_OWNER] = 0
    slots[at + O_STATE] = 0
    slots[at + O_CANCEL_AT] = Infinity
    slots[at + O_TWIN] = -1
    slots[at + O_SEEN] = 0
    slots[at + O_SERVED] = -Infinity
    slots[at + O_WISH] = 0
    slots[at + O_BORN_AT] = NaN
    slots[at + O_SOURCE] = 0
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
