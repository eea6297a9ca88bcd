/**
 * The engine's side of a market handle: requests wait here in the order they were made; after the strategy has spoken,
 * each is sized, reviewed by risk, and ends as an order at the venue or as a refusal with its reason. Phases 6 and 7.
 */
import { LockstepError } from '../base/error.ts'
import { calendarOf } from '../calendar/calendars.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Instrument } from '../model/instrument.ts'
import { cancelNames, MARKET, refusalNames, ROLE_LIQUIDATION, type OrderId, type RefusalReason } from '../model/order.ts'
import { O_ID, O_INSTRUMENT, O_OWNER, O_ROLE, O_WISH, SLOT_WIDTH, type Orders } from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import {
  ID,
  INSTRUMENT,
  ORDER,
  REFUSAL,
  REFUSAL_ORDER,
  REFUSAL_REASON,
  REFUSAL_TAG,
  REFUSAL_TYPE,
  SIDE,
  SOURCE_MODEL,
} from '../model/record.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import type { RiskGate } from '../risk/risk-gate.ts'
import {
  ASK_AMEND,
  ASK_CANCEL,
  ASK_CANCEL_ALL,
  ASK_CHILD,
  ASK_CLOSE,
  ASK_FLATTEN,
  ASK_JOIN,
  ASK_LEAVE,
  ASK_MEMBER,
  ASK_ORDER,
  ASK_TARGET,
  ASK_TARGET_TOO,
  D_INSTRUMENT,
  D_ORDER,
  D_OWNER,
  D_SIDE,
  D_SOURCE,
  D_TAG,
  D_TYPE,
  DRAFT_WIDTH,
  type Desk,
} from '../strategy/desk.ts'
import type { OrderView } from '../strategy/order-view.ts'
import { Amender } from './amender.ts'
import { conversionOf, type OrderConversion } from './conversion.ts'
import { EndedOrders } from './ended-orders.ts'
import { OrderSender } from './order-sender.ts'
import { OrderWriter } from './order-writer.ts'
import { orderView, writeOrderRecord } from './order-record.ts'
import type { Recorder } from './recorder.ts'
import type { Sizing } from './sizing.ts'
import { TargetDesk } from './target-desk.ts'
import { Words } from './words.ts'
import { targetRuleOf, type TargetRule } from './target-rule.ts'

/** Requests a strategy may make in one step. */
const REQUESTS_MAX = 100_000

/** Kind, number, and the draft. */
export const QUEUE_WIDTH: number = 2 + DRAFT_WIDTH
const LEFT_UNIVERSE = cancelNames.indexOf('LEFT_UNIVERSE')

export interface DeskParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly venue: Venue
  readonly gate: RiskGate
  readonly power: BuyingPower
  readonly sizing: Sizing
  readonly ledger: Ledger
  readonly marks: Marks
  readonly recorder: Recorder
  /** One element: the time of the step, epoch ms. */
  readonly clock: Float64Array
  /** The books of an owner, by index; the account's unless given. */
  readonly ledgerOf?: (owner: number) => Ledger
  /** What becomes of orders that come at the wrong hour; `none` unless given. */
  readonly conversion?: OrderConversion
  /** How targets become quantities; `lockstep` unless given. */
  readonly targets?: TargetRule
  /** By instrument: true where the run has no bars of it shorter than a day. */
  readonly onlyDaily?: readonly boolean[]
  /** By instrument: the timeframe of the series that its orders are matched on. */
  readonly matchedOn?: readonly string[]
}

/** What the desk's own parts need of each other. */
export interface DeskCore extends DeskParts {
  readonly calendars: readonly Calendar[]
  readonly ledgerOf: (owner: number) => Ledger
  readonly conversion: OrderConversion
  readonly targets: TargetRule
  nextId(): OrderId
  record(slot: number): void
  /** Tells of a refusal; `about` is what it says beyond the reason. */
  refuse(reason: RefusalReason, about: RefusalFacts): void
}

export interface RefusalFacts {
  readonly id: number
  readonly instrument: number
  readonly owner: number
  readonly tag: number
  readonly side?: number
  readonly type?: number
  readonly order?: number
}

