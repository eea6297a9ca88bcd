// Long because a step's phases are read as one thing.
/**
 * The engine: a synchronous, deterministic state machine. One `step` takes everything that became known at one instant
 * through the phases, in this order and no other:
 *   1 clock and due timers · 2 venue matches resting orders · 3 portfolio books the fills · 4 timeframes that completed
 *   close · 5 strategy · 6 risk reviews each request · 7 venue accepts · 8 taps
 * Backtest, sweep and replay drive this same step; they differ in who says what time it is.
 */
import { assert, Bug } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { BarSeries } from '../model/bars.ts'
import type { Plain } from '../model/fast-paths.ts'
import type { Instrument } from '../model/instrument.ts'
import { cancelNames } from '../model/order.ts'
import type { Orders } from '../model/orders.ts'
import { PHASE_CLOCK, PHASE_RECORD, type PhaseClock } from '../model/phase-clock.ts'
import type { InputTap, RunEnd, RunInfo, Tap, Venue, VenueSink } from '../model/ports.ts'
import { DAY_MS, formatMoment, type Timestamp } from '../model/time.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { Trips } from '../portfolio/trips.ts'
import type { BuyingPower } from '../risk/buying-power.ts'
import { RiskGate } from '../risk/risk-gate.ts'
import type { Hooks } from '../strategy/desk.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import { Account, type AccountSpec } from './account.ts'
import { Agenda, type AgendaItem } from './agenda.ts'
import { Books } from './books.ts'
import type { OrderConversion } from './conversion.ts'
import { forceClose } from './forced-close.ts'
import { closeAtEnd, type ClosingPrice, type EndingRule } from './ending.ts'
import { callMargin, type CallParts } from './margin-calls.ts'
import { News } from './news.ts'
import { OrderDesk } from './order-desk.ts'
import { quotedMarkOf, type QuotedMark } from './quoted-marks.ts'
import { QuietStretch } from './quiet-stretch.ts'
import { Recorder } from './recorder.ts'
import type { SeriesSet } from './series-set.ts'
import { Sizing } from './sizing.ts'
import { setUp, type SetUpStrategy } from './set-up.ts'
import type { TargetRule } from './target-rule.ts'
import { StrategyCalls } from './strategy-calls.ts'
import { timeParts } from './timed-parts.ts'
import { Timers } from './timers.ts'
import { WarmUp, type WarmUpMode } from './warm-up.ts'
import { isWide, wideRows, type WideRows } from './wide-rows.ts'

/** A venue that the engine can be the sink of. */
export interface EngineVenue extends Venue {
  connect(sink: VenueSink, onAmbiguous: () => void): void
}

export interface EngineConfig {
  readonly instruments: readonly Instrument[]
  readonly series: readonly BarSeries[]
  readonly set: SeriesSet
  /** By owner: several strategies may share one account. */
  readonly strategies: readonly SetUpStrategy[]
  readonly orders: Orders
  readonly venue: EngineVenue
  readonly account: AccountSpec
  /** How targets become quantities, and what becomes of orders that come at the wrong hour. */
  readonly targets: TargetRule
  readonly conversion: OrderConversion
  /** What becomes of positions that are open when the data end. */
  readonly ending: EndingRule
  /** One element: where the engine keeps the time of the step, NaN before the first. */
  readonly clock: Float64Array
  /** Trading begins with the first bar that opens at or after this, epoch ms; −Infinity: as soon as everything is warm. */
  readonly tradeFrom: number
  readonly warmUp: WarmUpMode
  /** When the first base bar opens, epoch ms: timers count from there. */
  readonly firstTime: number
  readonly info: RunInfo
  readonly taps: readonly Tap[]
  readonly inputs: InputTap | null
  /** Fast paths that are left out. */
  readonly plain: Plain
  /** Who times some of the steps; null for nobody. */
  readonly phases: PhaseClock | null
}

/** Times that fills within one step may lead to requests that fill within that step. */
const ROUNDS_MAX = 1000

/** What a run of steps ended with. */
export type Progress = 'more' | 'done'

const END_OF_RUN = cancelNames.indexOf('END_OF_RUN')

