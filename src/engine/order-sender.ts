/** Requests that become orders: written into slots with what they place, reviewed, and sent; or refused. */
import {
  cancelNames,
  IOC,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  refusalNames,
  ROLE_CLOSE,
  type ApprovedSlot,
  type RefusalReason,
  type RequestSlot,
} from '../model/order.ts'
import { REFUSED, turnTo } from '../model/order-state.ts'
import {
  O_FIRST_CHILD,
  O_ID,
  O_INSTRUMENT,
  O_LOTS,
  O_NEXT_CHILD,
  O_ORDERED,
  O_OWNER,
  O_ROLE,
  O_SHARE_FROM,
  O_SHARE_TO,
  O_SIDE,
  O_SINCE,
  O_SOURCE,
  O_TAG,
  O_DECISION,
  O_TYPE,
  O_WISH,
  SLOT_WIDTH,
} from '../model/orders.ts'
import { holdChild } from '../venue/contingency.ts'
import { isApproved, reasonOf, type Verdict } from '../risk/risk-gate.ts'
import {
  ASK_CHILD,
  D_INSTRUMENT,
  D_OWNER,
  D_PARENT,
  D_SIDE,
  D_SIZE,
  D_SIZE_KIND,
  D_SOURCE,
  D_TAG,
  D_TIF,
  D_TYPE,
  SIZE_EQUITY,
  SIZE_SHARE,
} from '../strategy/desk.ts'
import type { ConversionQuestion } from './conversion.ts'
import { QUEUE_WIDTH, type DeskCore } from './order-desk.ts'
import type { OrderWriter } from './order-writer.ts'

/** What closes a position: its market and owner, and how. */
export interface Closing {
  readonly id: number
  readonly instrument: number
  readonly owner: number
  readonly tag: number
  /** As O_SOURCE. */
  readonly source: number
  readonly type: number
  /** Lots, at most the position. */
  readonly lots: number
}

export class OrderSender {
  private readonly core: DeskCore
  private readonly writer: OrderWriter
  private readonly ask: ConversionQuestion
  /** Slots of the family under way: by row from its first. */
  private readonly family: number[] = []

  constructor(core: DeskCore, writer: OrderWriter) {
    this.core = core
    this.writer = writer
    this.ask = { type: 0, tif: 0, calendar: core.calendars[0]!, time: 0.5, onlyDaily: false }
  }

  /** Rows [first, end) of the queue: an order with what it places, or several that belong together and are taken all or none. */
  open(q: Float64Array, first: number, end: number): void {
    const heads: number[] = []
    let reason: RefusalReason | null = null
    this.family.length = 0
    for (let k = first; k < end && reason === null; k++) {
      const at = k * QUEUE_WIDTH
      reason = this.writeRow(q, at, { place: k - first, end })
      if (q[at] !== ASK_CHILD) heads.push(this.family.at(-1)!)
    }
    for (const slot of heads) {
      if (reason !== null) break
      const verdict = this.review(slot)
      if (!isApproved(verdict)) reason = refusalNames[reasonOf(verdict)]!
    }
    if (reason === null) for (const [k, slot] of heads.entries()) this.send(slot as ApprovedSlot, k < heads.length - 1)
    else this.giveUp(q, first, end, reason)
  }

  /** A strategy's request to close a position, or a share of it. */
  close(q: Float64Array, at: number): void {
    const d = at + 2
    const [instrument, owner] = [q[d + D_INSTRUMENT]!, q[d + D_OWNER]!]
    const share = q[d + D_SIZE]!
    const held = Math.abs(this.core.ledgerOf(owner).lots[instrument]!)
    const about = { id: q[at + 1]!, instrument, owner, tag: q[d + D_TAG]!, source: q[d + D_SOURCE]! }
    if (!(share > 0 && share <= 1)) return this.core.refuse('BAD_SIZE', about)
    // What rests is cancelled even where there is nothing to close.
    const isClosed = this.core.conversion.closesAlone && this.isAlreadyClosed(instrument, owner)
    if (held === 0 || isClosed) return this.core.refuse('NOTHING_TO_CLOSE', about)
    const lots = Math.floor(held * share + 1e-9)
    if (lots === 0) return this.core.refuse('ZERO_SIZE', about)
    this.closeLots({ ...about, type: q[d + D_TYPE]!, lots })
  }

  /** Closes what an owner holds, if anything; not an author's request, so there is nothing to refuse. */
  closeAll(about: Pick<Closing, 'instrument' | 'owner' | 'tag' | 'source'>): void {
    const { instrument, owner } = about
    if (this.core.conversion.closesAlone && this.isAlreadyClosed(instrument, owner)) return
    const lots = Math.abs(this.core.ledgerOf(owner).lots[instrument]!)
    if (lots > 0) this.closeLots({ ...about, id: this.core.nextId(), type: MARKET, lots })
  }

