/**
 * The engine's side of a market handle: requests wait here in the order they were made; after the strategy has spoken,
 * each is sized, reviewed by risk, and ends as an order at the venue or as a refusal with its reason. Phases 6 and 7.
 */
import { LockstepError } from '../base/error.ts'
import type { Instrument } from '../model/instrument.ts'
import {
  cancelNames,
  MARKET,
  refusalNames,
  ROLE_CLOSE,
  ROLE_ENTRY,
  STOP,
  type ApprovedSlot,
  type OrderId,
  type RefusalReason,
  type RequestSlot,
} from '../model/order.ts'
import {
  O_BARS_LEFT,
  O_BRACKET_STOP,
  O_BRACKET_TARGET,
  O_DECISION,
  O_EXPIRES,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LOTS,
  O_PARENT,
  O_ROLE,
  O_SIDE,
  O_SINCE,
  O_TAG,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import { betterTick, worseTick } from '../model/price-grid.ts'
import {
  ID,
  INSTRUMENT,
  LOTS,
  ORDER,
  ORDER_DECISION,
  ORDER_EXPIRES,
  ORDER_LEVEL,
  ORDER_PARENT,
  ORDER_ROLE,
  ORDER_TAG,
  ORDER_TYPE,
  RECORD_WIDTH,
  REFUSAL,
  REFUSAL_ORDER,
  REFUSAL_REASON,
  REFUSAL_TAG,
  REFUSAL_TYPE,
  SIDE,
} from '../model/record.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import { isApproved, reasonOf, type RiskGate } from '../risk/risk-gate.ts'
import {
  ABSENT,
  D_BARS,
  D_EXPIRES,
  D_INSTRUMENT,
  D_LEVEL,
  D_SIDE,
  D_SIZE,
  D_SIZE_KIND,
  D_STOP,
  D_TAG,
  D_TARGET,
  D_TYPE,
  DRAFT_WIDTH,
  SIZE_RISK,
  type Desk,
} from '../strategy/desk.ts'
import type { Recorder } from './recorder.ts'
import type { Sizing } from './sizing.ts'

/** Different tags a run may use. */
const TAGS_MAX = 1000
/** Requests a strategy may make in one step. */
const REQUESTS_MAX = 100_000

const OPEN = 0
const CLOSE = 1
const CANCEL = 2
const CANCEL_ALL = 3
/** kind, number, and: draft fields for OPEN; instrument and tag for CLOSE; instrument and order for CANCEL. */
const QUEUE_WIDTH: number = 2 + DRAFT_WIDTH
const REQUESTED = cancelNames.indexOf('REQUESTED')

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
}

export class OrderDesk implements Desk {
  readonly draft: Float64Array = new Float64Array(DRAFT_WIDTH)
  readonly tags: string[] = ['']
  /** Requests that wait. */
  waiting = 0
  /** Number of the step, for records; set by the engine. */
  step = 0
  private lastId = 0
  private queue: Float64Array = new Float64Array(16 * QUEUE_WIDTH)
  private readonly tagNumbers = new Map<string, number>([['', 0]])
  private readonly p: DeskParts
  private readonly ticksPerPrice: Float64Array
  private readonly onRefusal: (reason: RefusalReason, id: number, instrument: number, tag: number) => void