export class Engine {
  readonly ledger: Ledger
  readonly marks: Marks
  readonly subs: SubLedgers
  /** Time of the step, epoch ms, in one element so that it is never boxed. */
  readonly clock: Float64Array
  /** Steps taken, and base bars stepped through. */
  steps = 0
  bars = 0
  private readonly config: EngineConfig
  private readonly set: SeriesSet
  private readonly bases: readonly SeriesState[]
  private readonly venue: EngineVenue
  private readonly recorder: Recorder
  private readonly desk: OrderDesk
  private readonly books: Books
  private readonly trips: Trips
  private readonly timers: Timers
  private readonly warmUp: WarmUp
  private readonly account: Account
  private readonly agenda: Agenda
  private readonly calls: CallParts | null
  /** By owner. */
  private readonly hooks: readonly Hooks[]
  private readonly calling: StrategyCalls
  private readonly news: News
  private readonly trades: Uint8Array
  private readonly quotedMarks: readonly (QuotedMark | null)[]
  /** By base series: the step in which it last opened a bar. */
  private readonly openedStep: Float64Array
  /** By base series: 1 while the inside of its bar is to be walked. */
  private readonly insideDue: Uint8Array
  private readonly power: BuyingPower
  /** By base series, where a journal listens and rows are wide. */
  private readonly wide: readonly (WideRows | null)[]
  private readonly barTimes = new Float64Array(2)
  private readonly mark = new Float64Array(3)
  private readonly seen = new Float64Array(2)
  /** The fast path, where the run's set-up allows it. */
  private readonly quiet: QuietStretch | null = null
  private trading = false
  private tradingFrom: Timestamp | null = null
  private ambiguousBars = 0
  private ambiguousNow = false
  /** Whether any series closed a bar in this step. */
  private closed = false
  private inStrategy = false
  private readonly moneyPerUnit: number
  /** Several strategies share the account; holdings are marked at the close of the bar that fills. */
  private readonly isShared: boolean
  private readonly marksAhead: boolean

  constructor(config: EngineConfig) {
    this.config = config
    this.clock = config.clock
    this.set = config.set
    this.bases = config.set.bases
    this.venue = config.venue
    this.moneyPerUnit = 10 ** -config.info.currency.decimals
    const { instruments, orders, venue } = config
    this.account = new Account(config.account, instruments, config.strategies.length, venue)
    const { ledger, marks, subs, trips, power } = this.account
    this.ledger = ledger
    this.marks = marks
    this.subs = subs
    this.trips = trips
    this.power = power
    this.isShared = subs.owners.length > 1
    this.marksAhead = power.rule.marksAhead === true
    this.recorder = new Recorder(config.taps)
    const { recorder, clock } = this
    const ledgerOf = (owner: number): Ledger => subs.owners[owner]!
    const gate = new RiskGate({ orders, power, limits: config.account.limits, instruments, venue, ledgerOf })
    this.desk = this.openDesk(gate, ledgerOf)
    this.hooks = this.setUpAll()
    this.news = new News({ instruments, orders, clock, hooks: this.hooks })
    this.books = this.openBooks(gate)
    venue.connect(this.books, () => {
      this.ambiguousNow = true
    })
    this.calling = new StrategyCalls(this.hooks, config.set, config.warmUp, this.desk)
    this.insideDue = new Uint8Array(this.bases.length)
    this.wide = config.series.map((s) => (config.inputs !== null && isWide(s) ? wideRows(s) : null))
    this.openedStep = new Float64Array(this.bases.length).fill(-1)
    this.quotedMarks = config.series.map(quotedMarkOf)
    this.trades = Uint8Array.from(this.bases, (s, k) => (config.set.tradedSeries[s.instrument] === k ? 1 : 0))
    this.warmUp = new WarmUp({
      mode: config.warmUp,
      bases: this.bases,
      watched: this.watched(),
      instruments,
      tradeFrom: config.tradeFrom,
    })
    this.timers = new Timers(
      this.hooks.flatMap((h) => h.timers),
      config.firstTime,
    )
    const { desk, books } = this
    this.calls = this.account.marginCalls({ instruments, orders, venue, desk, books, set: config.set, recorder, clock })
    this.agenda = new Agenda(this.accountEvents(), config.firstTime)
    this.quiet = this.quietStretch()
    if (config.phases !== null) this.timePhases(config.phases)
    this.recorder.start(config.info)
  }

