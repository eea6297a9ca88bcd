/**
 * The fast path for one series whose rows are all there. A stretch is quiet while no order rests, no timer is due and no
 * higher timeframe closes: then a step is only a clock, a close, the strategy, and a mark, and a loop over locals does
 * it. It ends with the first request. What it does is what `Engine.step` does, bit for bit; test/properties holds them
 * to each other, and a journal, which must see every step, turns it off.
 */
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { Trips } from '../portfolio/trips.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import type { Agenda } from './agenda.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Recorder } from './recorder.ts'
import type { SeriesSet } from './series-set.ts'
import type { Timers } from './timers.ts'

export interface StretchParts {
  readonly set: SeriesSet
  readonly timers: Timers
  readonly agenda: Agenda
  /** Phases 6 and 7 for what waits. */
  readonly process: () => void
  readonly desk: OrderDesk
  readonly ledger: Ledger
  readonly marks: Marks
  readonly trips: Trips
  readonly recorder: Recorder
  readonly resting: Int32Array
  readonly clock: Float64Array
  readonly moneyPerUnit: number
  /** Everything that is called when the series closes a bar. */
  readonly calls: readonly (() => void)[]
  /** Whether a long run may compile a loop of its own. */
  readonly hasOwnLoop: boolean
  /** Whether positions are closed at the close at which equity is not above zero: then no stretch reaches it. */
  readonly endsAtZero: boolean
}

/** Rows of a held position for which equity is looked at ahead: a stretch is seldom longer, and what it does not reach is looked at again. */
const SOLVENT_ROWS = 512

/** Rows from which on a run gets a loop of its own: below, compiling it would cost more than it saves. */
const OWN_LOOP_ROWS = 4_000_000

type Loop = typeof decide

/** Lets the strategy decide at each row from `row` up to `end`, until it asks for something; returns the next row. */
function decide(series: { row: number }, call: () => void, desk: { readonly waiting: number }, row: number, end: number): number {
  let next = row
  while (next < end) {
    series.row = next++
    call()
    if (desk.waiting !== 0) break
  }
  return next
}

/**
 * The same loop, compiled anew. V8 keeps what it learns of a call by its place in the source, so in a process that ran
 * other strategies before, the shared loop's call is to anybody; in a fresh copy it is to this strategy, and inlines.
 */
function ownLoop(): Loop {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the text is our own function's
    return (new Function(`return ${decide.toString()}`) as () => Loop)()
  } catch {
    // Where code from text is forbidden, the shared loop does the same.
    return decide
  }
}

export class QuietStretch {
  private readonly p: StretchParts
  private readonly call: () => void
  private readonly seen = new Float64Array(2)
  private readonly loop: Loop
  private running = false
  /** The stretch under way: rows [first, end). */
  private first = 0
  private end = 0

  constructor(parts: StretchParts) {
    this.p = parts
    const { calls, hasOwnLoop } = parts
    this.loop = hasOwnLoop && parts.set.rows[0]! >= OWN_LOOP_ROWS ? ownLoop() : decide
    const [only] = calls
    this.call = only !== undefined && calls.length === 1 ? only : () => calls.forEach((call) => call())
  }

  /** Whether the next step is quiet; then up to `stepsMax` of them are ready to be decided. */
  ready(stepsMax: number): boolean {
    const { set, recorder, resting } = this.p
    const s = set.bases[0]!
    if (resting[s.instrument] !== 0) return false
    this.first = s.row + 1
    this.end = this.quietUntil(s, Math.min(s.filled, this.first + stepsMax, this.first + recorder.room()))
    if (this.p.endsAtZero) this.end = this.solventUntil(s, this.end)
    return this.end > this.first
  }

  /** Phase 5 of each step, until the strategy asks for something. What it throws leaves the row at the step it threw in. */
  decide(): void {
    this.running = true
    this.loop(this.p.set.bases[0]!, this.call, this.p.desk, this.first, this.end)
    this.settle()
    this.running = false
  }

  /** Phases 6 to 8 of the decided steps, the first of which has number `step`; returns how many they were. */
  finish(step: number): number {
    const { set, desk, recorder } = this.p
    const s = set.bases[0]!
    const to = s.row + 1
    if (desk.waiting === 0) this.mark(s, this.first, to)
    else {
      // What comes before the step that asked is marked before its records are written, as one by one.
      this.mark(s, this.first, s.row)
      desk.step = step + s.row - this.first
      // Its bar is the position's that was held through it: what is asked may fill at the close already.
      const at = s.row & s.mask
      this.see(s, s.columns.low[at]!, s.columns.high[at]!)
      this.p.process()
      this.mark(s, s.row, to, false)
    }
    set.lookAhead(0)
    recorder.stepped()
    return to - this.first
  }

