/** Amendments: checked as the request they would make of the order, and sent to the venue; or refused, and the order stays as it was. */
import { lotSize } from '../model/instrument.ts'
import {
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  refusalNames,
  STOP_LIMIT,
  TRAILING_STOP,
  type RefusalReason,
} from '../model/order.ts'
import {
  O_DECISION,
  O_EXPIRES,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_ORDERED,
  O_SIDE,
  O_TIF,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_TYPE,
  SLOT_WIDTH,
  TRAIL_SHARE,
} from '../model/orders.ts'
import type { Amendment } from '../model/ports.ts'
import { trailingTick } from '../model/trailing.ts'
import { reasonOf } from '../risk/risk-gate.ts'
import {
  ABSENT,
  D_BARS,
  D_EXPIRES,
  D_INSTRUMENT,
  D_LEVEL,
  D_LIMIT,
  D_ORDER,
  D_OWNER,
  D_SIZE,
  D_TIF,
  D_TRAIL,
  D_TRAIL_KIND,
} from '../strategy/desk.ts'
import { applyAmendment } from '../venue/amendments.ts'
import { DAY } from '../model/order.ts'
import type { DeskCore } from './order-desk.ts'
import type { OrderWriter } from './order-writer.ts'

/** Float noise when a decimal quantity is divided by a decimal lot. */
const NOISE_LOTS = 1e-6

export class Amender {
  private readonly core: DeskCore
  private readonly writer: OrderWriter
  private readonly before = new Float64Array(SLOT_WIDTH)
  private readonly change: Amendment = {
    level: NaN,
    limit: NaN,
    ordered: NaN,
    trail: NaN,
    trailKind: NaN,
    tif: NaN,
    expires: NaN,
    bars: NaN,
    decision: NaN,
  }

  constructor(core: DeskCore, writer: OrderWriter) {
    this.core = core
    this.writer = writer
  }

  /** Amends the open order in a slot as the row at `at` of the queue asks. */
  amend(slot: number, q: Float64Array, at: number): void {
    const d = at + 2
    const reason = this.faultOf(q, d) ?? this.read(slot, q, d) ?? this.faultOfResult(slot)
    if (reason !== null) {
      const [instrument, owner] = [q[d + D_INSTRUMENT]!, q[d + D_OWNER]!]
      return this.core.refuse(reason, { id: q[at + 1]!, instrument, owner, tag: 0, order: q[d + D_ORDER]! })
    }
    this.core.venue.amend(slot, this.change)
  }

  /** What is wrong with the request itself. */
  private faultOf(q: Float64Array, d: number): RefusalReason | null {
    const size = q[d + D_SIZE]!
    if (size !== ABSENT && !(size > 0 && size < Infinity)) return 'BAD_SIZE'
    if (Number.isNaN(q[d + D_LEVEL]! + q[d + D_LIMIT]! + q[d + D_TRAIL]!)) return 'BAD_PRICE'
    if (this.writer.outOfTicks(q, d, D_LEVEL) || this.writer.outOfTicks(q, d, D_LIMIT)) return 'BAD_PRICE'
    if (q[d + D_TRAIL_KIND] !== TRAIL_SHARE && this.writer.outOfTicks(q, d, D_TRAIL)) return 'BAD_PRICE'
    return q[d + D_TIF] === ABSENT ? null : this.writer.unfitExpiry(q, d)
  }