  /** Where requests are sized, reviewed and sent. */
  private openDesk(gate: RiskGate, ledgerOf: (owner: number) => Ledger): OrderDesk {
    const { instruments, orders, venue, conversion, targets, set } = this.config
    const { ledger, marks, power } = this.account
    const sizing = new Sizing(instruments, ledger, marks, venue)
    const matched = instruments.map((_, i) => this.bases[set.tradedSeries[i]!]!.timeframe)
    const onlyDaily = matched.map(({ ms }) => ms >= DAY_MS)
    const matchedOn = matched.map(({ label }) => label)
    const { recorder, clock } = this
    const books = { ledger, marks, power, ledgerOf }
    return new OrderDesk(
      { instruments, orders, venue, gate, sizing, recorder, clock, conversion, targets, onlyDaily, matchedOn, ...books },
      (reason, id, instrument, tag, owner) => this.news.refusal(this.desk, { reason, id, instrument, tag, owner }),
    )
  }

  /** Where fills are booked and written down. */
  private openBooks(gate: RiskGate): Books {
    const { instruments, orders, set } = this.config
    const { ledger, subs, marks, trips, power } = this.account
    const { recorder, clock, desk, hooks, news } = this
    const onProceeds = this.account.proceedsHeld(clock)
    return new Books(
      { instruments, orders, ledger, subs, marks, trips, power, gate, recorder, desk, clock, set, onProceeds },
      hooks.some((h) => h.fills.length > 0) ? (fill, realised) => news.fill(this.books, fill, realised) : null,
      hooks.some((h) => h.cancels.length > 0) ? (slot, reason) => news.cancel(this.books, slot, reason) : null,
    )
  }

  /** Lets every strategy declare what it needs. */
  private setUpAll(): Hooks[] {
    const { instruments, set, info, strategies } = this.config
    const { ledger, marks, power, subs } = this.account
    const { desk, clock } = this
    this.inStrategy = true
    const hooks = this.guarded(() =>
      strategies.map((strategy, owner) =>
        setUp(strategy, {
          owner,
          instruments,
          set,
          desk,
          ledger,
          own: subs.owners[owner]!,
          marks,
          power,
          clock,
          currency: info.currency,
          seed: info.seed,
          settle: () => this.quiet?.settle(),
        }),
      ),
    )
    this.inStrategy = false
    set.ready()
    return hooks
  }

  private accountEvents(): AgendaItem[] {
    const { instruments, orders, venue, series, set } = this.config
    const { subs, marks, trips } = this.account
    const { recorder, clock, desk, books, hooks } = this
    const close = (owner: number, instrument: number, ticks: number): void =>
      void forceClose({ instruments, orders, subs, desk, books, set, clock }, { owner, instrument, lots: Infinity }, ticks)
    const delist = (instrument: number): void => desk.delist(instrument)
    const parts = { instruments, orders, venue, subs, marks, trips, recorder, clock, hooks, close, delist }
    return this.account.events({ ...parts, step: () => this.steps, tell: (news) => this.news.add(news) }, series)
  }

  /** Takes at most `stepsMax` steps over the rows that are there. @throws LockstepError E_STRATEGY_THREW and what a step throws */
  run(stepsMax: number): Progress {
    const { phases } = this.config
    return this.guarded(() => (phases === null ? this.take(stepsMax) : this.takeTimed(stepsMax, phases)))
  }

  private take(stepsMax: number): Progress {
    const end = this.steps + stepsMax
    while (this.steps < end) {
      if (this.quiet !== null && this.trading && this.takeQuiet(this.quiet, end - this.steps)) continue
      if (!this.next()) return 'done'
      this.step()
    }
    return 'more'
  }

  /** The same, with some steps timed. Those are taken whole and not as part of a stretch, as they are when bars are pushed. */
  private takeTimed(stepsMax: number, phases: PhaseClock): Progress {
    const end = this.steps + stepsMax
    while (this.steps < end) {
      if (this.take(Math.min(phases.skip(), end - this.steps)) === 'done') return 'done'
      if (this.steps === end) return 'more'
      phases.begin()
      if (!this.next()) return 'done'
      this.step()
      phases.end()
    }
    return 'more'
  }

  private timePhases(phases: PhaseClock): void {
    const { venue, books, agenda, set, calling, news, timers, desk, recorder } = this
    const readsAhead = !set.pushed && !this.config.plain.has('read-ahead')
    timeParts({ venue, books, agenda, set, calling, news, timers, desk, recorder, readsAhead }, phases)
  }

  /** Takes quiet steps, if the next ones are. */
  private takeQuiet(quiet: QuietStretch, stepsMax: number): boolean {
    if (this.news.any) return false
    if (!quiet.ready(stepsMax)) return false
    this.inStrategy = true
    try {
      quiet.decide()
    } catch (error) {
      const taken = quiet.giveUp()
      this.steps += taken
      // The bar of the step that threw had closed.
      this.bars += taken + 1
      throw error
    }
    this.inStrategy = false
    const taken = quiet.finish(this.steps)
    this.steps += taken
    this.bars += taken
    this.calling.skip()
    return true
  }

