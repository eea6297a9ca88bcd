/**
 * The simulated exchange: keeps open orders by instrument, matches them against bars by a named policy, charges fees and
 * slippage, and ends what expires. It knows nothing of cash; it asks its sink. Orders that depend on each other are the
 * business of `Contingency`.
 */
import { mulExact, type Ratio } from '../base/fixed-point.ts'
import { calendarOf } from '../calendar/calendars.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { BarColumns } from '../model/bars.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import {
  cancelNames,
  DAY,
  FLAG_POST_ONLY,
  FLAG_REDUCE_ONLY,
  FOK,
  IOC,
  LIMIT,
  LIMIT_IF_TOUCHED,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  ROLE_CLOSE,
  ROLE_ENTRY,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  type ApprovedSlot,
} from '../model/order.ts'
import { ACCEPTED, CANCEL_PENDING, CANCELLED, EXPIRED_STATE, FILLED, PARTIALLY_FILLED, TRIGGERED, turnTo } from '../model/order-state.ts'
import {
  O_BARS_LEFT,
  O_BEGUN,
  O_CANCEL_AT,
  O_DECISION,
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
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_TWIN,
  O_TYPE,
  SLOT_WIDTH,
  TRAIL_SHARE,
  type Orders,
} from '../model/orders.ts'
import type { Amendment, LatestBar, Venue, VenueFill, VenueSink } from '../model/ports.ts'
import { worseTick } from '../model/price-grid.ts'
import { trailingLevel, trailingTick } from '../model/trailing.ts'
import { Amendments, applyAmendment } from './amendments.ts'
import { BarView, type Feed } from './bar-view.ts'
import { FILL_AT_CLOSE, FILL_AT_OPEN, type BarTicks, type Book, type FillMoment } from './book.ts'
import { Contingency, type ContingencyHost } from './contingency.ts'
import { FillCosts } from './fill-costs.ts'
import type { Fee } from './fees.ts'
import type { FillPolicy } from './fill-policy.ts'
import type { Liquidity } from './liquidity.ts'
import { GONE, OpenOrders } from './open-orders.ts'
import type { Slippage } from './slippage.ts'
import { splitOrder } from './split.ts'
import { hasLevel, isStop, isTrailing, levelOf, reachedFromAbove, sleeps } from './touch.ts'

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
}

/** Ticks within which a bar counts as near an order and is walked. */
const MARGIN = 0.01

const EXPIRED = cancelNames.indexOf('EXPIRED')
const REQUESTED = cancelNames.indexOf('REQUESTED')
const POSITION_CLOSED = cancelNames.indexOf('POSITION_CLOSED')
const SIBLING_FILLED = cancelNames.indexOf('SIBLING_FILLED')
const INSUFFICIENT_FUNDS = cancelNames.indexOf('INSUFFICIENT_FUNDS')
const NOT_FILLED_AT_ONCE = cancelNames.indexOf('NOT_FILLED_AT_ONCE')
const SPLIT = cancelNames.indexOf('SPLIT')
const WOULD_TAKE = cancelNames.indexOf('WOULD_TAKE')
const WOULD_NOT_REDUCE = cancelNames.indexOf('WOULD_NOT_REDUCE')

/** Why what an order could not fill is ended; −1: it stays open. */
const STAYS = -1

