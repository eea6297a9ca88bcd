// Long because what becomes of an order at the venue is read as one thing.
/**
 * The simulated exchange: keeps open orders by instrument, matches them against bars by a named policy, charges fees and
 * slippage, and ends what expires. It knows nothing of cash; it asks its sink. Orders that depend on each other are the
 * business of `Contingency`.
 */
import { calendarOf } from '../calendar/calendars.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { BarColumns } from '../model/bars.ts'
import type { Instrument } from '../model/instrument.ts'
import { cancelNames, IOC, MARKET, ROLE_ENTRY, STOP, TRAILING_STOP, type ApprovedSlot } from '../model/order.ts'
import { ACCEPTED, CANCEL_PENDING, CANCELLED, EXPIRED_STATE, FILLED, PARTIALLY_FILLED, TRIGGERED, turnTo } from '../model/order-state.ts'
import {
  O_BARS_LEFT,
  O_BEGUN,
  O_CANCEL_AT,
  O_EXPIRES,
  O_FIRST_CHILD,
  O_FLAGS,
  O_GROUP,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_OPENED,
  O_ORDERED,
  O_RANGE_HIGH,
  O_RANGE_LOW,
  O_ROLE,
  O_SEEN,
  O_SERVED,
  O_SIDE,
  O_SINCE,
  O_STATE,
  O_TIF,
  O_TRIGGERED,
  O_TWIN,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import { orderStep, type OrderStep } from '../model/order-step.ts'
import type { Amendment, LatestBar, Venue, VenueSink } from '../model/ports.ts'
import { trailingTick } from '../model/trailing.ts'
import { Amendments, applyAmendment } from './amendments.ts'
import { BarView, type Feed } from './bar-view.ts'
import type { BarTicks, Book, FillMoment } from './book.ts'
import { beginChild, Contingency, type ContingencyHost } from './contingency.ts'
import { FillCosts } from './fill-costs.ts'
import type { Fee } from './fees.ts'
import type { FillPolicy } from './fill-policy.ts'
import { Filler, STAYS } from './filler.ts'
import type { Liquidity } from './liquidity.ts'
import { GONE, type OpenOrders } from './open-orders.ts'
import { OrderBooks } from './order-books.ts'
import { measureReach } from './reach.ts'
import type { Slippage } from './slippage.ts'
import { splitAmendment, splitOrder } from './split.ts'
import { isStop, sleeps } from './touch.ts'

export interface SimVenueConfig {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly policy: FillPolicy
  readonly fee: Fee
  readonly slippage: Slippage
  /** By instrument, the series it is matched against; only runs with quotes, repeated rows or bars that end early need it. */
  readonly feeds?: readonly (Feed | null)[]
  /** How much of an order a bar can fill; all of it unless given. */
  readonly liquidity?: Liquidity
  /** Time that orders, amendments and cancels take to arrive; 0 unless given. */
  readonly latencyMs?: number
  /** Whether prices of orders go to the nearest step after a split; the safe way round unless given. */
  readonly nearestPrice?: boolean
  /** Whether bars that come nowhere near an order are matched like others; false unless given. */
  readonly matchesFar?: boolean
}

/** Ticks within which a bar counts as near an order and is walked. */
const MARGIN = 0.01

const EXPIRED = cancelNames.indexOf('EXPIRED')
const REQUESTED = cancelNames.indexOf('REQUESTED')
const POSITION_CLOSED = cancelNames.indexOf('POSITION_CLOSED')
const SIBLING_FILLED = cancelNames.indexOf('SIBLING_FILLED')
const NOT_FILLED_AT_ONCE = cancelNames.indexOf('NOT_FILLED_AT_ONCE')
const SPLIT = cancelNames.indexOf('SPLIT')

export class SimVenue implements Venue, Book, ContingencyHost {
  readonly policies: Readonly<Record<string, string>>
  readonly resting: Int32Array
  readonly closing: Int32Array
  private readonly orders: Orders
  private sink: VenueSink | null = null
  private readonly books: OrderBooks
  /** By instrument. */
  private readonly fillPolicies: readonly FillPolicy[]
  private readonly calendars: readonly Calendar[]
  private readonly costs: FillCosts
  private readonly ticksPerPrice: Float64Array
  private readonly steps: readonly OrderStep[]
  private readonly view: BarView
  private readonly contingency: Contingency
  private readonly amendments = new Amendments()
  /** True where volume bounds fills. */
  private readonly isBounded: boolean
  private readonly latencyMs: number
  private readonly matchesFar: boolean
  /** Numbers of orders that became live and have not been matched against what is known now. */
  private readonly accepted: number[] = []
  /** Epoch ms of the requests under way. */
  private now = 0.5
  /** The book that is being walked, if any, and the bar. */
  private book: OpenOrders | null = null
  private readonly tick: BarTicks
  private readonly late: LatestBar = { bars: null, row: 0, times: new Float64Array(2) }
  private readonly filler: Filler
  private onAmbiguous: () => void = () => {}

  constructor(config: SimVenueConfig) {
    const { instruments, orders, policy, fee, slippage, liquidity, latencyMs = 0 } = config
    this.orders = orders
    this.policies = {
      fill: policy.name,
      fee: fee.label,
      slippage: slippage.label,
      ...(liquidity !== undefined && { liquidity: liquidity.label }),
      ...(latencyMs > 0 && { latency: `${latencyMs} ms` }),
    }
    this.books = new OrderBooks(orders, instruments.length)
    this.resting = this.books.resting
    this.closing = this.books.closing
    this.fillPolicies = instruments.map((instrument, index) => policy.of?.(instrument, index) ?? policy)
    this.calendars = instruments.map((i) => calendarOf(i.calendar))
    this.costs = new FillCosts(instruments, fee, slippage)
    this.ticksPerPrice = Float64Array.from(instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
    this.steps = instruments.map((i) => orderStep(i, config.nearestPrice === true))
    this.view = new BarView(instruments, config.feeds ?? [])
    this.tick = this.view.tick
    this.contingency = new Contingency(orders, this)
    this.isBounded = liquidity !== undefined
    const quoted = this.fillPolicies.map((p) => p.usesQuotes === true)
    this.filler = new Filler({ instruments, orders, tick: this.tick, costs: this.costs, liquidity: liquidity ?? null, quoted })
    this.latencyMs = latencyMs
    this.matchesFar = config.matchesFar === true
  }

  /** Whom it tells; once, before the first order. */
  connect(sink: VenueSink, onAmbiguous: () => void): void {
    this.sink = sink
    this.filler.sink = sink
    this.onAmbiguous = onAmbiguous
  }

  get closingCount(): number {
    return this.books.closingCount
  }

  takesPassedStops(instrument: number): boolean {
    return this.fillPolicies[instrument]!.eagerStops === true
  }

  accept(slot: ApprovedSlot, more = false): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    turnTo(s, at, ACCEPTED)
    s[at + O_SINCE] = s[at + O_SINCE]! + this.latencyMs
    this.books.add(slot)
    if (this.latencyMs > 0 || !('accepted' in this.fillPolicies[instrument]!)) return
    this.accepted.push(s[at + O_ID]!)
    if (!more) this.matchAccepted(instrument)
  }

  /** Orders that belong together are all there before the first of them may fill at once. */
  private matchAccepted(instrument: number): void {
    for (const id of this.accepted.splice(0)) {
      const slot = this.books.findIn(instrument, id)
      if (slot >= 0) this.matchLatest(slot, this.fillPolicies[instrument]!, false)
    }
  }

  cancel(slot: number, reason: number): void {
    const book = this.books.holding(slot)
    // During a walk positions must not shift: the gap is closed after it.
    book.remove(slot, book === this.book)
    this.leaveBook(slot, reason)
    this.release(slot, reason !== SIBLING_FILLED && reason !== POSITION_CLOSED)
  }

  askCancel(slot: number): void {
    if (this.latencyMs === 0) return this.cancel(slot, REQUESTED)
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    if (s[at + O_STATE] === CANCEL_PENDING) return
    turnTo(s, at, CANCEL_PENDING)
    s[at + O_CANCEL_AT] = this.now + this.latencyMs
    this.books.holding(slot).changed = true
  }

  amend(slot: number, change: Amendment): void {
    if (this.latencyMs === 0) return this.applyChange(slot, change)
    const at = slot * SLOT_WIDTH
    this.amendments.add(this.orders.slots[at + O_ID]!, this.orders.slots[at + O_INSTRUMENT]!, this.now + this.latencyMs, change)
    this.books.holding(slot).changed = true
  }

  split(instrument: number, ratio: number): void {
    const s = this.orders.slots
    if (this.sink!.latest(instrument, this.late)) this.view.split(instrument, this.late.times[1]!, ratio)
    for (const slot of this.books.of[instrument]!.list()) {
      const at = slot * SLOT_WIDTH
      for (const change of this.amendments.of(s[at + O_ID]!)) splitAmendment(change, s, slot, ratio, this.steps[instrument]!)
      splitOrder(s, slot, ratio, this.steps[instrument]!)
      if (s[at + O_LOTS]! < 1) this.cancel(slot, SPLIT)
      else if (s[at + O_ROLE] !== ROLE_ENTRY && this.sink!.fillable(slot, s[at + O_LEVEL]!) === 0) this.cancel(slot, POSITION_CLOSED)
      else this.sink!.amended(slot)
    }
    this.books.of[instrument]!.changed = true
  }

  find(id: number): number {
    return this.books.find(id)
  }

  openSlots(instrument: number): readonly number[] {
    return this.books.of[instrument]!.list()
  }

  turnTo(timeMs: number): void {
    this.now = timeMs
    this.costs.turnTo(timeMs)
  }

  expectedTicks(instrument: number, type: number, side: number, ticks: number): number {
    return this.costs.expectedTicks(instrument, type, side, ticks)
  }

  estimateFee(instrument: number, signedLots: number, notional: number, rests = false, slot = -1): number {
    this.costs.about(instrument, signedLots < 0 ? -1 : 1)
    this.costs.fee.maker = rests
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    // What an order has paid as it began to fill it does not pay again.
    if (slot >= 0 && s[at + O_BEGUN] === 1) {
      this.costs.fee.first = false
      this.costs.fee.filledLots = s[at + O_ORDERED]! - s[at + O_LOTS]!
    }
    if (this.costs.usesQuotes) this.costs.fee.quotedTicks = this.quoted(instrument, signedLots)
    return this.costs.estimate(Math.abs(signedLots), notional)
  }

  quoted(instrument: number, side: number): number {
    const { late } = this
    return this.sink!.latest(instrument, late) && late.bars !== null ? this.view.quoted(instrument, late.row, side) : NaN
  }

  open(instrument: number, bars: BarColumns, row: number, times: Float64Array): boolean {
    const perPrice = this.ticksPerPrice[instrument]!
    const book = this.books.of[instrument]!
    if (book.changed) this.measure(book, instrument)
    const { reach } = book
    // Most bars come nowhere near an order; the margin is far above float noise and far below a tick.
    const near = bars.low[row]! * perPrice <= reach.down + MARGIN || bars.high[row]! * perPrice >= reach.up - MARGIN
    if (!near && !this.matchesFar && times[1]! < reach.due) return false
    const policy = this.fillPolicies[instrument]!
    this.look(instrument, bars, row, times, policy)
    if (times[0]! >= reach.due) this.takeEffect(book, instrument, times[0]!)
    // A row that only repeats the last close is no new price; policies that look at quotes may still use it.
    const isShown = this.tick.traded || policy.usesQuotes === true
    if (isShown) {
      policy.open(this, this.tick)
      if (book.hasImmediate) this.endImmediate(book)
    } else if (times[1]! >= reach.due) this.takeEffect(book, instrument, times[1]!)
    this.leave(book)
    return isShown && book.live > 0
  }

  inside(instrument: number, bars: BarColumns, row: number, times: Float64Array): void {
    const book = this.books.of[instrument]!
    const policy = this.fillPolicies[instrument]!
    this.look(instrument, bars, row, times, policy)
    policy.inside(this, this.tick)
    if (book.hasImmediate) this.endImmediate(book)
    this.afterWalk(book, instrument)
    this.leave(book)
  }

  private measure(book: OpenOrders, instrument: number): void {
    const { usesQuotes, seesEveryBar } = this.fillPolicies[instrument]!
    measureReach(book, this.orders.slots, this.amendments.next(instrument), usesQuotes === true || seesEveryBar === true)
  }

  /** Begins a walk over one instrument's orders with a bar. */
  private look(instrument: number, bars: BarColumns, row: number, times: Float64Array, policy: FillPolicy): void {
    const book = this.books.of[instrument]!
    this.view.show(instrument, bars, row, times)
    if (policy.usesQuotes === true || this.costs.usesQuotes) this.view.addQuotes(instrument, row)
    if (policy.usesQuotes === true || book.asksSession) this.view.addSession(instrument, bars, row)
    this.book = book
  }

  private leave(book: OpenOrders): void {
    book.closeGaps()
    this.book = null
  }

  /** An order that became live or changed after the last bar: a policy may fill it on what is known now. */
  private matchLatest(slot: number, policy: FillPolicy, amended: boolean): void {
    if (!(amended ? 'amended' in policy : 'accepted' in policy)) return
    const instrument = this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!
    const { late } = this
    if (!this.sink!.latest(instrument, late) || late.bars === null) return
    // An order that was there before is held to a bar once more only in the moment of that bar.
    if (amended && late.times[1] !== this.now) return
    const book = this.books.of[instrument]!
    this.measure(book, instrument)
    this.look(instrument, late.bars, late.row, late.times, policy)
    if (amended) policy.amended?.(this, slot, this.tick)
    const isTried = amended || policy.accepted?.(this, slot, this.tick) === true
    // Children of a fill at the close of this bar see nothing more of it.
    for (let k = 0; k < book.length; k++) {
      if (book.at(k) === GONE) continue
      this.orders.slots[book.at(k) * SLOT_WIDTH + O_RANGE_LOW] = NaN
      this.orders.slots[book.at(k) * SLOT_WIDTH + O_RANGE_HIGH] = NaN
    }
    if (isTried && book.hasImmediate && book.has(slot)) this.endImmediate(book, slot)
    book.changed = true
    this.leave(book)
  }

  // Book: what the policy sees.

  get slots(): Float64Array {
    return this.orders.slots
  }

  size(): number {
    return this.book!.length
  }

  slotAt(k: number): number {
    const slot = this.book!.at(k)
    if (!this.isBounded || slot === GONE) return slot
    return this.orders.slots[slot * SLOT_WIDTH + O_SERVED] === this.tick.closeTime ? GONE : slot
  }

  fill(slot: number, ticks: number, when: FillMoment, rangeLow: number, rangeHigh: number): void {
    const { filler } = this
    filler.fill.rangeLow = rangeLow
    filler.fill.rangeHigh = rangeHigh
    const { wanted, lots, rest, position } = filler.tryAt(slot, ticks, when)
    if (lots === 0 && rest !== STAYS) return this.cancel(slot, rest)
    const isWhole = lots === wanted
    if (!isWhole && rest === STAYS) return this.keepOpen(slot, lots, wanted, position)
    this.book!.remove(slot, true)
    if (isWhole) turnTo(this.orders.slots, slot * SLOT_WIDTH, FILLED)
    else this.leaveBook(slot, rest)
    this.afterFill(slot, lots, wanted, position, true)
    this.release(slot, false)
  }

  slippage(slot: number, ticks: number): number {
    return this.filler.slippage(slot, ticks)
  }

  trigger(slot: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_TRIGGERED] = 1
    if (!Number.isNaN(s[at + O_LIMIT]!)) s[at + O_LEVEL] = s[at + O_LIMIT]!
    if (s[at + O_STATE] === ACCEPTED) turnTo(s, at, TRIGGERED)
    this.books.holding(slot).changed = true
  }

  moveLevel(slot: number, ticks: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_LEVEL] = trailingTick(s, at, ticks)
    this.books.holding(slot).changed = true
  }

  ambiguous(): void {
    this.onAmbiguous()
  }

  /** Less than all of it fills, or none: the rest waits for the next bar, that of a stop that was reached as an order at market. */
  private keepOpen(slot: number, lots: number, wanted: number, position: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_SERVED] = this.tick.closeTime
    if (s[at + O_TYPE] === STOP || s[at + O_TYPE] === TRAILING_STOP) {
      s[at + O_TYPE] = MARKET
      s[at + O_LEVEL] = 0
    }
    this.book!.changed = true
    if (lots === 0) return
    if (s[at + O_STATE] !== CANCEL_PENDING) turnTo(s, at, PARTIALLY_FILLED)
    this.afterFill(slot, lots, wanted, position, false)
  }

  /** What a fill does to other orders: its group's, legs with nothing left to reduce, its own children. */
  private afterFill(slot: number, lots: number, before: number, position: number, ended: boolean): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    if (s[at + O_GROUP] !== 0) this.contingency.filled(slot, lots, before, ended)
    this.contingency.endIdle(slot, position)
    if (s[at + O_FIRST_CHILD] === -1) return
    s[at + O_OPENED] = s[at + O_OPENED]! + Math.max(0, Math.min(lots, s[at + O_SIDE]! * position))
    this.contingency.feed(slot, ended)
  }

  // ContingencyHost: what contingent orders need of the venue.

  bookOf(instrument: number): OpenOrders {
    return this.books.of[instrument]!
  }

  place(slot: number): void {
    const instrument = this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!
    const waits = this.fillPolicies[instrument]!.legsWait === true
    const { fill, price } = this.filler
    beginChild(this.orders.slots, slot, { bar: this.tick, fill, price, calendar: this.calendars[instrument]!, waits })
    this.sink!.placed(slot)
    this.books.add(slot)
    // Its time may have come while it waited.
    if (this.orders.slots[slot * SLOT_WIDTH + O_EXPIRES]! <= this.tick.openTime) this.cancel(slot, EXPIRED)
  }

  resized(slot: number): void {
    this.sink!.amended(slot)
  }

  /** Expiries, cancels and amendments that take effect by `timeMs`. */
  private takeEffect(book: OpenOrders, instrument: number, timeMs: number): void {
    // What came in between two bars takes effect in the order of its times: an order may end before its amendment, or because of it.
    for (let due = this.amendments.take(instrument, timeMs); due !== null; due = this.amendments.take(instrument, timeMs)) {
      this.endDue(book, due.effectMs)
      const slot = this.books.findIn(instrument, due.id)
      if (slot >= 0) this.applyChange(slot, due.change)
    }
    this.endDue(book, timeMs)
  }

  /** Ends what expires by `timeMs`, and what was cancelled by then. */
  private endDue(book: OpenOrders, timeMs: number): void {
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      if (this.orders.slots[at + O_CANCEL_AT]! <= timeMs) this.cancel(slot, REQUESTED)
      else if (this.orders.slots[at + O_EXPIRES]! <= timeMs) this.cancel(slot, EXPIRED)
    }
  }

  private applyChange(slot: number, change: Amendment): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const book = this.books.holding(slot)
    // What filled while the amendment was on its way may be all that it leaves.
    if (change.ordered <= s[at + O_ORDERED]! - s[at + O_LOTS]!) return this.cancel(slot, REQUESTED)
    if (applyAmendment(s, at, change)) {
      // A better price or more lots go to the end of the queue.
      book.remove(slot, book === this.book)
      book.add(slot)
    }
    book.changed = true
    this.sink!.amended(slot)
    if (this.latencyMs === 0) this.matchLatest(slot, this.fillPolicies[s[at + O_INSTRUMENT]!]!, true)
  }

  /** Ends what had to fill at its first chance and did not, or `only` one; a stop that was not reached has not had one. */
  private endImmediate(book: OpenOrders, only = GONE): void {
    const s = this.orders.slots
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      const hadChance = only === GONE ? s[at + O_SINCE]! <= this.tick.openTime : slot === only
      if (s[at + O_TIF]! >= IOC && hadChance && !sleeps(s, at) && !isStop(s, at)) this.cancel(slot, NOT_FILLED_AT_ONCE)
    }
  }

  /** Ends what this bar outlived, and lets newborn legs grow up. */
  private afterWalk(book: OpenOrders, instrument: number): void {
    const s = this.orders.slots
    const { openTime, closeTime, traded } = this.tick
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      s[at + O_RANGE_LOW] = NaN
      s[at + O_RANGE_HIGH] = NaN
      if (s[at + O_SINCE]! > openTime) continue
      if (s[at + O_SEEN] === 0) {
        s[at + O_SEEN] = 1
        if (s[at + O_FLAGS] !== 0) book.changed = true
      }
      if (traded) s[at + O_BARS_LEFT] = s[at + O_BARS_LEFT]! - 1
      if (s[at + O_BARS_LEFT]! <= 0) this.cancel(slot, EXPIRED)
    }
    if (closeTime >= book.reach.due || book.changed) this.takeEffect(book, instrument, closeTime)
  }

  /** An order ends with something unfilled. */
  private leaveBook(slot: number, reason: number): void {
    turnTo(this.orders.slots, slot * SLOT_WIDTH, reason === EXPIRED ? EXPIRED_STATE : CANCELLED)
    this.sink!.ended(slot, reason)
  }

  /** Frees the slot of an order that ended. */
  private release(slot: number, forGood: boolean): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    if (s[at + O_FIRST_CHILD] !== -1) this.contingency.dropChildren(slot)
    if (s[at + O_GROUP] !== 0 || s[at + O_TWIN] !== -1) this.contingency.left(slot, forGood)
    this.books.forget(slot)
    this.orders.release(slot)
  }
}