  /** One moment of a pushed run (live, replay): rows that close at `time` were pushed to the set before. */
  stepAt(time: Timestamp): void {
    this.set.clockAt(time)
    assert(this.set.derivedSoonest >= time, 'a pushed run is stepped at the end of every bucket of its higher timeframes')
    this.clock[0] = time
    this.guarded(() => this.step())
  }

  /** Ends the run: what is open is cancelled and told, and the taps hear the end. */
  end(status: RunEnd['status']): RunEnd {
    if (status === 'done' && !this.trading) throw this.warmUp.neverOver(this.bars, this.config.series)
    for (let i = 0; i < this.config.instruments.length; i++) {
      for (const slot of this.venue.openSlots(i)) this.venue.cancel(slot, END_OF_RUN)
    }
    if (status === 'done' && this.config.ending.at !== undefined) this.closeOut(this.config.ending.at)
    const end: RunEnd = {
      status,
      steps: this.steps,
      bars: this.bars,
      tradingFrom: this.tradingFrom,
      lastTime: this.steps === 0 ? null : this.now(),
      ambiguousBars: this.ambiguousBars,
      open: this.account.openPositions(),
      tags: this.desk.tags,
      ...(this.desk.timeframes.length > 1 && { timeframes: this.desk.timeframes }),
      ...(this.desk.models.length > 1 && { models: this.desk.models }),
      ...(this.marks.mixed && { equity: Math.round(this.marks.equity()) }),
    }
    this.recorder.end(end)
    return end
  }

  /** One more step, in which nothing is known but what the last one knew. */
  private closeOut(price: ClosingPrice): void {
    const { instruments, orders, venue, set } = this.config
    const { subs, desk, books, clock } = this
    desk.step = this.steps
    if (!closeAtEnd({ instruments, orders, subs, desk, books, clock, venue, set }, price)) return
    this.markAccount()
    this.steps++
    this.recorder.stepped()
  }

  now(): Timestamp {
    return this.clock[0]! as Timestamp
  }

  /** Moves the clock to the next instant at which anything is known or due; false at the end of the data. */
  private next(): boolean {
    const heads = this.set.baseNext
    let time = heads[0]!
    for (let k = 1; k < heads.length; k++) if (heads[k]! < time) time = heads[k]!
    // The data end with the last bar: nothing closes after it that only a later clock would complete.
    if (time === Infinity) return false
    if (this.set.derivedSoonest < time) time = this.set.derivedSoonest
    if (this.timers.next < time) time = this.timers.next
    if (this.agenda.next < time) time = this.agenda.next
    this.clock[0] = time
    return true
  }

  private step(): void {
    const time = this.clock[0]!
    const heads = this.set.baseNext
    this.desk.step = this.steps
    this.closed = false
    if (this.config.inputs !== null) this.tellInputs(this.config.inputs)
    // 1 clock and due timers
    if (time >= this.timers.next) this.timers.collect(time)
    // 2 and 3 the venue matches and the portfolio books: the opens of the moment's bars first, then what happens inside them
    let inside = false
    if (this.venue.closingCount > 0 && heads.length > 1) inside = this.openClosing(time)
    for (let k = 0; k < heads.length; k++) if (heads[k] === time && this.openedStep[k] !== this.steps && this.openBase(k)) inside = true
    if (inside) this.walkInside()
    // 4 base series close
    for (let k = 0; k < heads.length; k++) if (heads[k] === time) this.closeBase(k)
    // 4 higher timeframes close
    if (this.set.derivedSoonest <= time) this.closeDerived()
    if (this.marks.mixed && this.closed) this.marks.convert()
    // 4 what the account owes and is owed at this instant
    const owed = this.agenda.soonest <= time
    if (owed) this.agenda.run(time, this.closed)
    if (!this.trading) this.startWhenWarm()
    if (this.calls !== null && this.trading) callMargin(this.calls)
    // 5 strategy
    if (this.trading) {
      this.inStrategy = true
      this.callStrategy()
      this.inStrategy = false
      // 6 risk reviews each request, 7 the venue accepts
      if (this.desk.waiting > 0) this.processRequests()
      // 8 taps
      if (this.closed || owed) this.markAccount()
    } else if (this.timers.next !== Infinity) this.timers.call(false)
    this.steps++
    this.recorder.stepped()
  }

