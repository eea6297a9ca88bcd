/**
 * Many trades over columns at once. Bars come as chunks, entries as blocks, finished trades leave as blocks; nothing of it is kept, so that
 * memory depends on how many positions are open and on nothing else. A position is followed from its entry to its exit, or to the end of
 * the chunk, before the next entry is looked at: what one bar does to it is `Exits`, the bars between are a scan.
 */
import { LockstepError } from '../base/error.ts'
import type { Instrument } from '../model/instrument.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import { ChunkScan } from './chunk-scan.ts'
import { EntryDrafts, type RefusedEntries } from './entry-draft.ts'
import { ExitMarks } from './exit-marks.ts'
import { isAtClose, seeBars, seeOpen } from './excursions.ts'
import { ExitQueue } from './exit-queue.ts'
import { Exits } from './exits.ts'
import * as P from './position.ts'
import type { TradeBars, TradeEntries } from './position.ts'
import type { TradeSink } from './trade-block.ts'
import { TradeCosts } from './trade-costs.ts'
import { fullRules, type FullTradeRules, type TradeRules } from './trade-rules.ts'
import { TradeWriter } from './trade-writer.ts'

/** Positions that may be open at once, with `positionsMax: Infinity` too: 64 MB of them. */
export const POSITIONS_MAX: number = 2 ** 18
const FIRST_SLOTS = 16

/** What became of the entries. */
export interface TradeTotals {
  /** Trades that the sink was given. */
  readonly trades: number
  readonly entries: number
  /** There was no room beside the positions that were open. */
  readonly skipped: number
  readonly refused: Readonly<RefusedEntries>
  /** No bar came to fill them. */
  readonly unfilled: number
  /** Open at the end, with `atEnd: 'drop'`. */
  readonly dropped: number
}

export interface TradeSimulatorConfig {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly rules?: TradeRules
  readonly sink: TradeSink
}

export class TradeSimulator {
  readonly rules: FullTradeRules
  private readonly timeframe: Timeframe
  private readonly exits: Exits
  private readonly costs: TradeCosts
  private readonly drafts: EntryDrafts
  private readonly writer: TradeWriter
  private readonly scan: ChunkScan
  /** Whether any slippage is charged, which may ask for the volume. */
  private readonly slips: boolean
  private readonly finished = new ExitQueue()
  private readonly marks: ExitMarks
  /** Positions that reached the end of the chunk, and slots that are free. */
  private open: number[] = []
  private readonly free: number[] = []
  private s: Float64Array = new Float64Array(0)
  private bars: TradeBars | null = null
  /** Number of the chunk's first row, and of the first after it. */
  private base = 0
  private end = 0
  private lastRow = 0
  private entries = 0
  private skipped = 0
  private unfilled = 0
  private dropped = 0

  /** @throws LockstepError E_CONFIG for rules that cannot be */
  constructor({ instrument, timeframe, rules = {}, sink }: TradeSimulatorConfig) {
    this.rules = fullRules(rules)
    this.timeframe = timeframe
    this.scan = new ChunkScan(this.rules.plain)
    this.slips = rules.slippage !== undefined
    this.marks = new ExitMarks(this.rules)
    this.costs = new TradeCosts(instrument, this.rules)
    this.exits = new Exits(this.rules, instrument)
    this.drafts = new EntryDrafts(this.rules, instrument, this.exits)
    this.writer = new TradeWriter(instrument, this.rules.excursions, sink)
    this.grow(FIRST_SLOTS)
  }

  /** The bars that follow those before. @throws LockstepError E_CONFIG for rules that need a column they have not */
  take(bars: TradeBars): void {
    const { trail, sessionEnd } = this.rules
    const needsLine = trail !== null && trail.kind !== 'distance' && trail.kind !== 'percent'
    if (needsLine && bars.line === undefined) throw missing('line', `a trail by ${trail.kind}`)
    if (sessionEnd && bars.sessionEnds === undefined) throw missing('sessionEnds', 'sessionEnd')
    this.bars = bars
    this.base = this.end
    this.end += bars.length
    this.scan.turnTo(bars)
    this.marks.turnTo(bars, this.base)
    const carried = this.open
    this.open = []
    for (const at of carried) {
      if (this.s[at + P.P_ENTRY_ROW]! >= 0) this.marks.find(this.s, at, this.base)
      this.advance(at)
    }
    this.write(this.base)
  }

