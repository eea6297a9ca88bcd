/**
 * The simulated exchange: keeps open orders by instrument, matches them against bars by a named policy, charges fees and
 * slippage, places the legs of brackets and ends what expires. It knows nothing of cash; it asks its sink.
 */
import { assert } from '../base/assert.ts'
import { mulExact, type Ratio } from '../base/fixed-point.ts'
import type { BarColumns } from '../model/bars.ts'
import { notionalRatio, type Instrument } from '../model/instrument.ts'
import { cancelNames, LIMIT, MARKET, ROLE_ENTRY, ROLE_STOP, ROLE_TARGET, STOP, type ApprovedSlot } from '../model/order.ts'
import {
  O_BARS_LEFT,
  O_BEGUN,
  O_BRACKET_STOP,
  O_BRACKET_TARGET,
  O_DECISION,
  O_EXPIRES,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_PARENT,
  O_RANGE_HIGH,
  O_RANGE_LOW,
  O_ROLE,
  O_SIBLING,
  O_SIDE,
  O_SINCE,
  O_TAG,
  O_TRIGGERED,
  O_TYPE,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { Venue, VenueFill, VenueSink } from '../model/ports.ts'
import { snapTick, worseTick } from '../model/price-grid.ts'
import type { Fee } from './fees.ts'
import { FillCosts } from './fill-costs.ts'
import { FILL_AT_OPEN, type BarTicks, type Book, type FillMoment } from './book.ts'
import type { FillPolicy } from './fill-policy.ts'
import { reachedFromAbove } from './touch.ts'
import { GONE, OpenOrders } from './open-orders.ts'
import type { Slippage } from './slippage.ts'

export interface SimVenueConfig {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly policy: FillPolicy
  readonly fee: Fee
  readonly slippage: Slippage
}

/** Ticks within which a bar counts as near an order and is walked. */
const MARGIN = 0.01

const EXPIRED = cancelNames.indexOf('EXPIRED')
const SIBLING_FILLED = cancelNames.indexOf('SIBLING_FILLED')
const POSITION_CLOSED = cancelNames.indexOf('POSITION_CLOSED')
const INSUFFICIENT_FUNDS = cancelNames.indexOf('INSUFFICIENT_FUNDS')

export class SimVenue implements Venue, Book {
  readonly policies: Readonly<Record<string, string>>
  readonly resting: Int32Array
  private readonly config: SimVenueConfig
  private readonly orders: Orders
  private sink: VenueSink | null = null
  private readonly books: readonly OpenOrders[]
  private readonly costs: FillCosts
  private readonly ratios: readonly Ratio[]
  private readonly ticksPerPrice: Float64Array
  /** The book that is being walked, if any. */
  private book: OpenOrders | null = null
  private readonly tick: BarTicks = {
    open: 0.5,
    high: 0.5,
    low: 0.5,
    close: 0.5,
    openTime: 0.5,
    closeTime: 0.5,
    volume: NaN,
    traded: true,
    bid: { open: NaN, high: NaN, low: NaN, close: NaN },
    ask: { open: NaN, high: NaN, low: NaN, close: NaN },
    lastBid: NaN,
    lastAsk: NaN,
    quotedTime: NaN,
    tradedTime: NaN,
    sessionStart: NaN,
    sessionEnd: NaN,
    sessionEnded: -Infinity,
  }
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
    this.config = config
    this.orders = config.orders
    this.policies = { fill: config.policy.name, fee: config.fee.label, slippage: config.slippage.label }
    this.resting = new Int32Array(config.instruments.length)
    this.books = config.instruments.map(() => new OpenOrders())
    this.ratios = config.instruments.map(notionalRatio)
    this.costs = new FillCosts(config.instruments, config.fee, config.slippage)
    this.ticksPerPrice = Float64Array.from(config.instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
  }

  /** Whom it tells; once, before the first order. */
  connect(sink: VenueSink, onAmbiguous: () => void): void {
    this.sink = sink
    this.onAmbiguous = onAmbiguous
  }

  accept(slot: ApprovedSlot): void {
    this.enter(slot)
  }

  cancel(slot: number, reason: number): void {
    const book = this.books[this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!]!
    // The other leg of a bracket lives on alone: this slot will be somebody else's.
    const sibling = this.orders.slots[slot * SLOT_WIDTH + O_SIBLING]!
    if (sibling >= 0) this.orders.slots[sibling * SLOT_WIDTH + O_SIBLING] = -1
    // During a walk positions must not shift: the gap is closed after it.
    book.remove(slot, book === this.book)
    this.sink!.ended(slot, reason)
    this.drop(slot)
  }

  find(id: number): number {
    for (const book of this.books) {
      for (let k = 0; k < book.length; k++) {
        const slot = book.at(k)
        if (slot !== GONE && this.orders.slots[slot * SLOT_WIDTH + O_ID] === id) return slot
      }
    }
    return -1
  }

  openSlots(instrument: number): readonly number[] {
    return this.books[instrument]!.list()
  }

  turnTo(timeMs: number): void {
    this.costs.turnTo(timeMs)
  }

  expectedTicks(instrument: number, type: number, side: number, ticks: number): number {
    if (type === LIMIT) return ticks
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
    const reach = book.changed ? this.measureReach(book) : book.reach
    // Most bars come nowhere near an order; the margin is far above float noise and far below a tick.
    const near = bars.low[row]! * perPrice <= reach.down + MARGIN || bars.high[row]! * perPrice >= reach.up - MARGIN
    if (!near && times[1]! < reach.expires) return false
    this.look(instrument, bars, row, times)
    this.expire(book, this.tick.openTime)
    this.config.policy.open(this, this.tick)
    this.leave(book)
    return book.live > 0
  }

  inside(instrument: number, bars: BarColumns, row: number, times: Float64Array): void {
    const book = this.books[instrument]!
    this.look(instrument, bars, row, times)
    this.config.policy.inside(this, this.tick)
    this.afterWalk(book, this.tick)
    this.leave(book)
  }

  /** Begins a walk over one instrument's orders with a bar. */
  private look(instrument: number, bars: BarColumns, row: number, times: Float64Array): void {
    const perPrice = this.ticksPerPrice[instrument]!
    const t = this.tick
    t.open = snapTick(bars.open[row]! * perPrice)
    t.high = snapTick(bars.high[row]! * perPrice)
    t.low = snapTick(bars.low[row]! * perPrice)
    t.close = snapTick(bars.close[row]! * perPrice)
    t.openTime = times[0]!
    t.closeTime = times[1]!
    this.book = this.books[instrument]!
  }

  private leave(book: OpenOrders): void {
    book.closeGaps()
    this.book = null
  }

  /**
   * The prices between which, and the time until which, no bar can do anything to a book: every type of order is reached
   * by the low or the high of the bar that reaches it, at its open too. Orders that count bars must see them all.
   */
  private measureReach(book: OpenOrders): OpenOrders['reach'] {
    const { reach } = book
    reach.down = -Infinity
    reach.up = Infinity
    reach.expires = Infinity
    const s = this.orders.slots
    for (let k = 0; k < book.length; k++) {
      const at = book.at(k) * SLOT_WIDTH
      const level = s[at + O_LEVEL]!
      if (s[at + O_TYPE] === MARKET || s[at + O_BARS_LEFT] !== Infinity) reach.down = Infinity
      else if (reachedFromAbove(s, at)) reach.down = Math.max(reach.down, level)
      else reach.up = Math.min(reach.up, level)
      reach.expires = Math.min(reach.expires, s[at + O_EXPIRES]!)
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

  live(): number {
    return this.book!.live
  }

  slotAt(k: number): number {
    return this.book!.at(k)
  }

  fill(slot: number, ticks: number, when: FillMoment, rangeLow: number, rangeHigh: number): void {
    this.vf.atOpen = when === FILL_AT_OPEN
    this.vf.rangeLow = rangeLow
    this.vf.rangeHigh = rangeHigh
    this.execute(slot, ticks)
  }

  slippage(slot: number, ticks: number): number {
    const at = slot * SLOT_WIDTH
    const { slip } = this.costs
    this.costs.about(this.slots[at + O_INSTRUMENT]!, this.slots[at + O_SIDE]!)
    slip.lots = this.slots[at + O_LOTS]!
    slip.ticks = ticks
    slip.volume = this.tick.volume
    slip.spread = this.vf.atOpen ? this.tick.ask.open - this.tick.bid.open : this.tick.lastAsk - this.tick.lastBid
    return this.costs.ticks()
  }

  trigger(slot: number): void {
    const at = slot * SLOT_WIDTH
    this.orders.slots[at + O_TRIGGERED] = 1
    if (!Number.isNaN(this.orders.slots[at + O_LIMIT]!)) this.orders.slots[at + O_LEVEL] = this.orders.slots[at + O_LIMIT]!
  }

  moveLevel(slot: number, ticks: number): void {
    this.orders.slots[slot * SLOT_WIDTH + O_LEVEL] = ticks
  }

  ambiguous(): void {
    this.onAmbiguous()
  }

  /** Fills what the account can take at `price` (fractional ticks) and ends what is left. */
  private execute(slot: number, price: number): void {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const side = s[at + O_SIDE]!
    const instrument = s[at + O_INSTRUMENT]!
    const fair = worseTick(price, side)
    const slip = s[at + O_TYPE] === LIMIT ? 0 : this.slippage(slot, fair)
    // Slippage takes no price below a tick; a market that is there itself is filled where it is.
    const ticks = fair >= 1 ? Math.max(fair + side * slip, 1) : fair + side * slip
    const lots = this.sink!.fillable(slot, ticks)
    const wanted = s[at + O_LOTS]!
    const isEntry = s[at + O_ROLE] === ROLE_ENTRY
    this.book!.remove(slot, true)
    let position = 0
    if (lots > 0) {
      const f = this.vf
      f.slot = slot
      f.lots = lots
      f.ticks = ticks
      f.slippage = Math.max(side * (ticks - fair), 0)
      f.notional = mulExact(ticks, lots, this.ratios[instrument]!)
      f.fee = this.fee(slot, f)
      s[at + O_LOTS] = wanted - lots
      s[at + O_BEGUN] = 1
      position = this.sink!.filled(f)
    }
    if (lots < wanted) this.sink!.ended(slot, isEntry ? INSUFFICIENT_FUNDS : POSITION_CLOSED)
    if (lots > 0) this.afterFill(slot, lots, position)
    this.drop(slot)
  }

  private fee(slot: number, { lots, ticks, notional }: VenueFill): number {
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const side = s[at + O_SIDE]!
    const q = this.costs.fee
    this.costs.turnTo(this.tick.closeTime)
    this.costs.about(s[at + O_INSTRUMENT]!, side)
    q.lots = lots
    q.ticks = ticks
    q.notional = Math.abs(notional)
    // A limit beyond the last price could not rest: it took what was offered.
    q.maker = s[at + O_TYPE] === LIMIT && side * (s[at + O_DECISION]! - s[at + O_LEVEL]!) > 0
    q.first = s[at + O_BEGUN] === 0
    q.last = lots === s[at + O_LOTS]!
    q.orderLots = s[at + O_LOTS]!
    const fee = this.costs.charge()
    this.costs.count()
    return fee
  }

  /** One leg of a bracket ends the other; legs with nothing left to reduce end; an entry places its own. */
  private afterFill(slot: number, lots: number, position: number): void {
    const at = slot * SLOT_WIDTH
    const sibling = this.orders.slots[at + O_SIBLING]!
    const book = this.book!
    if (sibling >= 0 && book.has(sibling)) this.cancel(sibling, SIBLING_FILLED)
    for (let k = 0; k < book.length && book.live > 0; k++) {
      const leg = book.at(k)
      if (leg === GONE) continue
      const role = this.orders.slots[leg * SLOT_WIDTH + O_ROLE]!
      const idle = position * this.orders.slots[leg * SLOT_WIDTH + O_SIDE]! >= 0
      if (idle && (role === ROLE_STOP || role === ROLE_TARGET)) this.cancel(leg, POSITION_CLOSED)
    }
    if (this.orders.slots[at + O_ROLE] !== ROLE_ENTRY) return
    // An entry against a position first closes it; its legs protect only what it opened.
    const opened = Math.min(lots, this.orders.slots[at + O_SIDE]! * position)
    if (opened > 0) this.placeLegs(slot, opened)
  }

  /** An entry that filled places its legs: each closes what filled, the first to fill ends the other. */
  private placeLegs(entry: number, lots: number): void {
    const at = entry * SLOT_WIDTH
    const stopLevel = this.orders.slots[at + O_BRACKET_STOP]!
    const targetLevel = this.orders.slots[at + O_BRACKET_TARGET]!
    const stop = stopLevel === 0 ? -1 : this.placeLeg(entry, lots, STOP, ROLE_STOP, stopLevel)
    const target = targetLevel === 0 ? -1 : this.placeLeg(entry, lots, LIMIT, ROLE_TARGET, targetLevel)
    if (stop >= 0 && target >= 0) {
      this.orders.slots[stop * SLOT_WIDTH + O_SIBLING] = target
      this.orders.slots[target * SLOT_WIDTH + O_SIBLING] = stop
    }
  }

  private placeLeg(entry: number, lots: number, type: number, role: number, level: number): number {
    const slot = this.orders.take()
    assert(slot >= 0, 'room for the legs of a bracket is kept free when its entry is accepted')
    const s = this.orders.slots
    const at = slot * SLOT_WIDTH
    const from = entry * SLOT_WIDTH
    s[at + O_INSTRUMENT] = s[from + O_INSTRUMENT]!
    s[at + O_SIDE] = -s[from + O_SIDE]!
    s[at + O_TYPE] = type
    s[at + O_ROLE] = role
    s[at + O_LOTS] = lots
    s[at + O_LEVEL] = level
    s[at + O_SINCE] = s[from + O_SINCE]!
    s[at + O_PARENT] = s[from + O_ID]!
    s[at + O_TAG] = s[from + O_TAG]!
    s[at + O_DECISION] = s[from + O_DECISION]!
    if (!this.vf.atOpen) {
      s[at + O_RANGE_LOW] = this.vf.rangeLow
      s[at + O_RANGE_HIGH] = this.vf.rangeHigh
    }
    this.sink!.placed(slot)
    this.enter(slot)
    return slot
  }

  private enter(slot: number): void {
    const instrument = this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!
    this.books[instrument]!.add(slot)
    this.resting[instrument] = this.resting[instrument]! + 1
  }

  /** Ends orders whose time came before this bar opened. */
  private expire(book: OpenOrders, openTime: number): void {
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot !== GONE && this.orders.slots[slot * SLOT_WIDTH + O_EXPIRES]! <= openTime) this.cancel(slot, EXPIRED)
    }
  }

  /** Ends what this bar outlived, and lets newborn legs grow up. */
  private afterWalk(book: OpenOrders, bar: BarTicks): void {
    const s = this.orders.slots
    for (let k = 0; k < book.length; k++) {
      const slot = book.at(k)
      if (slot === GONE) continue
      const at = slot * SLOT_WIDTH
      s[at + O_RANGE_LOW] = NaN
      s[at + O_RANGE_HIGH] = NaN
      if (s[at + O_SINCE]! > bar.openTime) continue
      const left = s[at + O_BARS_LEFT]! - 1
      s[at + O_BARS_LEFT] = left
      if (left <= 0 || s[at + O_EXPIRES]! <= bar.closeTime) this.cancel(slot, EXPIRED)
    }
  }

  private drop(slot: number): void {
    const instrument = this.orders.slots[slot * SLOT_WIDTH + O_INSTRUMENT]!
    this.resting[instrument] = this.resting[instrument]! - 1
    this.orders.release(slot)
  }
}