  /** Markets in which a position is being closed open first: what that frees is there for the others, whatever their order. */
  private openClosing(time: number): boolean {
    const heads = this.set.baseNext
    let inside = false
    for (let k = 0; k < heads.length; k++) {
      const isClosing = this.trades[k] === 1 && this.venue.closing[this.bases[k]!.instrument]! > 0
      if (heads[k] === time && isClosing && this.openBase(k)) inside = true
    }
    return inside
  }

  /** A base series reaches its next row, and what fills at the open of that bar fills; true when more may fill inside it. */
  private openBase(k: number): boolean {
    const s = this.bases[k]!
    this.openedStep[k] = this.steps
    s.row++
    this.bars++
    this.closed = true
    if (this.trades[k] === 0 || this.venue.resting[s.instrument] === 0) return false
    if (this.marksAhead) this.markClose(k)
    this.showBar(k)
    const inside = this.venue.open(s.instrument, s.columns, s.row & s.mask, this.barTimes)
    this.insideDue[k] = inside ? 1 : 0
    return inside
  }

  private walkInside(): void {
    this.books.insideBars = true
    for (let k = 0; k < this.insideDue.length; k++) {
      if (this.insideDue[k] === 0) continue
      this.insideDue[k] = 0
      const s = this.bases[k]!
      this.showBar(k)
      this.ambiguousNow = false
      this.venue.inside(s.instrument, s.columns, s.row & s.mask, this.barTimes)
      if (this.ambiguousNow) this.ambiguousBars++
    }
    this.books.insideBars = false
    this.power.letGo()
  }

  /** Points venue and books at the bar of base series `k`. */
  private showBar(k: number): void {
    const s = this.bases[k]!
    const at = s.row & s.mask
    this.barTimes[0] = s.columns.time[at]!
    this.barTimes[1] = this.clock[0]!
    this.books.row = s.row
    this.books.barOpen[0] = s.columns.open[at]!
  }

  /** Phase 4 of a base series: its close is the last price, and its next row is looked at. */
  private closeBase(k: number): void {
    const s = this.bases[k]!
    if (this.trades[k] === 1) {
      const i = s.instrument
      const c = s.columns
      const at = s.row & s.mask
      if (this.quotedMarks[k] === null) this.marks.close[i] = c.close[at]!
      else this.markClose(k)
      // Where owners hold opposite positions the account may hold none.
      if (this.ledger.lots[i] !== 0 || this.isShared) this.seeOwners(i, c.low[at]!, c.high[at]!)
    }
    this.set.lookAhead(k)
  }

  /** What the newest row of a base series leaves its instrument at. */
  private markClose(k: number): void {
    const { instrument, columns, row, mask } = this.bases[k]!
    const { close } = this.marks
    const quoted = this.quotedMarks[k]!
    close[instrument] = quoted === null ? columns.close[row & mask]! : quoted(row, close[instrument]!)
  }

  private seeOwners(instrument: number, low: number, high: number): void {
    const { owners } = this.subs
    for (let owner = 0; owner < owners.length; owner++) if (owners[owner]!.lots[instrument] !== 0) this.seeBar(owner, instrument, low, high)
  }

  /** Best and worst of an owner's open trip: the whole bar, or what came after its entry in this bar. */
  private seeBar(owner: number, instrument: number, low: number, high: number): void {
    const place = owner * this.config.instruments.length + instrument
    const own = this.subs.owners[owner]!
    const entered = this.books.enteredStep[place] === this.steps
    this.seen[0] = entered ? this.books.afterEntry[place * 2]! : low
    this.seen[1] = entered ? this.books.afterEntry[place * 2 + 1]! : high
    this.trips.see(place, own.lots[instrument]!, own.cost[instrument]!, this.seen)
  }

  private closeDerived(): void {
    const time = this.clock[0]!
    this.closed = true
    for (let d = 0; d < this.set.derived.length; d++) if (this.set.derivedNext[d] === time) this.set.derivedClosed(d)
    this.set.noteDerived()
  }

  private callStrategy(): void {
    if (this.news.any) this.news.tell()
    if (this.timers.any) this.timers.call(true)
    if (this.closed) this.calling.call()
  }

