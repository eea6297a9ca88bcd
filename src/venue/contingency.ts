/**
 * Orders that depend on each other: children that are placed by the fills of their parent, and groups of which one order's
 * fill ends or reduces the others. A child is held in a slot of its own from the moment its parent is accepted; nobody is
 * told of it before it is an order.
 */
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { cancelNames, DAY, ROLE_ENTRY, ROLE_STOP, ROLE_TARGET } from '../model/order.ts'
import { ACCEPTED, DROPPED, HELD, turnTo } from '../model/order-state.ts'
import {
  GROUP_BRACKET,
  GROUP_OCO,
  O_ALIVE,
  O_BORN_AT,
  O_EXPIRES,
  O_FIRST_CHILD,
  O_GIVEN,
  O_GROUP,
  O_GROUP_KIND,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LOTS,
  O_NEXT_CHILD,
  O_OPENED,
  O_ORDERED,
  O_OWNER,
  O_PARENT,
  O_RANGE_HIGH,
  O_RANGE_LOW,
  O_ROLE,
  O_SHARE_FROM,
  O_SHARE_TO,
  O_SIBLING,
  O_SIDE,
  O_SINCE,
  O_TIF,
  O_TWIN,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { VenueFill } from '../model/ports.ts'
import { trailingLevel } from '../model/trailing.ts'
import type { BarTicks } from './book.ts'
import { GONE, type OpenOrders } from './open-orders.ts'
import { hasLevel, isTrailing } from './touch.ts'

/** The venue, as far as contingent orders need it. */
export interface ContingencyHost {
  /** A child becomes an order, in the bar that its parent filled in. */
  place(slot: number): void
  /** Lots of an open order changed. */
  resized(slot: number): void
  cancel(slot: number, reason: number): void
  bookOf(instrument: number): OpenOrders
}

/** Float noise of a share of lots. */
const NOISE_LOTS = 1e-6
const SIBLING_FILLED = cancelNames.indexOf('SIBLING_FILLED')
const POSITION_CLOSED = cancelNames.indexOf('POSITION_CLOSED')

export class Contingency {
  private readonly orders: Orders
  private readonly host: ContingencyHost
  /** Brackets of copied orders: their numbers count down from 0, those that were asked for up. */
  private copiedGroups = 0

  constructor(orders: Orders, host: ContingencyHost) {
    this.orders = orders
    this.host = host
  }

  /** Lots of a parent filled: each child is placed with its share of them, or grows by it. `ended`: the parent fills no more. */
  feed(parent: number, ended: boolean): void {
    const at = parent * SLOT_WIDTH
    let bracket = 0
    for (let child = this.orders.slots[at + O_FIRST_CHILD]!, next = -1; child >= 0; child = next) {
      const s = this.orders.slots
      const c = child * SLOT_WIDTH
      next = s[c + O_NEXT_CHILD]!
      // An entry against a position first closes it: its legs protect only what it opened.
      const isEntry = s[c + O_ROLE] === ROLE_ENTRY
      const base = isEntry ? s[at + O_ORDERED]! - s[at + O_LOTS]! : s[at + O_OPENED]!
      const [from, to] = [base * s[c + O_SHARE_FROM]!, base * s[c + O_SHARE_TO]!]
      // Legs share out all of it, and never fill more than the position; what may open anew is rounded down like any other size.
      const share = isEntry ? Math.floor(to + NOISE_LOTS) : Math.round(to) - Math.round(from)
      const more = share - s[c + O_GIVEN]!
      if (more > 0) {
        s[c + O_GIVEN] = share
        if (s[c + O_GROUP_KIND] === GROUP_BRACKET) bracket = s[c + O_GROUP]!
        this.give(child, more, s[at + O_ID]!, ended)
      } else if (ended) this.drop(child)
    }
    if (ended) this.orders.slots[at + O_FIRST_CHILD] = -1
    if (bracket !== 0) this.link(this.orders.slots[at + O_INSTRUMENT]!, bracket)
  }

  /** The parent ended without filling more: what is still held never was an order. */
  dropChildren(parent: number): void {
    const at = parent * SLOT_WIDTH
    for (let child = this.orders.slots[at + O_FIRST_CHILD]!, next = -1; child >= 0; child = next) {
      next = this.orders.slots[child * SLOT_WIDTH + O_NEXT_CHILD]!
      this.drop(child)
    }
    this.orders.slots[at + O_FIRST_CHILD] = -1
  }

  /** An order of a group filled `lots` of the `before` it had; what that does to the others of its group. */
  filled(slot: number, lots: number, before: number, ended: boolean): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const group = s[at + O_GROUP]!
    const kind = s[at + O_GROUP_KIND]!
    const isStop = s[at + O_ROLE] === ROLE_STOP
    const book = this.host.bookOf(s[at + O_INSTRUMENT]!)
    if (kind === GROUP_BRACKET && isStop && !ended) return this.fitTargets(book, group, s[at + O_LOTS]!)
    const taken = ended ? before : lots
    for (let k = 0; k < book.length; k++) {
      const other = book.at(k)
      if (other === GONE || other === slot || s[other * SLOT_WIDTH + O_GROUP] !== group) continue
      if (kind === GROUP_OCO || (kind === GROUP_BRACKET && isStop)) this.host.cancel(other, SIBLING_FILLED)
      else if (kind !== GROUP_BRACKET || s[other * SLOT_WIDTH + O_ROLE] === ROLE_STOP) this.reduce(other, taken)
    }
  }

  /** Ends the legs of an owner's position in a market that have nothing left to reduce. */
  endIdle(filled: number, position: number): void {
    const s = this.orders.slots
    const book = this.host.bookOf(s[filled * SLOT_WIDTH + O_INSTRUMENT]!)
    const owner = s[filled * SLOT_WIDTH + O_OWNER]!
    for (let k = 0; k < book.length && book.live > 0; k++) {
      const leg = book.at(k)
      if (leg === GONE) continue
      const role = s[leg * SLOT_WIDTH + O_ROLE]!
      const idle = position * s[leg * SLOT_WIDTH + O_SIDE]! >= 0 && s[leg * SLOT_WIDTH + O_OWNER] === owner
      if (idle && (role === ROLE_STOP || role === ROLE_TARGET)) this.host.cancel(leg, POSITION_CLOSED)
    }
  }

  /** An order left the book. A held child that gave it its lots gives again, unless `forGood`. */
  left(slot: number, forGood: boolean): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const held = s[at + O_TWIN]!
    if (held >= 0) {
      s[held * SLOT_WIDTH + O_TWIN] = -1
      if (forGood) s[held * SLOT_WIDTH + O_SHARE_TO] = s[held * SLOT_WIDTH + O_SHARE_FROM]!
    }
    if (s[at + O_SIBLING]! >= 0) this.link(s[at + O_INSTRUMENT]!, s[at + O_GROUP]!)
  }

  private give(child: number, lots: number, parentId: number, last: boolean): void {
    const s = this.orders.slots
    const twin = s[child * SLOT_WIDTH + O_TWIN]!
    if (twin >= 0) {
      const at = twin * SLOT_WIDTH
      s[at + O_LOTS] = s[at + O_LOTS]! + lots
      s[at + O_ORDERED] = s[at + O_ORDERED]! + lots
      this.host.resized(twin)
      if (last) this.drop(child)
      return
    }
    const slot = last ? child : this.copy(child)
    const at = slot * SLOT_WIDTH
    const now = this.orders.slots
    now[at + O_LOTS] = lots
    now[at + O_ORDERED] = lots
    now[at + O_PARENT] = parentId
    now[at + O_NEXT_CHILD] = -1
    if (!last) {
      now[at + O_TWIN] = child
      now[child * SLOT_WIDTH + O_TWIN] = slot
    }
    this.orders.held--
    turnTo(now, at, ACCEPTED)
    this.host.place(slot)
  }

  /** A held child once more, with its own children, which are a bracket of their own. */
  private copy(child: number): number {
    const slot = this.orders.take()
    if (slot < 0) throw noRoom()
    const s = this.orders.slots
    s.copyWithin(slot * SLOT_WIDTH, child * SLOT_WIDTH, (child + 1) * SLOT_WIDTH)
    this.orders.held++
    this.copiedGroups--
    const group = this.copiedGroups
    let link = slot * SLOT_WIDTH + O_FIRST_CHILD
    for (let c = s[child * SLOT_WIDTH + O_FIRST_CHILD]!; c >= 0; c = this.orders.slots[c * SLOT_WIDTH + O_NEXT_CHILD]!) {
      const copied = this.copy(c)
      if (this.orders.slots[copied * SLOT_WIDTH + O_GROUP] !== 0) this.orders.slots[copied * SLOT_WIDTH + O_GROUP] = group
      this.orders.slots[link] = copied
      link = copied * SLOT_WIDTH + O_NEXT_CHILD
    }
    return slot
  }

  private drop(child: number): void {
    const s = this.orders.slots
    const at = child * SLOT_WIDTH
    assert(s[at + O_ALIVE] === 1, 'a held child is dropped once')
    const twin = s[at + O_TWIN]!
    if (twin >= 0) s[twin * SLOT_WIDTH + O_TWIN] = -1
    this.dropChildren(child)
    turnTo(s, at, DROPPED)
    this.orders.held--
    this.orders.release(child)
  }

  private reduce(slot: number, lots: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    if (s[at + O_LOTS]! <= lots) return this.host.cancel(slot, SIBLING_FILLED)
    s[at + O_LOTS] = s[at + O_LOTS]! - lots
    s[at + O_ORDERED] = s[at + O_ORDERED]! - lots
    this.host.resized(slot)
  }

  /** Cuts a bracket's targets to the lots its stop still has, the last of them first. */
  private fitTargets(book: OpenOrders, group: number, lots: number): void {
    const s = this.orders.slots
    const isTarget = (slot: number): boolean =>
      slot !== GONE && s[slot * SLOT_WIDTH + O_GROUP] === group && s[slot * SLOT_WIDTH + O_ROLE] === ROLE_TARGET
    let excess = -lots
    for (let k = 0; k < book.length; k++) if (isTarget(book.at(k))) excess += s[book.at(k) * SLOT_WIDTH + O_LOTS]!
    for (let k = book.length - 1; k >= 0 && excess > 0; k--) {
      const slot = book.at(k)
      if (!isTarget(slot)) continue
      const cut = Math.min(excess, s[slot * SLOT_WIDTH + O_LOTS]!)
      excess -= cut
      this.reduce(slot, cut)
    }
  }

  /** Tells the legs of a bracket of each other: targets know the stop, the stop the nearest target. */
  private link(instrument: number, group: number): void {
    const s = this.orders.slots
    const book = this.host.bookOf(instrument)
    let stop = -1
    let nearest = -1
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE || s[slot * SLOT_WIDTH + O_GROUP] !== group) continue
      const at = slot * SLOT_WIDTH
      if (s[at + O_ROLE] === ROLE_STOP) stop = slot
      else if (nearest < 0 || s[at + O_SIDE]! * (s[at + O_LEVEL]! - s[nearest * SLOT_WIDTH + O_LEVEL]!) > 0) nearest = slot
    }
    if (stop >= 0) s[stop * SLOT_WIDTH + O_SIBLING] = nearest
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot !== GONE && slot !== stop && s[slot * SLOT_WIDTH + O_GROUP] === group) s[slot * SLOT_WIDTH + O_SIBLING] = stop
    }
  }
}