  /** Entries of the bars taken last, `from` to `to` of a block. @throws LockstepError E_USAGE for rows that fall or lie elsewhere, and sides that are none */
  enter(entries: TradeEntries, from = 0, to: number = entries.length): void {
    for (let k = from; k < to; k++) this.enterOne(entries, k)
  }

  /** No bars follow. */
  finish(): TradeTotals {
    for (const at of this.open) {
      if (this.s[at + P.P_ENTRY_ROW]! < 0) this.unfilled++
      else if (this.rules.atEnd === 'drop') this.dropped++
      else {
        const bars = this.bars!
        this.exits.leave(this.exits.ticks(bars.close[bars.length - 1]!, this.s[at + P.P_SIDE]!), P.BY_END)
        this.leave(at, this.end - 1, P.BY_END)
      }
    }
    this.open = []
    this.write(Infinity)
    this.writer.flush()
    const { entries, skipped, unfilled, dropped } = this
    return { trades: this.writer.count, entries, skipped, refused: { ...this.drafts.refused }, unfilled, dropped }
  }

  private enterOne(e: TradeEntries, k: number): void {
    const row = e.row[k]!
    const number = this.entries++
    if (!(row >= Math.max(this.lastRow, this.base) && row < this.end && Number.isSafeInteger(row))) throw this.strayRow(number, row)
    this.lastRow = row
    this.write(row)
    if (this.openAt(row) >= this.rules.positionsMax) {
      this.skipped++
      return
    }
    const at = this.slot()
    const i = row - this.base
    this.scan.readRow(i)
    if (!this.drafts.write(e, k, this.bars!, i, at)) return void this.free.push(at)
    this.s[at + P.P_ENTRY] = number
    if (this.rules.entry === 'next-open') this.s[at + P.P_ROW] = row + 1
    else {
      this.costs.fill.price = this.exits.ticks(this.drafts.decidedAt(e, k, this.bars!, i), 1)
      this.begin(at, row)
    }
    this.advance(at)
  }

  /** Positions that are open as row `row` decides. */
  private openAt(row: number): number {
    if (this.rules.positionsMax === Infinity) return 0
    const { entry, exit, reentry } = this.rules
    // What ended in this row has made room where its close is known.
    const freed = reentry !== 'later-row' && entry !== 'this-open'
    const reverses = reentry === 'reverse' && entry === 'next-open' && exit === 'next-open'
    const signalRow = reverses ? row + 1 : NaN
    let count = this.finished.countFrom(this.s, freed ? row + 1 : row, signalRow)
    for (const at of this.open) if (this.s[at + P.P_SIGNAL_ROW] !== signalRow) count++
    return count
  }

  /** Fills an entry in row `row` at the price that `fill` has. */
  private begin(at: number, row: number): void {
    const { s, costs, rules } = this
    const side = s[at + P.P_SIDE]!
    const atOpen = rules.entry === 'next-open' || rules.entry === 'this-open'
    const first = atOpen ? row : row + 1
    this.charge(at, row, side)
    s[at + P.P_ENTRY_ROW] = row
    s[at + P.P_ENTRY_TIME] = this.bars!.time[row - this.base]!
    s[at + P.P_ENTRY_PRICE] = side * costs.ticks
    s[at + P.P_ENTRY_NOTIONAL] = costs.notional
    s[at + P.P_ENTRY_FEE] = costs.fee
    s[at + P.P_ROW] = first
    s[at + P.P_TRAIL_ROW] = first + Math.max((rules.trail?.afterBars ?? 0) - 1, 0)
    const bars = s[at + P.P_DUE_ROW]!
    s[at + P.P_DUE_ROW] = bars >= 1 ? first + Math.floor(bars) - (rules.expiry === 'close' ? 1 : 0) : Infinity
    this.marks.find(s, at, first)
    s[at + P.P_LOWEST] = Infinity
    s[at + P.P_HIGHEST] = -Infinity
    this.exits.beginTrail(at)
    this.drafts.measure(at)
    this.exits.setEdges(at, first)
  }