  /** Sends an order that makes a position smaller: always allowed while there is room. */
  closeLots({ id, instrument, owner, tag, source, type: asked, lots }: Closing): void {
    const { orders, gate } = this.core
    const about = { id, instrument, owner, tag }
    const type = this.convert(instrument, asked, 0)
    if (typeof type === 'string') return this.core.refuse(type, about)
    const slot = orders.take()
    if (slot < 0) return this.core.refuse('ORDER_LIMIT', about)
    const s = orders.slots
    const o = slot * SLOT_WIDTH
    s[o + O_ID] = id
    s[o + O_INSTRUMENT] = instrument
    s[o + O_OWNER] = owner
    s[o + O_SIDE] = this.core.ledgerOf(owner).lots[instrument]! > 0 ? -1 : 1
    s[o + O_TYPE] = type
    s[o + O_ROLE] = ROLE_CLOSE
    s[o + O_LOTS] = lots
    s[o + O_ORDERED] = lots
    s[o + O_SINCE] = this.core.clock[0]!
    s[o + O_TAG] = tag
    s[o + O_SOURCE] = source
    s[o + O_DECISION] = this.writer.decisionTicks(instrument)
    const verdict = gate.reviewClose(slot as RequestSlot)
    if (isApproved(verdict)) return this.send(verdict)
    orders.release(slot)
    this.core.refuse('ORDER_LIMIT', about)
  }

  /** Writes a market order of `signed` lots, which opens or turns a position; as what a target asks for. */
  openLots({ id, instrument, owner, tag, source }: Omit<Closing, 'type' | 'lots'>, signed: number): void {
    const { orders, gate } = this.core
    const about = { id, instrument, owner, tag, side: signed > 0 ? 1 : -1 }
    const type = this.convert(instrument, MARKET, 0)
    if (typeof type === 'string') return this.core.refuse(type, about)
    const slot = orders.take()
    if (slot < 0) return this.core.refuse('ORDER_LIMIT', about)
    const s = orders.slots
    const o = slot * SLOT_WIDTH
    s[o + O_ID] = id
    s[o + O_INSTRUMENT] = instrument
    s[o + O_OWNER] = owner
    s[o + O_SIDE] = about.side
    s[o + O_TYPE] = type
    s[o + O_SINCE] = this.core.clock[0]!
    s[o + O_TAG] = tag
    s[o + O_SOURCE] = source
    s[o + O_DECISION] = this.writer.decisionTicks(instrument)
    this.writer.setLots(slot, Math.abs(signed))
    const verdict = gate.review(slot as RequestSlot)
    if (isApproved(verdict)) return this.send(verdict)
    orders.release(slot)
    this.core.refuse(refusalNames[reasonOf(verdict)]!, about)
  }

  /** Writes one row into a slot of its own, held by its parent where it has one; or says why not. */
  private writeRow(q: Float64Array, at: number, { place, end }: { readonly place: number; readonly end: number }): RefusalReason | null {
    const d = at + 2
    const { orders } = this.core
    const isChild = q[at] === ASK_CHILD
    const unfit = this.writer.unfit(q, d)
    if (unfit !== null) return unfit
    const type = isChild ? q[d + D_TYPE]! : this.convert(q[d + D_INSTRUMENT]!, q[d + D_TYPE]!, q[d + D_TIF]!)
    if (typeof type === 'string') return type
    const slot = orders.take()
    if (slot < 0) return 'ORDER_LIMIT'
    this.family[place] = slot
    this.writer.write(slot, q, d, q[at + 1]!)
    orders.slots[slot * SLOT_WIDTH + O_TYPE] = type
    if (isChild) holdChild(orders, this.family[place - q[d + D_PARENT]!]!, slot)
    return this.sizeAhead(q, at, slot, this.stopOf(q, at, end))
  }

