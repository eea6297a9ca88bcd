/** Phase 3: the venue's answers become ledger entries, round trips and records. The engine's side of the venue. */
import { moneyOf, priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import { cancelNames, FLAG_REDUCE_ONLY, orderRoles, ROLE_ENTRY, SELL, type OrderId } from '../model/order.ts'
import {
  isMaker,
  O_DECISION,
  O_FLAGS,
  O_ID,
  O_INSTRUMENT,
  O_LOTS,
  O_OWNER,
  O_ROLE,
  O_SIDE,
  O_TAG,
  O_WISH,
  SLOT_WIDTH,
  type Orders,
} from '../model/orders.ts'
import type { LatestBar, VenueFill, VenueSink } from '../model/ports.ts'
import {
  AMEND,
  CANCEL,
  CANCEL_REASON,
  CANCEL_ROLE,
  FILL,
  FILL_CROSSED,
  FILL_DECISION,
  FILL_FEE,
  FILL_LEFT,
  FILL_POSITION,
  FILL_REALISED,
  FILL_ROLE,
  FILL_SLIPPAGE,
  FILL_SPREAD,
  FILL_TAG,
  FILL_TICKS,
  ID,
  INSTRUMENT,
  LOTS,
  RATE,
  RATE_VALUE,
  ROUND_TRIP,
  SIDE,
  TRIP_BARS,
  TRIP_ENTRY_TICKS,
  TRIP_ENTRY_TIME,
  TRIP_EXIT_ROLE_TAG,
  TRIP_EXIT_TICKS,
  TRIP_FEES,
  TRIP_GROSS,
  TRIP_MAE,
  TRIP_MFE,
  TRIP_OWNER,
  TRIP_TAG,
} from '../model/record.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { BookedFill, Trips } from '../portfolio/trips.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import type { RiskGate } from '../risk/risk-gate.ts'
import type { CancelView, FillView } from '../strategy/views.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Recorder } from './recorder.ts'
import type { SeriesSet } from './series-set.ts'

/** A fill in an author's units; the engine adds the time. */
export type FillNumbers = Omit<FillView, 'time'>

export interface BookParts {
  readonly instruments: readonly Instrument[]
  readonly orders: Orders
  /** The account's ledger, and the owners' that sum to it. */
  readonly ledger: Ledger
  readonly subs: SubLedgers
  readonly marks: Marks
  /** By owner and instrument: see `account`. */
  readonly trips: Trips
  readonly power: BuyingPower
  readonly gate: RiskGate
  readonly recorder: Recorder
  readonly desk: OrderDesk
  readonly clock: Float64Array
  readonly set: SeriesSet
  /** Told of what a sale brought, where proceeds settle later: instrument and ledger units of its currency. */
  readonly onProceeds: ((instrument: number, units: number) => void) | null
}

export class Books implements VenueSink {
  /** Row of the traded series under way and its open in money, while the venue walks a bar. */
  row = 0
  readonly barOpen: Float64Array = new Float64Array(1)
  /** True while the venue walks the inside of bars: nobody knows then what came first in two markets. */
  insideBars = false
  /** Step in which the open trip of an owner and instrument began, at owner × instruments + instrument, as everything of trips. */
  readonly enteredStep: Float64Array
  /** The stretch of prices in money that came after that entry, in its own bar: low and high by owner and instrument. */
  readonly afterEntry: Float64Array
  private readonly p: BookParts
  private readonly onFill: ((fill: VenueFill, realised: number) => void) | null
  private readonly onCancel: ((slot: number, reason: number) => void) | null
  private readonly pricePerTick: Float64Array
  private readonly stretch = new Float64Array(2)
  /** By instrument: the rate into the account's currency that records state. */
  private readonly rateTold: Float64Array
  private readonly booked: BookedFill = {
    instrument: 0,
    signed: 0.5,
    ticks: 0.5,
    notional: 0.5,
    fee: 0.5,
    realised: 0.5,
    order: 0,
    time: 0.5,
    tag: 0,
    row: 0,
  }

  constructor(
    parts: BookParts,
    onFill: ((fill: VenueFill, realised: number) => void) | null,
    onCancel: ((slot: number, reason: number) => void) | null,
  ) {
    this.p = parts
    this.onFill = onFill
    this.onCancel = onCancel
    const places = parts.instruments.length * parts.subs.owners.length
    this.enteredStep = new Float64Array(places).fill(-1)
    this.afterEntry = new Float64Array(places * 2)
    this.rateTold = new Float64Array(parts.instruments.length).fill(1)
    this.pricePerTick = Float64Array.from(parts.instruments, (i) => i.tickStep / 10 ** i.priceDecimals)
  }

  fillable(slot: number, ticks: number): number {
    const s = this.p.orders.slots
    const at = slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const side = s[at + O_SIDE]!
    const lots = s[at + O_LOTS]!
    const { power, subs } = this.p
    const position = subs.owners[s[at + O_OWNER]!]!.lots[instrument]!
    const onlyReduces = s[at + O_ROLE] !== ROLE_ENTRY || (s[at + O_FLAGS]! & FLAG_REDUCE_ONLY) !== 0
    if (!onlyReduces) {
      if (s[at + O_WISH] !== 0) return this.sizeNow(slot, ticks)
      // Where nothing may be short, an owner sells what is his.
      const most = power.shorts || side > 0 ? lots : Math.min(lots, Math.max(position, 0))
      if (most < lots && (most === 0 || power.rule.misfit === 'refuse')) return 0
      return power.fillable(instrument, side * most, ticks, slot, isMaker(s, at))
    }
    return position * side < 0 ? Math.min(lots, Math.abs(position)) : 0
  }

  /** Gives an order that waited for it its size; what it reserved until then is there for it. */
  private sizeNow(slot: number, ticks: number): number {
    this.p.power.release(slot)
    const lots = this.p.desk.sizeAtFill(slot, ticks)
    if (lots > 0) this.amended(slot)
    return lots
  }

  filled(fill: VenueFill): number {
    const s = this.p.orders.slots
    const at = fill.slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const owner = s[at + O_OWNER]!
    const place = owner * this.p.instruments.length + instrument
    const own = this.p.subs.owners[owner]!
    const signed = s[at + O_SIDE]! * fill.lots
    const before = own.lots[instrument]!
    if (before !== 0) this.seeUntilFill(place, own, fill.ticks)
    const t = this.booked
    t.instrument = instrument
    t.signed = signed
    t.ticks = fill.ticks
    t.notional = fill.notional
    // A fee that is paid in lots or in another currency is booked after the fill.
    const isPlain = fill.feeLots === 0 && fill.feeCurrency === ''
    t.fee = isPlain ? fill.fee : 0
    t.realised = this.inAccount(instrument, this.p.subs.book(owner, t))
    if (!isPlain) this.payFee(owner, fill)
    t.fee = this.inAccount(instrument, fill.fee)
    if (this.p.marks.mixed) this.recordRate(instrument)
    this.recordFill(fill, own)
    if (this.p.onProceeds !== null && before > 0 && signed < 0) this.tellProceeds(instrument, Math.min(before, fill.lots), fill)
    t.instrument = place
    t.order = s[at + O_ID]!
    t.time = this.p.clock[0]!
    t.tag = s[at + O_TAG]!
    t.row = this.row
    if (this.insideBars && before * signed < 0) this.keepSpent(instrument, Math.min(Math.abs(before), fill.lots), fill.ticks)
    if (this.p.trips.fill(t, before)) this.recordTrip(owner, instrument, s[at + O_ROLE]!)
    this.p.power.filled(fill.slot, fill.lots)
    if (s[at + O_LOTS] === 0) this.p.desk.noteEnd(fill.slot)
    const after = own.lots[instrument]!
    // A fill that opens or adds: what came before it in this bar is not the whole position's.
    if (after !== 0 && (before * after <= 0 || Math.abs(after) > Math.abs(before))) {
      this.enteredStep[place] = this.p.desk.step
      this.afterEntry[place * 2] = fill.rangeLow * this.pricePerTick[instrument]!
      this.afterEntry[place * 2 + 1] = fill.rangeHigh * this.pricePerTick[instrument]!
    }
    if (this.onFill !== null) this.onFill(fill, t.realised)
    return after
  }

  /** Ledger units of an instrument's currency as ledger units of the account. */
  private inAccount(instrument: number, units: number): number {
    const { marks, ledger } = this.p
    return marks.mixed ? marks.conversion.toAccount(units, ledger.currency[instrument]!) : units
  }

  /** What closing so many lots of a long brought, less the fee. */
  private tellProceeds(instrument: number, lots: number, fill: VenueFill): void {
    this.p.onProceeds!(instrument, this.p.ledger.notional(instrument, fill.ticks, lots) - fill.fee)
  }

  /** A fee out of the lots that a buy received, where it left more than that, or in a currency that is not the instrument's. */
  private payFee(owner: number, fill: VenueFill): void {
    const { subs, ledger, marks } = this.p
    const instrument = this.booked.instrument
    const own = ledger.currency[instrument]!
    if (fill.feeLots > 0 && subs.owners[owner]!.lots[instrument]! > fill.feeLots) {
      const realised = subs.takeBase(owner, { instrument, lots: fill.feeLots, ticks: fill.ticks })
      this.booked.realised += this.inAccount(instrument, realised)
      return
    }
    const named = ledger.currencies.findIndex((c) => c.code === fill.feeCurrency)
    const currency = named < 0 ? own : named
    subs.charge(owner, currency, marks.conversion.between(fill.fee, own, currency))
  }

  placed(slot: number): void {
    this.p.orders.slots[slot * SLOT_WIDTH + O_ID] = this.p.desk.nextId()
    this.p.desk.record(slot)
    this.p.gate.hold(slot)
  }

  amended(slot: number): void {
    this.p.desk.record(slot, AMEND)
    this.p.gate.hold(slot)
  }

  latest(instrument: number, bar: LatestBar): boolean {
    const s = this.p.set.bases[this.p.set.tradedSeries[instrument]!]!
    if (s.row < 0) return false
    const at = s.row & s.mask
    // What fills now is told with this bar, not with the one that the venue walked last.
    this.row = s.row
    this.barOpen[0] = s.columns.open[at]!
    bar.bars = s.columns
    bar.row = at
    bar.times[0] = s.columns.time[at]!
    bar.times[1] = s.closeOf(s.row)
    return true
  }

  ended(slot: number, reason: number): void {
    const s = this.p.orders.slots
    const from = slot * SLOT_WIDTH
    const at = this.p.recorder.begin(CANCEL, this.p.desk.step, this.p.clock)
    const r = this.p.recorder.block.records
    r[at + INSTRUMENT] = s[from + O_INSTRUMENT]!
    r[at + ID] = s[from + O_ID]!
    r[at + SIDE] = s[from + O_SIDE]!
    r[at + LOTS] = s[from + O_LOTS]!
    r[at + CANCEL_REASON] = reason
    r[at + CANCEL_ROLE] = s[from + O_ROLE]!
    this.p.power.release(slot)
    this.p.desk.noteEnd(slot)
    if (this.onCancel !== null) this.onCancel(slot, reason)
  }

  /** A held position surely saw the open of this bar, if it was there, and the price of a fill. */
  private seeUntilFill(place: number, own: Ledger, ticks: number): void {
    const instrument = place % this.p.instruments.length
    const price = ticks * this.pricePerTick[instrument]!
    this.stretch[0] = this.enteredStep[place] === this.p.desk.step ? price : this.barOpen[0]!
    this.stretch[1] = price
    this.p.trips.see(place, own.lots[instrument]!, own.cost[instrument]!, this.stretch)
  }

  private keepSpent(instrument: number, lots: number, ticks: number): void {
    this.p.power.keepSpent(instrument, lots, ticks)
  }

  private recordFill(fill: VenueFill, own: Ledger): void {
    const s = this.p.orders.slots
    const from = fill.slot * SLOT_WIDTH
    const instrument = s[from + O_INSTRUMENT]!
    const at = this.p.recorder.begin(FILL, this.p.desk.step, this.p.clock)
    const r = this.p.recorder.block.records
    r[at + INSTRUMENT] = instrument
    r[at + ID] = s[from + O_ID]!
    r[at + SIDE] = s[from + O_SIDE]!
    r[at + LOTS] = fill.lots
    r[at + FILL_TICKS] = fill.ticks
    r[at + FILL_FEE] = this.booked.fee
    r[at + FILL_SLIPPAGE] = fill.slippage
    r[at + FILL_POSITION] = own.lots[instrument]!
    r[at + FILL_ROLE] = s[from + O_ROLE]! + FILL_CROSSED * fill.crossed + FILL_SPREAD * fill.spread
    r[at + FILL_TAG] = s[from + O_TAG]!
    r[at + FILL_LEFT] = s[from + O_LOTS]!
    r[at + FILL_REALISED] = this.booked.realised
    r[at + FILL_DECISION] = s[from + O_DECISION]!
  }

  private recordRate(instrument: number): void {
    const rate = this.p.marks.rateOf(instrument)
    if (rate === this.rateTold[instrument]) return
    this.rateTold[instrument] = rate
    const at = this.p.recorder.begin(RATE, this.p.desk.step, this.p.clock)
    const r = this.p.recorder.block.records
    r[at + INSTRUMENT] = instrument
    r[at + RATE_VALUE] = rate
  }

  private recordTrip(owner: number, instrument: number, exitRole: number): void {
    const e = this.p.trips.ended
    const at = this.p.recorder.begin(ROUND_TRIP, this.p.desk.step, this.p.clock)
    const r = this.p.recorder.block.records
    r[at + INSTRUMENT] = instrument
    r[at + ID] = e.firstOrder
    r[at + SIDE] = e.side
    r[at + LOTS] = e.maxLots
    r[at + TRIP_ENTRY_TIME] = e.entryTime
    r[at + TRIP_ENTRY_TICKS] = e.entryTicks
    r[at + TRIP_EXIT_TICKS] = e.exitTicks
    r[at + TRIP_GROSS] = e.gross
    r[at + TRIP_FEES] = e.fees
    r[at + TRIP_MAE] = this.inAccount(instrument, e.mae)
    r[at + TRIP_MFE] = this.inAccount(instrument, e.mfe)
    r[at + TRIP_BARS] = e.bars
    r[at + TRIP_EXIT_ROLE_TAG] = exitRole + TRIP_TAG * e.tag + TRIP_OWNER * owner
  }

  /** The end of an order as an author sees it. */
  cancelView(slot: number, reason: number): Omit<CancelView, 'time'> {
    const s = this.p.orders.slots
    const at = slot * SLOT_WIDTH
    const i = this.p.instruments[s[at + O_INSTRUMENT]!]!
    return {
      instrument: i.id,
      order: s[at + O_ID]! as OrderId,
      role: orderRoles[s[at + O_ROLE]!]!,
      reason: cancelNames[reason]!,
      qty: qtyOf(i, s[at + O_LOTS]!),
      tag: this.p.desk.tags[s[at + O_TAG]!]!,
    }
  }

  /** A fill as an author sees it; only made when a strategy asked for fills. */
  view(fill: VenueFill, realised: number): FillNumbers {
    const s = this.p.orders.slots
    const at = fill.slot * SLOT_WIDTH
    const instrument = s[at + O_INSTRUMENT]!
    const i = this.p.instruments[instrument]!
    const account = this.p.ledger.currencies[0]!
    return {
      instrument: i.id,
      order: s[at + O_ID]! as OrderId,
      side: s[at + O_SIDE] === SELL ? 'sell' : 'buy',
      role: orderRoles[s[at + O_ROLE]!]!,
      qty: qtyOf(i, fill.lots),
      price: priceOf(i, fill.ticks),
      fee: moneyOf(account, this.inAccount(instrument, fill.fee)),
      realised: moneyOf(account, realised),
      position: qtyOf(i, this.p.subs.owners[s[at + O_OWNER]!]!.lots[instrument]!),
      tag: this.p.desk.tags[s[at + O_TAG]!]!,
    }
  }
}