  /**
   * Phases 6 and 7. Where the fill policy fills at once, strategies hear of those fills before the step ends, and what they ask
   * then is processed in the same step.
   */
  private processRequests(): void {
    for (let round = 0; this.desk.waiting > 0; round++) {
      if (round === ROUNDS_MAX) throw neverSettles(this.now())
      this.desk.process()
      if (!this.news.filled) return
      this.inStrategy = true
      this.news.tell()
      this.inStrategy = false
    }
  }

  private markAccount(): void {
    const { lots } = this.ledger
    const { close, valuePerLot } = this.marks
    const cash = this.marks.mixed ? this.marks.cash() : this.ledger.cash
    let net = 0
    let gross = 0
    for (let i = 0; i < lots.length; i++) {
      if (lots[i] === 0) continue
      const value = lots[i]! * valuePerLot[i]! * close[i]!
      net += value
      gross += value < 0 ? -value : value
    }
    this.mark[0] = this.clock[0]!
    this.mark[1] = (cash + net) * this.moneyPerUnit
    this.mark[2] = gross * this.moneyPerUnit
    this.recorder.mark(this.mark)
  }

  /** Until trading begins, series only note where they are. */
  private startWhenWarm(): void {
    if (this.warmUp.isOver(this.clock[0]!)) {
      this.trading = true
      this.tradingFrom = this.now()
      this.calling.begin()
      return
    }
    this.calling.skip()
  }

  /** Series that something is declared on; a higher timeframe exists only because it was asked for. */
  private watched(): SeriesState[] {
    const bases = this.bases.filter((s) => s.hasLines || this.calling.isWatched(s))
    return [...bases, ...this.set.derived]
  }

  private tellInputs(inputs: InputTap): void {
    this.config.phases?.enter(PHASE_RECORD)
    const time = this.clock[0]!
    inputs.beginInput(this.steps, time as Timestamp)
    for (let k = 0; k < this.bases.length; k++) {
      const s = this.bases[k]!
      if (this.set.baseNext[k] !== time) continue
      const row = (s.row + 1) & s.mask
      inputs.addBar(k, s.columns, row)
      const wide = this.wide[k]
      if (wide === null || wide === undefined) continue
      inputs.addBar(this.bases.length + 2 * k, wide.bid, row)
      inputs.addBar(this.bases.length + 2 * k + 1, wide.ask, row)
    }
    inputs.endInput()
    this.config.phases?.enter(PHASE_CLOCK)
  }

  /** A run of one fixed-length series that nobody pushes, and whose steps nobody must see singly, has quiet stretches. */
  private quietStretch(): QuietStretch | null {
    const [s] = this.bases
    const { set, timers, agenda, desk, ledger, marks, trips, recorder, clock, moneyPerUnit } = this
    const { plain } = this.config
    const fits =
      !plain.has('quiet-stretch') &&
      this.bases.length === 1 &&
      !this.marks.mixed &&
      this.subs.owners.length === 1 &&
      (this.calls === null || this.calls.watch.onlyAtZero) &&
      s !== undefined &&
      this.quotedMarks[0] === null &&
      !set.pushed &&
      s.closes === null &&
      set.readsAhead &&
      s.timeframe.months === 0
    if (!fits || recorder.everyStep || this.config.inputs !== null) return null
    const calls = this.calling.of(s)
    return new QuietStretch({
      set,
      timers,
      agenda,
      desk,
      process: () => this.processRequests(),
      ledger,
      marks,
      trips,
      recorder,
      resting: this.venue.resting,
      clock,
      moneyPerUnit,
      calls,
      hasOwnLoop: !plain.has('own-loop'),
      endsAtZero: this.calls !== null,
    })
  }

  /** Runs a part of the run; what a strategy throws is named with the moment it threw at. */
  private guarded<T>(part: () => T): T {
    try {
      return part()
    } catch (error) {
      if (!this.inStrategy || error instanceof LockstepError || error instanceof Bug) throw error
      const when = this.steps === 0 && Number.isNaN(this.clock[0]) ? 'in setup' : `at ${formatMoment(this.now())}`
      const what = error instanceof Error ? error.message : String(error)
      throw new LockstepError(
        'E_STRATEGY_THREW',
        `strategy ${this.config.info.strategy.name} threw ${when}: ${what}`,
        'Mend the strategy where it threw.',
        error,
      )
    }
  }
}

function neverSettles(now: Timestamp): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    `expected a step to end, fills at ${formatMoment(now)} led to new orders that filled at once ${ROUNDS_MAX} times`,
    'Look for a fill handler that always asks for another order.',
  )
}