export type HearRefusal = (reason: RefusalReason, id: number, instrument: number, tag: number, owner: number) => void

export class OrderDesk implements Desk {
  readonly draft: Float64Array = new Float64Array(DRAFT_WIDTH)
  /** Timeframe of the series whose handler is being called; '' while no series' is. */
  handling = ''
  /** Requests that wait. */
  waiting = 0
  /** Number of the step, for records; set by the engine. */
  step = 0
  private lastId = 0
  private lastGroup = 0
  private queue: Float64Array = new Float64Array(16 * QUEUE_WIDTH)
  private readonly tagNumbers = new Words('tags', 'Tag by kind of decision, not by date or price.', 1000)
  private readonly modelNumbers = new Words('models', 'Name the kind of forecast, not each one.', 1000)
  private readonly timeframeNumbers = new Words('timeframes with handlers', 'Handle fewer timeframes.', SOURCE_MODEL - 1)
  private readonly core: DeskCore
  private readonly writer: OrderWriter
  private readonly sender: OrderSender
  private readonly amender: Amender
  private readonly targetDesk: TargetDesk
  private readonly ended = new EndedOrders()
  private readonly onRefusal: HearRefusal
  /** By owner, the markets that it left. */
  private readonly outside: Set<number>[] = []
  /** Instruments that are no longer traded. */
  private readonly delisted = new Set<number>()

  constructor(parts: DeskParts, onRefusal: HearRefusal) {
    this.onRefusal = onRefusal
    const calendars = parts.instruments.map((i) => calendarOf(i.calendar))
    const writer = new OrderWriter({ ...parts, calendars })
    this.writer = writer
    this.core = {
      ledgerOf: () => parts.ledger,
      conversion: conversionOf('none'),
      targets: targetRuleOf('lockstep'),
      ...parts,
      calendars,
      nextId: () => this.nextId(),
      record: (slot) => this.record(slot),
      refuse: (reason, about) => this.refuse(reason, about),
    }
    this.sender = new OrderSender(this.core, writer)
    this.amender = new Amender(this.core, writer)
    this.targetDesk = new TargetDesk(this.core, this.sender, writer)
  }

  nextId(): OrderId {
    return ++this.lastId as OrderId
  }

  newGroup(): number {
    return ++this.lastGroup
  }

  /** Texts by their numbers; entry 0 is ''. */
  get tags(): readonly string[] {
    return this.tagNumbers.texts
  }

  get models(): readonly string[] {
    return this.modelNumbers.texts
  }

  get timeframes(): readonly string[] {
    return this.timeframeNumbers.texts
  }

  tag(text: string): number {
    return this.tagNumbers.of(text)
  }

  source(model: string | undefined): number {
    return model === undefined ? 0 : SOURCE_MODEL * this.modelNumbers.of(model)
  }