  /** Sizes an order once what it places is written: risk is measured to its stop. */
  private sizeAhead(q: Float64Array, at: number, slot: number, stopTicks: number): RefusalReason | null {
    const d = at + 2
    const s = this.core.orders.slots
    if (q[d + D_SIZE_KIND] === SIZE_SHARE) return q[at] === ASK_CHILD ? null : 'BAD_SIZE'
    const lots = this.writer.size(slot, q, d, stopTicks)
    if (Number.isNaN(lots)) return 'BAD_PRICE'
    const isSizedLater = this.core.targets.lotsAtFill !== undefined && q[at] !== ASK_CHILD && q[d + D_SIZE_KIND] === SIZE_EQUITY
    if (isSizedLater) s[slot * SLOT_WIDTH + O_WISH] = q[d + D_SIZE]!
    // Until it fills it stands for what equity would buy.
    this.writer.setLots(slot, isSizedLater && q[d + D_SIZE]! > 0 ? Math.max(lots, 1) : lots)
    if (q[at] !== ASK_CHILD) return null
    if (lots < 1) return 'ZERO_SIZE'
    if (!Number.isSafeInteger(lots)) return 'BAD_SIZE'
    // Units of its own become a share of what its parent was asked for, so that they come as it fills.
    const parent = this.family[this.family.length - 1 - q[d + D_PARENT]!]! * SLOT_WIDTH
    if (s[parent + O_ORDERED] === 0) return 'ZERO_SIZE'
    s[slot * SLOT_WIDTH + O_SHARE_FROM] = 0
    s[slot * SLOT_WIDTH + O_SHARE_TO] = lots / s[parent + O_ORDERED]!
    return null
  }

  /** The level of the protecting stop that follows a row, in ticks; 0 for none. Rows from `end` on are what earlier requests left. */
  private stopOf(q: Float64Array, at: number, end: number): number {
    const child = at + QUEUE_WIDTH
    if (child >= end * QUEUE_WIDTH || q[child] !== ASK_CHILD) return 0
    return this.writer.stopLevel(q, child + 2)
  }

  private review(slot: number): Verdict {
    return this.core.gate.review(slot as RequestSlot)
  }

  private convert(instrument: number, type: number, tif: number): number | RefusalReason {
    const { conversion, calendars, clock, onlyDaily } = this.core
    // Most orders are resting ones or at market where the hour does not matter.
    if (conversion.name === 'none' && tif < IOC && type !== MARKET_ON_OPEN && type !== MARKET_ON_CLOSE) return type
    this.ask.type = type
    this.ask.tif = tif
    this.ask.calendar = calendars[instrument]!
    this.ask.time = clock[0]!
    this.ask.onlyDaily = onlyDaily?.[instrument] === true
    return conversion.typeOf(this.ask)
  }

  private send(slot: ApprovedSlot, more = false): void {
    this.core.record(slot)
    this.core.gate.hold(slot)
    this.core.venue.accept(slot, more)
  }

  /** Frees what was written of rows that come to nothing, and refuses each of their requests. */
  private giveUp(q: Float64Array, first: number, end: number, reason: RefusalReason): void {
    const { orders } = this.core
    for (const slot of this.family) {
      if (slot === undefined) continue
      const at = slot * SLOT_WIDTH
      orders.slots[at + O_FIRST_CHILD] = -1
      orders.slots[at + O_NEXT_CHILD] = -1
    }
    for (const [k, slot] of this.family.entries()) {
      if (q[(first + k) * QUEUE_WIDTH] === ASK_CHILD) orders.held--
      else turnTo(orders.slots, slot * SLOT_WIDTH, REFUSED)
      orders.release(slot)
    }
    for (let k = first; k < end; k++) {
      const at = k * QUEUE_WIDTH
      const d = at + 2
      if (q[at] === ASK_CHILD) continue
      this.core.refuse(reason, {
        id: q[at + 1]!,
        instrument: q[d + D_INSTRUMENT]!,
        owner: q[d + D_OWNER]!,
        tag: q[d + D_TAG]!,
        side: q[d + D_SIDE]!,
        type: q[d + D_TYPE]!,
      })
    }
  }

  /**
   * Where a broker closes alone: cancels the market's orders that are not at market, and says whether one that is already closes the
   * position.
   */
  private isAlreadyClosed(instrument: number, owner: number): boolean {
    const { venue, orders, ledgerOf } = this.core
    const s = orders.slots
    const own = venue.openSlots(instrument).filter((slot) => s[slot * SLOT_WIDTH + O_OWNER] === owner)
    const atMarket = own.filter((slot) => s[slot * SLOT_WIDTH + O_TYPE] === MARKET)
    for (const slot of own) if (!atMarket.includes(slot)) venue.cancel(slot, REQUESTED)
    const [only] = atMarket
    if (only === undefined || atMarket.length > 1) return false
    const closed = s[only * SLOT_WIDTH + O_SIDE]! * s[only * SLOT_WIDTH + O_LOTS]!
    return closed === -ledgerOf(owner).lots[instrument]!
  }
}

const REQUESTED = cancelNames.indexOf('REQUESTED')