  /** After a throw in `decide`: what was decided before it counts; returns how many steps that was. */
  giveUp(): number {
    const s = this.p.set.bases[0]!
    this.settle()
    this.running = false
    this.mark(s, this.first, s.row)
    this.p.set.lookAhead(0)
    return s.row - this.first
  }

  /** The clock and the last close are read off the row only when somebody asks for them. */
  settle(): void {
    if (!this.running) return
    const s = this.p.set.bases[0]!
    const at = s.row & s.mask
    this.p.clock[0] = s.columns.time[at]! + s.timeframe.ms
    this.p.marks.close[s.instrument] = s.columns.close[at]!
  }

  /** The first row up to `end` that a timer or a higher timeframe comes before or with. */
  private quietUntil(s: SeriesState, end: number): number {
    const until = Math.min(this.p.timers.next, this.p.agenda.soonest, this.p.set.derivedSoonest) - s.timeframe.ms
    const { mask } = s
    const { time } = s.columns
    let row = s.row + 1
    if (end <= row || time[(end - 1) & mask]! < until) return end
    while (time[row & mask]! < until) row++
    return row
  }

  /** The first row up to `end` at the close of which nothing is left of the account. Flat, there is nothing to close. */
  private solventUntil(s: SeriesState, end: number): number {
    const { ledger, marks } = this.p
    const lots = ledger.lots[s.instrument]!
    if (lots === 0) return end
    const cash = marks.cash()
    const perPoint = lots * marks.valuePerLot[s.instrument]!
    const { close } = s.columns
    const until = Math.min(end, this.first + SOLVENT_ROWS)
    let row = this.first
    while (row < until && cash + perPoint * close[row & s.mask]! > 0) row++
    return row
  }

  /** Marks the rows [from, to): cash and position were the same in all of them, and `held` through them. */
  private mark(s: SeriesState, from: number, to: number, held = true): void {
    if (from === to) return
    const { ledger, recorder, moneyPerUnit } = this.p
    const { time } = s.columns
    const { markTime, markEquity, markExposure } = recorder.block
    const span = s.timeframe.ms
    const at = recorder.block.markCount
    // The rows of a stretch lie in one block, and no ring has its seam in a block.
    const first = from & s.mask
    const end = first + to - from
    // One index and fixed distances: with two sums an element these loops take three times as long.
    const ahead = at - first
    for (let row = first; row < end; row++) markTime[row + ahead] = time[row]! + span
    recorder.block.markCount += to - from
    if (ledger.lots[s.instrument] !== 0) return this.markPosition(s, first, end, { at, held })
    const equity = ledger.cash * moneyPerUnit
    markEquity.fill(equity, at, at + to - from)
    markExposure.fill(0, at, at + to - from)
    recorder.glance(equity, equity, 0)
  }

  /** Profit moves one way with price, so the best and worst of a stretch are at its highest and lowest price. */
  private markPosition(s: SeriesState, from: number, to: number, { at, held }: { at: number; held: boolean }): void {
    const { ledger, marks, recorder, moneyPerUnit } = this.p
    const i = s.instrument
    const { high: highs, low: lows, close } = s.columns
    const { markEquity, markExposure } = recorder.block
    const { cash } = ledger
    const units = ledger.lots[i]! * marks.unitsPerLot[i]!
    let lowest = Infinity
    let highest = -Infinity
    let low = Infinity
    let high = -Infinity
    let exposed = 0
    const ahead = at - from
    for (let row = from; row < to; row++) {
      if (lows[row]! < lowest) lowest = lows[row]!
      if (highs[row]! > highest) highest = highs[row]!
      const value = units * close[row]!
      const equity = (cash + value) * moneyPerUnit
      if (equity < low) low = equity
      if (equity > high) high = equity
      markEquity[row + ahead] = equity
      // A price of 0 leaves a short worth -0: no exposure.
      const size = value === 0 ? 0 : value < 0 ? -value : value
      if (size !== 0) exposed++
      markExposure[row + ahead] = size * moneyPerUnit
    }
    recorder.glance(low, high, exposed)
    if (held) this.see(s, lowest, highest)
  }

  /** The open trip, if any, saw these prices. */
  private see({ instrument }: SeriesState, low: number, high: number): void {
    const { ledger, trips } = this.p
    if (ledger.lots[instrument] === 0) return
    this.seen[0] = low
    this.seen[1] = high
    trips.see(instrument, ledger.lots[instrument]!, ledger.cost[instrument]!, this.seen)
  }
}