  /** Reads the request into `change`; what the order does not have cannot be changed. */
  private read(slot: number, q: Float64Array, d: number): RefusalReason | null {
    const s = this.core.orders.slots
    const at = slot * SLOT_WIDTH
    const type = s[at + O_TYPE]!
    const c = this.change
    const instrument = s[at + O_INSTRUMENT]!
    c.level = c.limit = c.ordered = c.trail = c.trailKind = c.tif = c.expires = c.bars = NaN
    c.decision = this.writer.decisionTicks(instrument)
    const hasBoth = type === STOP_LIMIT || type === LIMIT_IF_TOUCHED
    const isAwake = hasBoth && s[at + O_TRIGGERED] === 1
    if (q[d + D_LIMIT] !== ABSENT) {
      if (type === LIMIT) c.level = this.writer.levelTick(s, at, q[d + D_LIMIT]!)
      else if (hasBoth) c.limit = this.writer.limitTick(s, at, q[d + D_LIMIT]!)
      else return 'BAD_AMEND'
    }
    if (q[d + D_TRAIL] !== ABSENT) {
      if (type !== TRAILING_STOP) return 'BAD_AMEND'
      c.trailKind = q[d + D_TRAIL_KIND]!
      c.trail = this.writer.trailOf(instrument, c.trailKind, q[d + D_TRAIL]!)
      if (s[at + O_TRIGGERED] === 1) c.level = movedLevel(s, at, c)
    }
    if (q[d + D_LEVEL] !== ABSENT) {
      const isAsleep = type === TRAILING_STOP && s[at + O_TRIGGERED] === 0
      if (type === LIMIT || isAwake || isAsleep || type === MARKET || type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE)
        return 'BAD_AMEND'
      c.level = this.writer.levelTick(s, at, q[d + D_LEVEL]!)
    }
    if (q[d + D_SIZE] !== ABSENT) {
      c.ordered = Math.floor(q[d + D_SIZE]! / lotSize(this.core.instruments[instrument]!) + NOISE_LOTS)
      if (c.ordered <= s[at + O_ORDERED]! - s[at + O_LOTS]!) return 'BAD_AMEND'
    }
    if (q[d + D_TIF] !== ABSENT) {
      c.tif = q[d + D_TIF]!
      c.expires = c.tif === DAY ? this.writer.dayEnd(instrument) : q[d + D_EXPIRES]!
      c.bars = q[d + D_BARS]!
    }
    return changesAnything(s, at, c) ? null : 'BAD_AMEND'
  }

  /** Reviews the order as it would be, and leaves it as it was. */
  private faultOfResult(slot: number): RefusalReason | null {
    const s = this.core.orders.slots
    const at = slot * SLOT_WIDTH
    const lots = s[at + O_LOTS]!
    this.before.set(s.subarray(at, at + SLOT_WIDTH))
    s[at + O_DECISION] = this.writer.decisionTicks(s[at + O_INSTRUMENT]!)
    applyAmendment(s, at, this.change)
    // What it keeps itself is there for it.
    this.core.power.release(slot)
    const verdict = this.core.gate.reviewAmended(at, s[at + O_LOTS]! > lots)
    s.set(this.before, at)
    this.core.gate.hold(slot)
    return verdict === null ? null : refusalNames[reasonOf(verdict)]!
  }
}

/** The level behind the best price so far, at the new distance. */
function movedLevel(s: Float64Array, at: number, { trail, trailKind }: Amendment): number {
  const side = s[at + O_SIDE]!
  const level = s[at + O_LEVEL]!
  const old = s[at + O_TRAIL]!
  const best = s[at + O_TRAIL_KIND] === TRAIL_SHARE ? level / (1 + side * old) : level - side * old
  return trailingTick(s, at, trailKind === TRAIL_SHARE ? best * (1 + side * trail) : best + side * trail)
}

function changesAnything(s: Float64Array, at: number, c: Amendment): boolean {
  const differs = (field: number, wanted: number): boolean => !Number.isNaN(wanted) && wanted !== s[at + field]
  return (
    differs(O_LEVEL, c.level) ||
    differs(O_LIMIT, c.limit) ||
    differs(O_ORDERED, c.ordered) ||
    differs(O_TRAIL, c.trail) ||
    differs(O_TRAIL_KIND, c.trailKind) ||
    (!Number.isNaN(c.tif) && (differs(O_TIF, c.tif) || differs(O_EXPIRES, c.expires) || c.bars !== Infinity))
  )
}