export class SimVenue implements Venue, Book, ContingencyHost {
  readonly policies: Readonly<Record<string, string>>
  readonly resting: Int32Array
  readonly closing: Int32Array
  closingCount = 0
  private readonly orders: Orders
  private sink: VenueSink | null = null
  private readonly books: readonly OpenOrders[]
  /** By instrument. */
  private readonly fillPolicies: readonly FillPolicy[]
  private readonly calendars: readonly Calendar[]
  private readonly costs: FillCosts
  private readonly ratios: readonly Ratio[]
  private readonly ticksPerPrice: Float64Array
  private readonly lots: Float64Array
  private readonly instruments: readonly Instrument[]
  private readonly view: BarView
  private readonly contingency: Contingency
  private readonly amendments: Amendments
  private readonly liquidity: Liquidity | null
  /** By instrument: lots taken of the bar with this close. */
  private readonly taken: Float64Array
  private readonly takenOf: Float64Array
  private readonly latencyMs: number
  /** Numbers of orders that became live and have not been matched against what is known now. */
  private readonly accepted: number[] = []
  /** Epoch ms of the requests under way. */
  private now = 0.5
  /** The book that is being walked, if any, and the bar. */
  private book: OpenOrders | null = null
  private readonly tick: BarTicks
  private readonly late: LatestBar = { bars: null, row: 0, times: new Float64Array(2) }
  private readonly vf: VenueFill = {
    slot: 0,
    lots: 0.5,
    ticks: 0.5,
    notional: 0.5,
    fee: 0.5,
    feeLots: 0,
    feeCurrency: '',
    slippage: 0,
    atOpen: true,
    rangeLow: 0.5,
    rangeHigh: 0.5,
  }

  private onAmbiguous: () => void = () => {}