  constructor(parts: DeskParts, onRefusal: (reason: RefusalReason, id: number, instrument: number, tag: number) => void) {
    this.p = parts
    this.onRefusal = onRefusal
    this.ticksPerPrice = Float64Array.from(parts.instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
  }

  nextId(): OrderId {
    return ++this.lastId as OrderId
  }

  tag(text: string): number {
    const known = this.tagNumbers.get(text)
    if (known !== undefined) return known
    if (this.tags.length > TAGS_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${TAGS_MAX} different tags in a run, "${text.slice(0, 40)}" is one more`,
        'Tag by kind of decision, not by date or price.',
      )
    }
    this.tags.push(text)
    this.tagNumbers.set(text, this.tags.length - 1)
    return this.tags.length - 1
  }

  submit(): OrderId {
    const at = this.enqueue(OPEN)
    const { queue, draft } = this
    for (let field = 0; field < DRAFT_WIDTH; field++) queue[at + 2 + field] = draft[field]!
    return this.queue[at + 1]! as OrderId
  }

  close(instrument: number, tag: number): OrderId {
    const at = this.enqueue(CLOSE)
    this.queue[at + 2] = instrument
    this.queue[at + 3] = tag
    return this.queue[at + 1]! as OrderId
  }

  cancel(instrument: number, id: OrderId): void {
    const at = this.enqueue(CANCEL)
    this.queue[at + 2] = instrument
    this.queue[at + 3] = id
  }

  cancelAll(instrument: number): void {
    const at = this.enqueue(CANCEL_ALL)
    this.queue[at + 2] = instrument
  }

  /** Phases 6 and 7 for all that waits, in the order it was asked for. */
  process(): void {
    this.p.venue.turnTo(this.p.clock[0]!)
    for (let k = 0; k < this.waiting; k++) {
      const at = k * QUEUE_WIDTH
      const kind = this.queue[at]!
      if (kind === OPEN) this.openOrder(at)
      else if (kind === CLOSE) this.closePosition(at)
      else if (kind === CANCEL) this.cancelOrder(at)
      else for (const slot of this.p.venue.openSlots(this.queue[at + 2]!)) this.p.venue.cancel(slot, REQUESTED)
    }
    this.waiting = 0
  }

  /** Records an order that became live. */
  record(slot: number): void {
    const s = this.p.orders.slots
    const from = slot * SLOT_WIDTH
    const at = this.p.recorder.begin(ORDER, this.step, this.p.clock)
    const r = this.p.recorder.block.records
    r[at + INSTRUMENT] = s[from + O_INSTRUMENT]!
    r[at + ID] = s[from + O_ID]!
    r[at + SIDE] = s[from + O_SIDE]!
    r[at + LOTS] = s[from + O_LOTS]!
    r[at + ORDER_TYPE] = s[from + O_TYPE]!
    r[at + ORDER_ROLE] = s[from + O_ROLE]!
    r[at + ORDER_LEVEL] = s[from + O_LEVEL]!
    r[at + ORDER_PARENT] = s[from + O_PARENT]!
    r[at + ORDER_DECISION] = s[from + O_DECISION]!
    r[at + ORDER_TAG] = s[from + O_TAG]!
    r[at + ORDER_EXPIRES] = s[from + O_EXPIRES] === Infinity ? 0 : s[from + O_EXPIRES]!
  }

  private enqueue(kind: number): number {
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
    this.queue[at] = kind
    this.queue[at + 1] = ++this.lastId
    return at
  }

  private openOrder(at: number): void {
    const q = this.queue
    const d = at + 2
    const instrument = q[d + D_INSTRUMENT]!
    const decision = this.decisionTicks(instrument)
    const reason = this.unfit(d, decision)
    if (reason !== null) return this.refuse(reason, at, q[d + D_TAG]!)
    const slot = this.p.orders.take()
    if (slot < 0) return this.refuse('ORDER_LIMIT', at, q[d + D_TAG]!)
    this.write(slot, at, decision)
    const verdict = this.p.gate.review(slot as RequestSlot)
    if (isApproved(verdict)) return this.send(verdict)
    this.p.orders.release(slot)
    this.refuse(refusalNames[reasonOf(verdict)]!, at, q[d + D_TAG]!)
  }

  /** Why the draft cannot even be reviewed, or null. */
  private unfit(d: number, decision: number): RefusalReason | null {
    const q = this.queue
    if (!(q[d + D_SIZE]! >= 0 && q[d + D_SIZE]! < Infinity)) return 'BAD_SIZE'
    if (Number.isNaN(q[d + D_LEVEL]!) || Number.isNaN(q[d + D_STOP]!) || Number.isNaN(q[d + D_TARGET]!)) return 'BAD_PRICE'
    if (q[d + D_SIZE_KIND] === SIZE_RISK && q[d + D_STOP] === ABSENT) return 'BAD_PRICE'
    if (Number.isNaN(decision)) return 'NO_PRICE'
    if (this.underATick(d, D_LEVEL) || this.underATick(d, D_STOP) || this.underATick(d, D_TARGET)) return 'BAD_PRICE'
    if (!(q[d + D_EXPIRES]! > this.p.clock[0]!) || !(q[d + D_BARS]! >= 1)) return 'EXPIRED_AT_BIRTH'
    return null
  }

  /** True for a price that was asked for and is less than the instrument's smallest. */
  private underATick(d: number, field: number): boolean {
    const price = this.queue[d + field]!
    return price !== ABSENT && price * this.ticksPerPrice[this.queue[d + D_INSTRUMENT]!]! < 1 - 1e-5
  }

  /** Writes the draft at queue position `at` into a slot: prices in ticks, rounded the safe way; size in lots. */
  private write(slot: number, at: number, decision: number): void {
    const q = this.queue
    const d = at + 2
    const s = this.p.orders.slots
    const o = slot * SLOT_WIDTH
    const instrument = q[d + D_INSTRUMENT]!
    const side = q[d + D_SIDE]!
    const type = q[d + D_TYPE]!
    const perPrice = this.ticksPerPrice[instrument]!
    // A limit never pays more than asked; a stop entry never triggers earlier than asked.
    const level =
      type === MARKET ? 0 : type === STOP ? worseTick(q[d + D_LEVEL]! * perPrice, side) : betterTick(q[d + D_LEVEL]! * perPrice, side)
    // Legs close the position: a stop triggers no later than asked, a target takes no less.
    const stop = q[d + D_STOP] === ABSENT ? 0 : betterTick(q[d + D_STOP]! * perPrice, -side)
    const target = q[d + D_TARGET] === ABSENT ? 0 : betterTick(q[d + D_TARGET]! * perPrice, -side)
    s[o + O_ID] = q[at + 1]!
    s[o + O_INSTRUMENT] = instrument
    s[o + O_SIDE] = side
    s[o + O_TYPE] = type
    s[o + O_ROLE] = ROLE_ENTRY
    s[o + O_LEVEL] = level
    s[o + O_SINCE] = this.p.clock[0]!
    s[o + O_EXPIRES] = q[d + D_EXPIRES]!
    s[o + O_BARS_LEFT] = q[d + D_BARS]!
    s[o + O_BRACKET_STOP] = stop
    s[o + O_BRACKET_TARGET] = target
    s[o + O_TAG] = q[d + D_TAG]!
    s[o + O_DECISION] = decision
    s[o + O_LOTS] = this.size(d, type === MARKET ? decision : level, stop)
  }

  private size(d: number, reference: number, stop: number): number {
    const q = this.queue
    const ask = this.p.sizing.question
    ask.instrument = q[d + D_INSTRUMENT]!
    ask.side = q[d + D_SIDE]!
    ask.kind = q[d + D_SIZE_KIND]!
    ask.size = q[d + D_SIZE]!
    ask.ticks = this.p.venue.expectedTicks(ask.instrument, q[d + D_TYPE]!, ask.side, reference)
    ask.stopTicks = stop
    const lots = this.p.sizing.answer()
    // A tight stop may ask for more than the account can carry: risk is "at most".
    return ask.kind === SIZE_RISK && lots > 0 ? this.p.power.fillable(ask.instrument, ask.side * lots, ask.ticks) : lots
  }

  private closePosition(at: number): void {
    const instrument = this.queue[at + 2]!
    const tag = this.queue[at + 3]!
    const position = this.p.ledger.lots[instrument]!
    if (position === 0) return this.refuseAbout('NOTHING_TO_CLOSE', this.queue[at + 1]!, instrument, tag)
    const slot = this.p.orders.take()
    if (slot < 0) return this.refuseAbout('ORDER_LIMIT', this.queue[at + 1]!, instrument, tag)
    const s = this.p.orders.slots
    const o = slot * SLOT_WIDTH
    s[o + O_ID] = this.queue[at + 1]!
    s[o + O_INSTRUMENT] = instrument
    s[o + O_SIDE] = position > 0 ? -1 : 1
    s[o + O_TYPE] = MARKET
    s[o + O_ROLE] = ROLE_CLOSE
    s[o + O_LOTS] = Math.abs(position)
    s[o + O_SINCE] = this.p.clock[0]!
    s[o + O_TAG] = tag
    s[o + O_DECISION] = this.decisionTicks(instrument)
    const verdict = this.p.gate.reviewClose(slot as RequestSlot)
    if (isApproved(verdict)) return this.send(verdict)
    this.p.orders.release(slot)
    this.refuseAbout('ORDER_LIMIT', this.queue[at + 1]!, instrument, tag)
  }

  private cancelOrder(at: number): void {
    const order = this.queue[at + 3]!
    const slot = this.p.venue.find(order)
    const instrument = this.queue[at + 2]!
    if (slot >= 0 && this.p.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT] === instrument) return this.p.venue.cancel(slot, REQUESTED)
    this.refuseAbout('UNKNOWN_ORDER', this.queue[at + 1]!, instrument, 0)
    this.p.recorder.block.records[(this.p.recorder.block.recordCount - 1) * RECORD_WIDTH + REFUSAL_ORDER] = order
  }

  private send(slot: ApprovedSlot): void {
    this.record(slot)
    this.p.venue.accept(slot)
  }

  /** Last close in whole ticks, NaN when there is none. */
  private decisionTicks(instrument: number): number {
    return Math.round(this.p.marks.close[instrument]! * this.ticksPerPrice[instrument]!)
  }

  private refuse(reason: RefusalReason, at: number, tag: number): void {
    const q = this.queue
    const instrument = q[at + 2 + D_INSTRUMENT]!
    const r = this.refuseRecord(reason, q[at + 1]!, instrument, tag)
    this.p.recorder.block.records[r + REFUSAL_TYPE] = q[at + 2 + D_TYPE]!
    this.p.recorder.block.records[r + SIDE] = q[at + 2 + D_SIDE]!
    this.onRefusal(reason, q[at + 1]!, instrument, tag)
  }

  private refuseAbout(reason: RefusalReason, id: number, instrument: number, tag: number): void {
    this.refuseRecord(reason, id, instrument, tag)
    this.onRefusal(reason, id, instrument, tag)
  }

  private refuseRecord(reason: RefusalReason, id: number, instrument: number, tag: number): number {
    const at = this.p.recorder.begin(REFUSAL, this.step, this.p.clock)
    this.p.recorder.block.records[at + INSTRUMENT] = instrument
    this.p.recorder.block.records[at + ID] = id
    this.p.recorder.block.records[at + REFUSAL_REASON] = refusalNames.indexOf(reason)
    this.p.recorder.block.records[at + REFUSAL_TAG] = tag
    return at
  }
}
