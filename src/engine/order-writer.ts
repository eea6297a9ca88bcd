/** From a draft to a slot: prices in whole ticks, rounded the safe way, sizes in whole lots, terms as numbers. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Instrument } from '../model/instrument.ts'
import {
  DAY,
  LIMIT_IF_TOUCHED,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  ROLE_ENTRY,
  ROLE_STOP,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  type RefusalReason,
} from '../model/order.ts'
import {
  O_ACTIVATION,
  O_BARS_LEFT,
  O_DECISION,
  O_EXPIRES,
  O_FLAGS,
  O_GROUP,
  O_GROUP_KIND,
  O_ID,
  O_INSTRUMENT,
  O_LEVEL,
  O_LIMIT,
  O_LOTS,
  O_ORDERED,
  O_OWNER,
  O_ROLE,
  O_SHARE_FROM,
  O_SHARE_TO,
  O_SIDE,
  O_SINCE,
  O_SOURCE,
  O_TAG,
  O_TIF,
  O_TRAIL,
  O_TRAIL_KIND,
  O_TRIGGERED,
  O_TYPE,
  O_WISH,
  SLOT_WIDTH,
  TRAIL_SHARE,
  TRAIL_TICKS,
  type Orders,
} from '../model/orders.ts'
import type { Venue } from '../model/ports.ts'
import { orderStep, toStep, type OrderStep } from '../model/order-step.ts'
import { betterTick, snapTick, worseTick } from '../model/price-grid.ts'
import { trailingLevel } from '../model/trailing.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import { referenceTicks } from '../risk/risk-gate.ts'
import {
  ABSENT,
  D_ACTIVATION,
  D_BARS,
  D_EXPIRES,
  D_FLAGS,
  D_GROUP,
  D_GROUP_KIND,
  D_INSTRUMENT,
  D_LEVEL,
  D_LIMIT,
  D_OWNER,
  D_ROLE,
  D_SHARE_FROM,
  D_SHARE_TO,
  D_SIDE,
  D_SIZE,
  D_SIZE_KIND,
  D_SIZE_PER,
  D_SOURCE,
  D_TAG,
  D_TIF,
  D_TRAIL,
  D_TRAIL_KIND,
  D_TYPE,
  SIZE_PER_CAPITAL,
  SIZE_RISK,
  SIZE_SHARE,
  SIZE_UNITS,
} from '../strategy/desk.ts'
import type { OrderConversion } from './conversion.ts'
import type { Sizing } from './sizing.ts'
import type { TargetRule } from './target-rule.ts'

/** Share of a tick that counts as noise. */
const NOISE = 1e-5

export interface WriterParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  readonly venue: Venue
  readonly power: BuyingPower
  readonly sizing: Sizing
  readonly marks: Marks
  readonly calendars: readonly Calendar[]
  /** How prices between two steps are rounded: the safe way round without it. */
  readonly conversion?: Pick<OrderConversion, 'nearestPrice'>
  /** One element: the time of the step, epoch ms. */
  readonly clock: Float64Array
}

export class OrderWriter {
  private readonly p: WriterParts
  private readonly ticksPerPrice: Float64Array
  private readonly steps: readonly OrderStep[]