function noRoom(): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    'expected room for what an order places as it fills, its partial fills placed more orders than the run has room for',
    'Raise openOrdersMax, or place fewer orders from one that fills in parts.',
  )
}

/** Holds a child of `parent`, after those it already has. */
export function holdChild(orders: Orders, parent: number, child: number): void {
  const s = orders.slots
  turnTo(s, child * SLOT_WIDTH, HELD)
  orders.held++
  let link = parent * SLOT_WIDTH + O_FIRST_CHILD
  while (s[link]! >= 0) link = s[link]! * SLOT_WIDTH + O_NEXT_CHILD
  s[link] = child
}

/** What a child learns from the fill that places it. */
export interface Birth {
  readonly bar: BarTicks
  readonly fill: VenueFill
  /** The price of that fill in fractional ticks, before slippage. */
  readonly price: number
  readonly calendar: Calendar
  /** Whether it sees nothing of this bar. */
  readonly waits: boolean
}

/** Writes into a child's slot when it begins, and what of the bar surely came after. */
export function beginChild(s: Float64Array, slot: number, { bar, fill, price, calendar, waits }: Birth): void {
  const at = slot * SLOT_WIDTH
  // What has no level waits for the next bar; the rest may fill in what is left of this one.
  s[at + O_SINCE] = hasLevel(s, at) && !waits ? bar.openTime : bar.closeTime
  if (!fill.atOpen && hasLevel(s, at)) {
    s[at + O_RANGE_LOW] = fill.rangeLow
    s[at + O_RANGE_HIGH] = fill.rangeHigh
    s[at + O_BORN_AT] = price
  }
  if (s[at + O_TIF] === DAY) s[at + O_EXPIRES] = calendar.nextClose(bar.openTime)
  if (isTrailing(s, at)) s[at + O_LEVEL] = trailingLevel(s, at, fill.ticks)
}