  /** Follows a position to its exit, or to the end of the chunk. */
  private advance(at: number): void {
    const { s, end, base } = this
    const bars = this.bars!
    if (s[at + P.P_ENTRY_ROW]! < 0) {
      const row = s[at + P.P_ROW]!
      if (row >= end) return void this.open.push(at)
      this.costs.fill.price = this.exits.ticks(bars.open[row - base]!, 1)
      this.begin(at, row)
    }
    const from = s[at + P.P_ROW]!
    let row = from
    while (row < end) {
      const until = Math.min(this.wakeRow(at, row), end)
      if (row < until) row = base + this.scan.next(s, at, row - base, until - base)
      if (row >= end) break
      const reason = this.exits.settle(at, bars, row - base, row)
      if (reason !== P.HELD) {
        if (this.rules.excursions) {
          seeBars(bars, s, at, from - base, row - base + (isAtClose(reason, this.rules) ? 1 : 0))
          if (s[at + P.P_ENTRY_ROW]! < row) seeOpen(bars, s, at, row - base)
        }
        return this.leave(at, row, reason)
      }
      row++
    }
    if (this.rules.excursions) seeBars(bars, s, at, from - base, end - base)
    s[at + P.P_ROW] = Math.max(row, from)
    this.open.push(at)
  }

  /** The next row, `row` or later, at which something is due whatever the prices. */
  private wakeRow(at: number, row: number): number {
    const { s } = this
    const trailRow = s[at + P.P_TRAIL_ROW]!
    const wake = Math.min(s[at + P.P_DUE_ROW]!, s[at + P.P_SESSION_ROW]!, s[at + P.P_SIGNAL_ROW]!)
    return trailRow >= row ? Math.min(wake, trailRow) : wake
  }

  /** Ends a position in row `row` where `exits` left it. */
  private leave(at: number, row: number, reason: number): void {
    const { s, costs } = this
    const side = s[at + P.P_SIDE]!
    costs.fill.isTarget = reason === P.BY_TARGET
    costs.fill.isForced = reason === P.BY_END
    costs.fill.price = side * this.exits.price
    this.charge(at, row, -side)
    costs.fill.isTarget = false
    costs.fill.isForced = false
    s[at + P.P_EXIT_ROW] = row
    s[at + P.P_EXIT_TIME] = this.bars!.time[row - this.base]!
    s[at + P.P_EXIT_PRICE] = costs.ticks
    s[at + P.P_EXIT_NOTIONAL] = costs.notional
    s[at + P.P_EXIT_FEE] = costs.fee
    s[at + P.P_REASON] = reason
    this.finished.push(s, at)
  }

  /** Asks what a fill in row `row` gets and costs. Its price is there already: doubles that are passed are boxed. */
  private charge(at: number, row: number, side: number): void {
    const { fill } = this.costs
    const bars = this.bars!
    const i = row - this.base
    fill.side = side
    fill.lots = this.s[at + P.P_LOTS]!
    fill.opens = side === this.s[at + P.P_SIDE]!
    fill.volume = this.slips && bars.volume !== undefined ? bars.volume[i]! : NaN
    fill.time = barClose(this.timeframe, bars.time[i]!)
    this.costs.charge()
  }

  /** Writes the trades that ended before row `before`. */
  private write(before: number): void {
    const { finished, s } = this
    for (let at = finished.first; at >= 0 && s[at + P.P_EXIT_ROW]! < before; at = finished.first) {
      finished.pop(s)
      this.writer.write(s, at)
      this.free.push(at)
    }
  }

  private slot(): number {
    if (this.free.length === 0) this.grow(this.s.length / P.P_WIDTH)
    return this.free.pop()!
  }

  private grow(more: number): void {
    const before = this.s.length / P.P_WIDTH
    if (before >= POSITIONS_MAX) {
      const hint = 'Give entries an expiry or a stop, or positionsMax.'
      throw new LockstepError('E_LIMIT', `expected at most ${POSITIONS_MAX} positions at once, there are more`, hint)
    }
    const s = new Float64Array((before + more) * P.P_WIDTH)
    s.set(this.s)
    this.s = s
    this.exits.s = s
    for (let k = before + more - 1; k >= before; k--) this.free.push(k * P.P_WIDTH)
  }

  private strayRow(number: number, row: number): LockstepError {
    return new LockstepError(
      'E_USAGE',
      `expected rows of entries that do not fall and lie in ${this.base} to ${this.end - 1}, that of entry ${number} was ${row} after ${this.lastRow}`,
      'Sort entries by row, and give those of a chunk with it.',
    )
  }
}

function missing(column: string, what: string): LockstepError {
  return new LockstepError('E_CONFIG', `expected bars with a column ${column} for ${what}, there is none`, `Add ${column} to the bars.`)
}