  ask(kind: number): OrderId {
    if (this.waiting >= REQUESTS_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${REQUESTS_MAX} requests in one step, there are more`,
        'Look for a loop that never stops asking.',
      )
    }
    const at = this.waiting++ * QUEUE_WIDTH
    if (at === this.queue.length) {
      const larger = new Float64Array(this.queue.length * 2)
      larger.set(this.queue)
      this.queue = larger
    }
    const { queue, draft } = this
    queue[at] = kind
    // Only what ends as one order or one refusal has a number of its own.
    const isNumbered = kind !== ASK_CHILD && kind !== ASK_TARGET && kind !== ASK_TARGET_TOO
    queue[at + 1] = isNumbered ? ++this.lastId : 0
    for (let field = 0; field < DRAFT_WIDTH; field++) queue[at + 2 + field] = draft[field]!
    queue[at + 2 + D_SOURCE] = draft[D_SOURCE]! + this.timeframeOf(draft[D_INSTRUMENT]!)
    return queue[at + 1]! as OrderId
  }

  ordersOf(instrument: number, owner: number): readonly OrderView[] {
    const { orders, venue, instruments } = this.core
    return venue
      .openSlots(instrument)
      .filter((slot) => orders.slots[slot * SLOT_WIDTH + O_OWNER] === owner)
      .map((slot) => orderView(orders.slots, slot, instruments[instrument]!, this.tags))
  }

  /** Phases 6 and 7 for all that waits, in the order it was asked for. */
  process(): void {
    this.core.venue.turnTo(this.core.clock[0]!)
    const count = this.waiting
    for (let first = 0; first < count;) {
      const next = this.familyEnd(first, count)
      this.answer(first, next)
      first = next
    }
    this.waiting = 0
  }

  /** Records an order that became live, or, with another kind, what became of it. */
  record(slot: number, kind: number = ORDER): void {
    writeOrderRecord(this.core.recorder, this.core.orders.slots, slot, { kind, step: this.step, clock: this.core.clock })
  }

  /** Sizes an order that waited for its fill, now at `ticks`; the lots it has then, or 0 for an order that can have none. */
  sizeAtFill(slot: number, ticks: number): number {
    const lots = this.writer.lotsAtFill(slot, ticks, this.core.targets)
    if (lots === 0) return 0
    this.core.orders.slots[slot * SLOT_WIDTH + O_WISH] = 0
    this.writer.setLots(slot, lots)
    return lots
  }

  /** An order ended: whoever names it later is told so. */
  noteEnd(slot: number): void {
    const s = this.core.orders.slots
    this.ended.note(s[slot * SLOT_WIDTH + O_ID]!, s[slot * SLOT_WIDTH + O_INSTRUMENT]!)
  }

  /** Number of the timeframe that is being handled; 0 where it is that of the series on which the instrument's orders are matched. */
  private timeframeOf(instrument: number): number {
    const { handling } = this
    return handling === '' || handling === this.core.matchedOn?.[instrument] ? 0 : this.timeframeNumbers.of(handling)
  }

  /** The row after the last that belongs to the one at `first`. */
  private familyEnd(first: number, count: number): number {
    const kind = this.queue[first * QUEUE_WIDTH]!
    let end = first + 1
    while (end < count && belongs(kind, this.queue[end * QUEUE_WIDTH]!)) end++
    return end
  }

  private answer(first: number, end: number): void {
    const q = this.queue
    const at = first * QUEUE_WIDTH
    const d = at + 2
    const kind = q[at]!
    const instrument = q[d + D_INSTRUMENT]!
    const owner = q[d + D_OWNER]!
    if (kind === ASK_CANCEL) this.cancelOrder(at)
    else if (kind === ASK_CANCEL_ALL) this.cancelAll(instrument, owner)
    else if (kind === ASK_AMEND) this.withOpenOrder(at, (slot) => this.amender.amend(slot, q, at))
    else if (kind === ASK_FLATTEN) this.flatten(at)
    else if (kind === ASK_LEAVE) this.leave(at)
    else if (kind === ASK_JOIN) this.outsideOf(owner).delete(instrument)
    else if (kind === ASK_CLOSE) this.sender.close(q, at)
    else if (this.isOutside(instrument, owner)) this.refuseAll('NOT_IN_UNIVERSE', first, end)
    else if (kind === ASK_ORDER) this.sender.open(q, first, end)
    else if (kind === ASK_TARGET) this.targetDesk.trade(q, first, end)
  }

  private cancelOrder(at: number): void {
    this.withOpenOrder(at, (slot) => this.core.venue.askCancel(slot))
  }

  /** Does something to the open order that a request names, or refuses it. */
  private withOpenOrder(at: number, act: (slot: number) => void): void {
    const q = this.queue
    const d = at + 2
    const order = q[d + D_ORDER]!
    const instrument = q[d + D_INSTRUMENT]!
    const owner = q[d + D_OWNER]!
    const { venue, orders } = this.core
    const slot = venue.find(order)
    const isThere = slot >= 0 && orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT] === instrument
    if (isThere && this.isOf(slot, owner)) return act(slot)
    const reason = slot < 0 && this.ended.has(order, instrument) ? 'FINISHED_ORDER' : 'UNKNOWN_ORDER'
    this.refuse(reason, { id: q[at + 1]!, instrument, owner, tag: 0, order: Number.isFinite(order) ? order : 0 })
  }

  private cancelAll(instrument: number, owner: number): void {
    const { venue } = this.core
    for (const slot of venue.openSlots(instrument)) if (this.isOf(slot, owner)) venue.askCancel(slot)
  }

  /** Whether a strategy may cancel or change an open order: it is its own, and not one that the margin rule sent. */
  private isOf(slot: number, owner: number): boolean {
    const { slots } = this.core.orders
    return slots[slot * SLOT_WIDTH + O_OWNER] === owner && slots[slot * SLOT_WIDTH + O_ROLE] !== ROLE_LIQUIDATION
  }

  /** Cancels an owner's orders and closes its positions, markets in the order of their names. */
  private flatten(at: number): void {
    const q = this.queue
    const owner = q[at + 2 + D_OWNER]!
    const byName = this.core.instruments
      .map((_, k) => k)
      .sort((a, b) => (this.core.instruments[a]!.id < this.core.instruments[b]!.id ? -1 : 1))
    for (const instrument of byName) {
      if (!this.core.conversion.closesAlone) this.cancelAll(instrument, owner)
      this.sender.closeAll({ instrument, owner, tag: q[at + 2 + D_TAG]!, source: q[at + 2 + D_SOURCE]! })
    }
  }

  private leave(at: number): void {
    const q = this.queue
    const instrument = q[at + 2 + D_INSTRUMENT]!
    const owner = q[at + 2 + D_OWNER]!
    const { venue } = this.core
    for (const slot of venue.openSlots(instrument)) if (this.isOf(slot, owner)) venue.cancel(slot, LEFT_UNIVERSE)
    this.sender.closeAll({ instrument, owner, tag: q[at + 2 + D_TAG]!, source: q[at + 2 + D_SOURCE]! })
    this.outsideOf(owner).add(instrument)
  }

  private isOutside(instrument: number, owner: number): boolean {
    const { listedFrom = -Infinity, listedTo = Infinity } = this.core.instruments[instrument]!
    const now = this.core.clock[0]!
    if (now < listedFrom || now >= listedTo || this.delisted.has(instrument)) return true
    return this.outside.length > 0 && this.outsideOf(owner).has(instrument)
  }

  /** An instrument is no longer traded: requests for it are refused from now on. */
  delist(instrument: number): void {
    this.delisted.add(instrument)
  }

  private outsideOf(owner: number): Set<number> {
    while (this.outside.length <= owner) this.outside.push(new Set())
    return this.outside[owner]!
  }

  private refuseAll(reason: RefusalReason, first: number, end: number): void {
    for (let k = first; k < end; k++) {
      const at = k * QUEUE_WIDTH
      const d = at + 2
      const q = this.queue
      const kind = q[at]!
      if (kind === ASK_CHILD) continue
      const id = q[at + 1] === 0 ? this.nextId() : q[at + 1]!
      const isOrder = kind === ASK_ORDER || kind === ASK_MEMBER
      this.refuse(reason, {
        id,
        instrument: q[d + D_INSTRUMENT]!,
        owner: q[d + D_OWNER]!,
        tag: q[d + D_TAG]!,
        side: isOrder ? q[d + D_SIDE]! : 0,
        type: isOrder ? q[d + D_TYPE]! : MARKET,
      })
    }
  }

  private refuse(reason: RefusalReason, { id, instrument, owner, tag, side = 0, type = MARKET, order = 0 }: RefusalFacts): void {
    const { recorder, clock } = this.core
    const at = recorder.begin(REFUSAL, this.step, clock)
    const r = recorder.block.records
    r[at + INSTRUMENT] = instrument
    r[at + ID] = id
    r[at + SIDE] = side
    r[at + REFUSAL_REASON] = refusalNames.indexOf(reason)
    r[at + REFUSAL_TYPE] = type
    r[at + REFUSAL_ORDER] = order
    r[at + REFUSAL_TAG] = tag
    this.onRefusal(reason, id, instrument, tag, owner)
  }
}

/** Whether a draft of `kind` goes on with what one of `head` began. */
function belongs(head: number, kind: number): boolean {
  if (head === ASK_ORDER) return kind === ASK_CHILD || kind === ASK_MEMBER
  return head === ASK_TARGET && kind === ASK_TARGET_TOO
}