  constructor(config: SimVenueConfig) {
    const { instruments, orders, policy, fee, slippage, liquidity, latencyMs = 0 } = config
    this.instruments = instruments
    this.orders = orders
    this.policies = {
      fill: policy.name,
      fee: fee.label,
      slippage: slippage.label,
      ...(liquidity !== undefined && { liquidity: liquidity.label }),
      ...(latencyMs > 0 && { latency: `${latencyMs} ms` }),
    }
    this.resting = new Int32Array(instruments.length)
    this.closing = new Int32Array(instruments.length)
    this.books = instruments.map(() => new OpenOrders())
    this.fillPolicies = instruments.map((instrument, index) => policy.of?.(instrument, index) ?? policy)
    this.calendars = instruments.map((i) => calendarOf(i.calendar))
    this.ratios = instruments.map(notionalRatio)
    this.lots = Float64Array.from(instruments, lotSize)
    this.costs = new FillCosts(instruments, fee, slippage)
    this.ticksPerPrice = Float64Array.from(instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
    this.view = new BarView(instruments, config.feeds ?? [])
    this.tick = this.view.tick
    this.contingency = new Contingency(orders, this)
    this.amendments = new Amendments()
    this.liquidity = liquidity ?? null
    this.taken = new Float64Array(instruments.length)
    this.takenOf = new Float64Array(instruments.length).fill(NaN)
    this.latencyMs = latencyMs
  }

  /** Whom it tells; once, before the first order. */
  connect(sink: VenueSink, onAmbiguous: () => void): void {
    this.sink = sink
    this.onAmbiguous = onAmbiguous
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
    this.enter(slot)
    if (this.latencyMs > 0 || !('accepted' in this.fillPolicies[instrument]!)) return
    this.accepted.push(s[at + O_ID]!)
    if (!more) this.matchAccepted(instrument)
  }

  /** Orders that belong together are all there before the first of them may fill at once. */
  private matchAccepted(instrument: number): void {
    for (const id of this.accepted.splice(0)) {
      const slot = this.findIn(instrument, id)
      if (slot >= 0) this.matchLatest(slot, this.fillPolicies[instrument]!, false)
    }
  }

  cancel(slot: number, reason: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const book = this.books[s[at + O_INSTRUMENT]!]!
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
    this.books[s[at + O_INSTRUMENT]!]!.changed = true
  }

  amend(slot: number, change: Amendment): void {
    if (this.latencyMs === 0) return this.applyChange(slot, change)
    const at = slot * SLOT_WIDTH
    this.amendments.add(this.orders.slots[at + O_ID]!, this.orders.slots[at + O_INSTRUMENT]!, this.now + this.latencyMs, change)
    this.books[this.orders.slots[at + O_INSTRUMENT]!]!.changed = true
  }

  split(instrument: number, ratio: number): void {
    for (const slot of this.books[instrument]!.list()) {
      splitOrder(this.orders.slots, slot, ratio)
      if (this.orders.slots[slot * SLOT_WIDTH + O_LOTS]! < 1) this.cancel(slot, SPLIT)
      else this.sink!.amended(slot)
    }
    this.books[instrument]!.changed = true
  }

  find(id: number): number {
    for (let instrument = 0; instrument < this.books.length; instrument++) {
      const slot = this.resting[instrument] === 0 ? -1 : this.findIn(instrument, id)
      if (slot >= 0) return slot
    }
    return -1
  }

  openSlots(instrument: number): readonly number[] {
    return this.books[instrument]!.list()
  }

  turnTo(timeMs: number): void {
    this.now = timeMs
    this.costs.turnTo(timeMs)
  }

  expectedTicks(instrument: number, type: number, side: number, ticks: number): number {
    if (type === LIMIT || type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) return ticks
    this.costs.about(instrument, side)
    this.costs.slip.ticks = ticks
    return Math.max(ticks + side * this.costs.ticks(), 1)
  }

  estimateFee(instrument: number, signedLots: number, notional: number): number {
    this.costs.about(instrument, signedLots < 0 ? -1 : 1)
    return this.costs.estimate(Math.abs(signedLots), notional)
  }

  open(instrument: number, bars: BarColumns, row: number, times: Float64Array): boolean {
    const perPrice = this.ticksPerPrice[instrument]!
    const book = this.books[instrument]!
    const reach = book.changed ? this.measureReach(book, instrument) : book.reach
    // Most bars come nowhere near an order; the margin is far above float noise and far below a tick.
    const near = bars.low[row]! * perPrice <= reach.down + MARGIN || bars.high[row]! * perPrice >= reach.up - MARGIN
    if (!near && times[1]! < reach.due) return false
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
    const book = this.books[instrument]!
    const policy = this.fillPolicies[instrument]!
    this.look(instrument, bars, row, times, policy)
    policy.inside(this, this.tick)
    if (book.hasImmediate) this.endImmediate(book)
    this.afterWalk(book, instrument)
    this.leave(book)
  }

  /** Begins a walk over one instrument's orders with a bar. */
  private look(instrument: number, bars: BarColumns, row: number, times: Float64Array, policy: FillPolicy): void {
    const book = this.books[instrument]!
    this.view.show(instrument, bars, row, times)
    if (policy.usesQuotes === true || this.costs.usesQuotes) this.view.addQuotes(instrument, row)
    if (policy.usesQuotes === true || book.hasAuctions) this.view.addSession(instrument)
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
    const book = this.books[instrument]!
    this.measureReach(book, instrument)
    this.look(instrument, late.bars, late.row, late.times, policy)
    if (amended) policy.amended?.(this, slot, this.tick)
    else policy.accepted?.(this, slot, this.tick)
    // Children of a fill at the close of this bar see nothing more of it.
    for (let k = 0; k < book.length; k++) {
      if (book.at(k) === GONE) continue
      this.orders.slots[book.at(k) * SLOT_WIDTH + O_RANGE_LOW] = NaN
      this.orders.slots[book.at(k) * SLOT_WIDTH + O_RANGE_HIGH] = NaN
    }
    if (book.hasImmediate && book.has(slot)) this.endImmediate(book)
    book.changed = true
    this.leave(book)
  }

  /**
   * The prices between which, and the time until which, no bar can do anything to a book: every type of order is reached
   * by the low or the high of the bar that reaches it, at its open too. Orders that count bars must see them all.
   */
  private measureReach(book: OpenOrders, instrument: number): OpenOrders['reach'] {
    const policy = this.fillPolicies[instrument]!
    const { reach } = book
    reach.down = policy.usesQuotes === true || policy.seesEveryBar === true ? Infinity : -Infinity
    reach.up = Infinity
    reach.due = this.amendments.next(instrument)
    book.hasImmediate = false
    book.hasAuctions = false
    const s = this.orders.slots
    for (let k = 0; k < book.length; k++) {
      if (book.at(k) === GONE) continue
      const at = book.at(k) * SLOT_WIDTH
      const type = s[at + O_TYPE]!
      const level = levelOf(s, at)
      const isAuction = type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
      const isImmediate = s[at + O_TIF]! >= IOC
      if (isAuction) book.hasAuctions = true
      if (isImmediate) book.hasImmediate = true
      const seesAll = s[at + O_BARS_LEFT] !== Infinity || isImmediate || (s[at + O_FLAGS]! & FLAG_POST_ONLY && s[at + O_SEEN] === 0)
      if (type === MARKET || isAuction || seesAll) reach.down = Infinity
      else if (reachedFromAbove(s, at)) reach.down = Math.max(reach.down, level)
      else reach.up = Math.min(reach.up, level)
      if (isTrailing(s, at)) reachOfMove(s, at, reach)
      reach.due = Math.min(reach.due, s[at + O_EXPIRES]!, s[at + O_CANCEL_AT]!)
    }
    book.changed = false
    return reach
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
    if (this.liquidity === null || slot === GONE) return slot
    return this.orders.slots[slot * SLOT_WIDTH + O_SERVED] === this.tick.closeTime ? GONE : slot
  }

  fill(slot: number, ticks: number, when: FillMoment, rangeLow: number, rangeHigh: number): void {
    this.vf.atOpen = when === FILL_AT_OPEN
    this.vf.rangeLow = rangeLow
    this.vf.rangeHigh = rangeHigh
    this.execute(slot, ticks, when)
  }

  slippage(slot: number, ticks: number): number {
    const at = slot * SLOT_WIDTH
    const instrument = this.slots[at + O_INSTRUMENT]!
    const { slip } = this.costs
    this.costs.about(instrument, this.slots[at + O_SIDE]!)
    slip.lots = this.slots[at + O_LOTS]!
    slip.ticks = ticks
    slip.opens = this.slots[at + O_ROLE] === ROLE_ENTRY
    slip.volume = this.tick.volume * this.lots[instrument]!
    slip.spread = this.vf.atOpen ? this.tick.ask.open - this.tick.bid.open : this.tick.lastAsk - this.tick.lastBid
    return this.costs.ticks()
  }

  trigger(slot: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_TRIGGERED] = 1
    if (!Number.isNaN(s[at + O_LIMIT]!)) s[at + O_LEVEL] = s[at + O_LIMIT]!
    if (s[at + O_STATE] === ACCEPTED) turnTo(s, at, TRIGGERED)
    this.books[s[at + O_INSTRUMENT]!]!.changed = true
  }