  constructor(parts: WriterParts) {
    this.p = parts
    this.ticksPerPrice = Float64Array.from(parts.instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
    this.steps = parts.instruments.map((i) => orderStep(i, parts.conversion?.nearestPrice === true))
  }

  /** Last close in whole ticks, NaN when there is none. */
  decisionTicks(instrument: number): number {
    return Math.round(this.p.marks.close[instrument]! * this.ticksPerPrice[instrument]!)
  }

  /** Money as fractional ticks of the instrument. */
  ticksOf(instrument: number, price: number): number {
    return snapTick(price * this.ticksPerPrice[instrument]!)
  }

  /** Why the draft at `d` of `q` cannot even be reviewed, or null. */
  unfit(q: Float64Array, d: number): RefusalReason | null {
    const kind = q[d + D_SIZE_KIND]!
    const size = q[d + D_SIZE]!
    if (kind === SIZE_SHARE) {
      const [from, to] = [q[d + D_SHARE_FROM]!, q[d + D_SHARE_TO]!]
      if (!(from >= 0 && to > from && to <= 1)) return 'BAD_SIZE'
    } else if (!(size >= 0 && size < Infinity)) return 'BAD_SIZE'
    if (kind === SIZE_PER_CAPITAL && !(q[d + D_SIZE_PER]! > 0 && q[d + D_SIZE_PER]! < Infinity)) return 'BAD_SIZE'
    if (Number.isNaN(q[d + D_LEVEL]! + q[d + D_LIMIT]! + q[d + D_TRAIL]! + q[d + D_ACTIVATION]!)) return 'BAD_PRICE'
    if (Number.isNaN(this.decisionTicks(q[d + D_INSTRUMENT]!))) return 'NO_PRICE'
    const isShare = q[d + D_TRAIL_KIND] === TRAIL_SHARE
    if (this.outOfTicks(q, d, D_LEVEL) || this.outOfTicks(q, d, D_LIMIT) || this.outOfTicks(q, d, D_ACTIVATION)) return 'BAD_PRICE'
    if (!isShare && this.outOfTicks(q, d, D_TRAIL)) return 'BAD_PRICE'
    return this.unfitExpiry(q, d)
  }

  unfitExpiry(q: Float64Array, d: number): RefusalReason | null {
    return q[d + D_EXPIRES]! > this.p.clock[0]! && q[d + D_BARS]! >= 1 ? null : 'EXPIRED_AT_BIRTH'
  }

  /** True for a price that was asked for and is less than the instrument's smallest, or more than counts exactly. */
  outOfTicks(q: Float64Array, d: number, field: number): boolean {
    const price = q[d + field]!
    const ticks = price * this.ticksPerPrice[q[d + D_INSTRUMENT]!]!
    return price !== ABSENT && !(ticks >= 1 - NOISE && ticks <= Number.MAX_SAFE_INTEGER)
  }

  /** Writes a draft into a slot, all but its size; `id` is 0 for a child. */
  write(slot: number, q: Float64Array, d: number, id: number): void {
    const s = this.p.orders.slots
    const o = slot * SLOT_WIDTH
    const instrument = q[d + D_INSTRUMENT]!
    s[o + O_ID] = id
    s[o + O_INSTRUMENT] = instrument
    s[o + O_OWNER] = q[d + D_OWNER]!
    s[o + O_SIDE] = q[d + D_SIDE]!
    s[o + O_TYPE] = q[d + D_TYPE]!
    s[o + O_ROLE] = q[d + D_ROLE]!
    s[o + O_SINCE] = this.p.clock[0]!
    s[o + O_TAG] = q[d + D_TAG]!
    s[o + O_SOURCE] = q[d + D_SOURCE]!
    s[o + O_DECISION] = this.decisionTicks(instrument)
    s[o + O_FLAGS] = q[d + D_FLAGS]!
    if (q[d + D_GROUP] !== 0) {
      s[o + O_GROUP] = q[d + D_GROUP]!
      s[o + O_GROUP_KIND] = q[d + D_GROUP_KIND]!
    }
    if (q[d + D_SIZE_KIND] === SIZE_SHARE) {
      s[o + O_SHARE_FROM] = q[d + D_SHARE_FROM]!
      s[o + O_SHARE_TO] = q[d + D_SHARE_TO]!
    }
    this.writeTerms(s, o, q, d)
    this.writePrices(s, o, q, d)
  }

  /** Expiry of a draft into a slot: a day order is dead from the close of the session on. */
  writeTerms(s: Float64Array, o: number, q: Float64Array, d: number): void {
    s[o + O_TIF] = q[d + D_TIF]!
    s[o + O_BARS_LEFT] = q[d + D_BARS]!
    s[o + O_EXPIRES] = q[d + D_TIF] === DAY ? this.dayEnd(s[o + O_INSTRUMENT]!) : q[d + D_EXPIRES]!
  }

  dayEnd(instrument: number): number {
    return this.p.calendars[instrument]!.nextClose(this.p.clock[0]!)
  }

  /** The tick of a level: a limit never pays more than asked; an entry's trigger is never earlier, that of what closes never later. */
  levelTick(s: Float64Array, o: number, price: number): number {
    const type = s[o + O_TYPE]!
    const isStop = type === STOP || type === STOP_LIMIT || type === TRAILING_STOP
    return this.stepOf(s, o, price, isStop && s[o + O_ROLE] === ROLE_ENTRY ? worseTick : betterTick)
  }

  limitTick(s: Float64Array, o: number, price: number): number {
    return this.stepOf(s, o, price, betterTick)
  }

  private stepOf(s: Float64Array, o: number, price: number, safeTick: (x: number, side: number) => number): number {
    const instrument = s[o + O_INSTRUMENT]!
    return toStep(price * this.ticksPerPrice[instrument]!, s[o + O_SIDE]!, this.steps[instrument]!, safeTick)
  }

  /** Distance of a trailing stop, as O_TRAIL. */
  trailOf(instrument: number, kind: number, trail: number): number {
    return kind === TRAIL_TICKS ? snapTick(trail * this.ticksPerPrice[instrument]!) : trail
  }

  /** Whole lots of a draft whose prices are in its slot; `stopTicks` is the level of its protecting stop, 0 for none. */
  size(slot: number, q: Float64Array, d: number, stopTicks: number): number {
    const s = this.p.orders.slots
    const o = slot * SLOT_WIDTH
    const { sizing } = this.p
    const ask = sizing.question
    ask.instrument = s[o + O_INSTRUMENT]!
    ask.side = s[o + O_SIDE]!
    ask.kind = q[d + D_SIZE_KIND]!
    ask.size = q[d + D_SIZE]!
    ask.per = q[d + D_SIZE_PER]!
    ask.ticks = this.p.venue.expectedTicks(ask.instrument, s[o + O_TYPE]!, ask.side, referenceTicks(s, o))
    ask.stopTicks = stopTicks
    if (ask.kind === SIZE_RISK && !(stopTicks > 0)) return NaN
    const lots = sizing.answer()
    return ask.kind !== SIZE_UNITS && sizing.isAtMost() && lots > 0
      ? this.p.power.fillable(ask.instrument, ask.side * lots, ask.ticks)
      : lots
  }

  /** Lots of an order that is sized as it fills, now at `ticks`; what the run's limits forbid is none. */
  lotsAtFill(slot: number, ticks: number, rule: TargetRule): number {
    const s = this.p.orders.slots
    const o = slot * SLOT_WIDTH
    const { sizing, power } = this.p
    const ask = sizing.question
    ask.instrument = s[o + O_INSTRUMENT]!
    ask.side = s[o + O_SIDE]!
    ask.size = s[o + O_WISH]!
    ask.ticks = ticks
    const lots = sizing.lotsAtFill(rule, { free: power.marginFree(), leverage: power.leverageOf(ask.instrument, ask.side) })
    const signed = ask.side * lots
    return power.shortAllowed(ask.instrument, signed) && power.withinPositionLimit(ask.instrument, signed) ? lots : 0
  }

  /** The level of the protecting stop that a draft is, in ticks; 0 where it is none, or one that trails. */
  stopLevel(q: Float64Array, d: number): number {
    if (q[d + D_ROLE] !== ROLE_STOP || q[d + D_TYPE] !== STOP) return 0
    return betterTick(q[d + D_LEVEL]! * this.ticksPerPrice[q[d + D_INSTRUMENT]!]!, q[d + D_SIDE]!)
  }

  setLots(slot: number, lots: number): void {
    const s = this.p.orders.slots
    s[slot * SLOT_WIDTH + O_LOTS] = lots
    s[slot * SLOT_WIDTH + O_ORDERED] = lots
  }

  private writePrices(s: Float64Array, o: number, q: Float64Array, d: number): void {
    const type = q[d + D_TYPE]!
    const instrument = q[d + D_INSTRUMENT]!
    if (type === MARKET || type === MARKET_ON_OPEN || type === MARKET_ON_CLOSE) return
    if (type === TRAILING_STOP) {
      s[o + O_TRAIL_KIND] = q[d + D_TRAIL_KIND]!
      s[o + O_TRAIL] = this.trailOf(instrument, q[d + D_TRAIL_KIND]!, q[d + D_TRAIL]!)
      const waits = q[d + D_ACTIVATION] !== ABSENT
      s[o + O_TRIGGERED] = waits ? 0 : 1
      if (waits) s[o + O_ACTIVATION] = betterTick(q[d + D_ACTIVATION]! * this.ticksPerPrice[instrument]!, q[d + D_SIDE]!)
      else s[o + O_LEVEL] = trailingLevel(s, o, s[o + O_DECISION]!)
      return
    }
    s[o + O_LEVEL] = this.levelTick(s, o, q[d + D_LEVEL]!)
    if (type === STOP_LIMIT || type === LIMIT_IF_TOUCHED) s[o + O_LIMIT] = this.limitTick(s, o, q[d + D_LIMIT]!)
  }
}