  moveLevel(slot: number, ticks: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_LEVEL] = trailingTick(s, at, ticks)
    this.books[s[at + O_INSTRUMENT]!]!.changed = true
  }

  ambiguous(): void {
    this.onAmbiguous()
  }

  /** Fills what volume and account allow at `price` (fractional ticks), and ends what will not be filled. */
  private execute(slot: number, price: number, when: FillMoment): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const isSeen = s[at + O_SEEN] === 1 || (when !== FILL_AT_OPEN && when !== FILL_AT_CLOSE)
    if (!isSeen && s[at + O_FLAGS]! & FLAG_POST_ONLY) return this.cancel(slot, WOULD_TAKE)
    const side = s[at + O_SIDE]!
    const fair = worseTick(price, side)
    const slip = isLimitNow(s, at) ? 0 : this.slippage(slot, fair)
    // Slippage takes no price below a tick; a market that is there itself is filled where it is.
    const ticks = fair >= 1 ? Math.max(fair + side * slip, 1) : fair + side * slip
    // An order may get its size here, so it is asked for first.
    const carried = this.sink!.fillable(slot, ticks)
    const wanted = s[at + O_LOTS]!
    const offered = this.liquidity === null ? wanted : this.offered(slot)
    const lots = Math.min(carried, offered)
    const rest = lots === wanted ? STAYS : this.fateOfRest(s, at, carried, offered)
    if (lots < wanted && s[at + O_TIF] === FOK) return this.cancel(slot, rest)
    if (lots === wanted || rest !== STAYS) this.book!.remove(slot, true)
    const position = lots > 0 ? this.bookFill(slot, lots, ticks, fair) : 0
    if (lots === wanted) turnTo(s, at, FILLED)
    else if (rest === STAYS) return this.keepOpen(slot, lots, wanted, position)
    else this.leaveBook(slot, rest)
    if (lots > 0) this.afterFill(slot, lots, wanted, position, true)
    this.release(slot, false)
  }

  /** Tells the sink of a fill; returns the position after it. */
  private bookFill(slot: number, lots: number, ticks: number, fair: number): number {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const f = this.vf
    f.slot = slot
    f.lots = lots
    f.ticks = ticks
    f.slippage = Math.max(s[at + O_SIDE]! * (ticks - fair), 0)
    f.notional = mulExact(ticks, lots, this.ratios[s[at + O_INSTRUMENT]!]!)
    this.charge(slot, f)
    s[at + O_LOTS] = s[at + O_LOTS]! - lots
    s[at + O_BEGUN] = 1
    return this.sink!.filled(f)
  }

  /** Why what is left of an order is ended now, or that it stays open for the next bar. */
  private fateOfRest(s: Float64Array, at: number, carried: number, offered: number): number {
    if (carried <= offered && carried < s[at + O_LOTS]!) {
      if (s[at + O_ROLE] !== ROLE_ENTRY) return POSITION_CLOSED
      return s[at + O_FLAGS]! & FLAG_REDUCE_ONLY ? WOULD_NOT_REDUCE : INSUFFICIENT_FUNDS
    }
    const type = s[at + O_TYPE]!
    const isAtOnce = s[at + O_TIF]! >= IOC || type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE
    return isAtOnce ? NOT_FILLED_AT_ONCE : STAYS
  }

  /** A partial fill: the rest waits for the next bar, a stop's as an order at market. */
  private keepOpen(slot: number, lots: number, wanted: number, position: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    s[at + O_SERVED] = this.tick.closeTime
    if (lots === 0) return
    if (s[at + O_STATE] !== CANCEL_PENDING) turnTo(s, at, PARTIALLY_FILLED)
    if (s[at + O_TYPE] === STOP || s[at + O_TYPE] === TRAILING_STOP) {
      s[at + O_TYPE] = MARKET
      s[at + O_LEVEL] = 0
    }
    this.book!.changed = true
    this.afterFill(slot, lots, wanted, position, false)
  }

  /** Lots of an order that what the bar traded can still fill. */
  private offered(slot: number): number {
    const at = slot * SLOT_WIDTH
    const instrument = this.slots[at + O_INSTRUMENT]!
    const { closeTime, volume } = this.tick
    if (this.takenOf[instrument] !== closeTime) {
      this.takenOf[instrument] = closeTime
      this.taken[instrument] = 0
    }
    const all = this.liquidity!.available(this.instruments[instrument]!, volume, this.taken[instrument]!)
    return Math.max(0, Math.min(Math.floor(all), this.slots[at + O_LOTS]!))
  }

  private charge(slot: number, f: VenueFill): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const side = s[at + O_SIDE]!
    const instrument = s[at + O_INSTRUMENT]!
    const q = this.costs.fee
    this.costs.turnTo(this.tick.closeTime)
    this.costs.about(instrument, side)
    q.lots = f.lots
    q.ticks = f.ticks
    q.notional = Math.abs(f.notional)
    // A limit beyond the last price could not rest: it took what was offered.
    q.maker = s[at + O_TYPE] === LIMIT && side * (s[at + O_DECISION]! - s[at + O_LEVEL]!) > 0
    q.first = s[at + O_BEGUN] === 0
    q.last = f.lots === s[at + O_LOTS]!
    q.orderLots = s[at + O_ORDERED]!
    q.filledLots = s[at + O_ORDERED]! - s[at + O_LOTS]!
    q.quotedTicks = side > 0 ? this.tick.lastAsk : this.tick.lastBid
    f.fee = this.costs.charge()
    f.feeLots = this.costs.feeLots
    f.feeCurrency = this.costs.feeCurrency
    this.taken[instrument] = this.taken[instrument]! + f.lots
    this.costs.count()
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
    return this.books[instrument]!
  }

  place(slot: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    // What has no level waits for the next bar; the rest may fill in what is left of this one.
    s[at + O_SINCE] = hasLevel(s, at) ? this.tick.openTime : this.tick.closeTime
    if (!this.vf.atOpen && hasLevel(s, at)) {
      s[at + O_RANGE_LOW] = this.vf.rangeLow
      s[at + O_RANGE_HIGH] = this.vf.rangeHigh
    }
    if (s[at + O_TIF] === DAY) s[at + O_EXPIRES] = this.calendars[s[at + O_INSTRUMENT]!]!.nextClose(this.tick.openTime)
    if (s[at + O_TYPE] === TRAILING_STOP && s[at + O_TRIGGERED] === 1) s[at + O_LEVEL] = trailingLevel(s, at, this.vf.ticks)
    this.sink!.placed(slot)
    this.enter(slot)
  }

  resized(slot: number): void {
    this.sink!.amended(slot)
  }

  private enter(slot: number): void {
    const instrument = this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!
    this.books[instrument]!.add(slot)
    this.resting[instrument] = this.resting[instrument]! + 1
    this.countClosing(slot, instrument, 1)
  }

  private countClosing(slot: number, instrument: number, change: number): void {
    if (this.orders.slots[slot * SLOT_WIDTH + O_ROLE] !== ROLE_CLOSE) return
    this.closing[instrument] = this.closing[instrument]! + change
    this.closingCount += change
  }

  /** Expiries, cancels and amendments that take effect by `timeMs`. */
  private takeEffect(book: OpenOrders, instrument: number, timeMs: number): void {
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      if (this.orders.slots[at + O_CANCEL_AT]! <= timeMs) this.cancel(slot, REQUESTED)
      else if (this.orders.slots[at + O_EXPIRES]! <= timeMs) this.cancel(slot, EXPIRED)
    }
    for (let due = this.amendments.take(instrument, timeMs); due !== null; due = this.amendments.take(instrument, timeMs)) {
      const slot = this.findIn(instrument, due.id)
      if (slot >= 0) this.applyChange(slot, due.change)
    }
  }

  private applyChange(slot: number, change: Amendment): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const book = this.books[s[at + O_INSTRUMENT]!]!
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

  /** Ends what had to fill at its first chance and did not; a stop that was not reached has not had one. */
  private endImmediate(book: OpenOrders): void {
    const s = this.orders.slots
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      const isWaiting = s[at + O_SINCE]! > this.tick.openTime && s[at + O_SINCE]! > this.now
      if (s[at + O_TIF]! >= IOC && !isWaiting && !sleeps(s, at) && !isStop(s, at)) this.cancel(slot, NOT_FILLED_AT_ONCE)
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

  private findIn(instrument: number, id: number): number {
    const book = this.books[instrument]!
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot !== GONE && this.orders.slots[slot * SLOT_WIDTH + O_ID] === id) return slot
    }
    return -1
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
    const instrument = s[at + O_INSTRUMENT]!
    if (s[at + O_FIRST_CHILD] !== -1) this.contingency.dropChildren(slot)
    if (s[at + O_GROUP] !== 0 || s[at + O_TWIN] !== -1) this.contingency.left(slot, forGood)
    this.resting[instrument] = this.resting[instrument]! - 1
    this.countClosing(slot, instrument, -1)
    this.orders.release(slot)
  }
}

/** True for what is a limit order now: it does not pay slippage. */
function isLimitNow(s: Float64Array, at: number): boolean {
  const type = s[at + O_TYPE]!
  return type === LIMIT || ((type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) && s[at + O_TRIGGERED] === 1)
}

/** A trailing stop is moved by a price further from it than its distance; levels are whole ticks, so one tick less is looked at too. */
function reachOfMove(s: Float64Array, at: number, reach: OpenOrders['reach']): void {
  const side = s[at + O_SIDE]!
  const level = s[at + O_LEVEL]!
  const trail = s[at + O_TRAIL]!
  const best = s[at + O_TRAIL_KIND] === TRAIL_SHARE ? level / (1 + side * trail) : level - side * trail
  if (side > 0) reach.down = Math.max(reach.down, best + 1)
  else reach.up = Math.min(reach.up, best - 1)
}
