/**
 * Many trades over columns at once. Bars come as chunks, entries as blocks, finished trades leave as blocks; nothing of it is kept, so that
 * memory depends on how many positions are open and on nothing else. A position is followed from its entry to its exit, or to the end of
 * the chunk, before the next entry is looked at: what one bar does to it is `Exits`, the bars between are a scan.
 */
import { LockstepError } from '../base/error.ts'
import { lotSize, notionalRatio, type Instrument } from '../model/instrument.ts'
import { betterTick } from '../model/price-grid.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import { ExitQueue } from './exit-queue.ts'
import { Exits } from './exits.ts'
import * as P from './position.ts'
import type { TradeBars, TradeEntries } from './position.ts'
import { rangeIndex, type RangeIndex } from './range-index.ts'
import { firstTouch } from './scan.ts'
import { BLOCK_ROWS, emptyTrades, type Trades, type TradeSink } from './trade-block.ts'
import { TradeCosts } from './trade-costs.ts'
import { fullRules, type FullTradeRules, type TradeRules } from './trade-rules.ts'

/** Positions that may be open at once, with `positionsMax: Infinity` too: 64 MB of them. */
export const POSITIONS_MAX: number = 2 ** 18
/** A chunk that is read this often over is worth its index: building one reads every row once, and a scan by it next to none. */
const PASSES_BEFORE_INDEX = 2
/** Float noise when a decimal quantity is divided by a decimal lot. */
const NOISE_LOTS = 1e-6
const FIRST_SLOTS = 16

/** What became of the entries. */
export interface TradeTotals {
  /** Trades that the sink was given. */
  readonly trades: number
  readonly entries: number
  /** There was no room beside the positions that were open. */
  readonly skipped: number
  /** Less than a lot, or more lots than count exactly; a `signal` price that its row did not trade at; a stop, target or activation where it cannot be. */
  readonly refused: { readonly size: number; readonly price: number; readonly wrongSide: number }
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
  private readonly instrument: Instrument
  private readonly timeframe: Timeframe
  private readonly sink: TradeSink
  private readonly exits: Exits
  private readonly costs: TradeCosts
  private readonly block: Trades = emptyTrades(BLOCK_ROWS)
  /** Whether any slippage is charged, which may ask for the volume. */
  private readonly slips: boolean
  private readonly unitsPerTick: number
  private readonly unitsPerPrice: number
  private readonly lot: number
  /** Powers of ten that ticks, lots and ledger units are divided by to be told: a power costs more than all else of a row. */
  private readonly ticksPer: number
  private readonly lotsPer: number
  private readonly unit: number
  private readonly finished = new ExitQueue()
  /** Positions that reached the end of the chunk, and slots that are free. */
  private open: number[] = []
  private readonly free: number[] = []
  private s: Float64Array = new Float64Array(0)
  private bars: TradeBars | null = null
  private index: RangeIndex | null = null
  /** Number of the chunk's first row, and of the first after it. */
  private base = 0
  private end = 0
  private rowsRead = 0
  private lastRow = 0
  private entries = 0
  private trades = 0
  private skipped = 0
  private unfilled = 0
  private dropped = 0
  private readonly refused = { size: 0, price: 0, wrongSide: 0 }

  /** @throws LockstepError E_CONFIG for rules that cannot be */
  constructor({ instrument, timeframe, rules = {}, sink }: TradeSimulatorConfig) {
    this.rules = fullRules(rules)
    this.instrument = instrument
    this.timeframe = timeframe
    this.sink = sink
    const { numerator, denominator } = notionalRatio(instrument)
    this.unitsPerTick = numerator / denominator
    this.lot = lotSize(instrument)
    this.ticksPer = 10 ** instrument.priceDecimals
    this.lotsPer = 10 ** instrument.qtyDecimals
    this.unit = 10 ** instrument.currency.decimals
    this.unitsPerPrice = this.lot * instrument.multiplier * this.unit
    this.costs = new TradeCosts(instrument, this.rules)
    this.slips = rules.slippage !== undefined
    this.exits = new Exits(this.rules, instrument)
    this.grow(FIRST_SLOTS)
  }

  /** The bars that follow those before. `index` is theirs, where one was built for other runs. @throws LockstepError E_CONFIG for rules that need a column they have not */
  take(bars: TradeBars, index: RangeIndex | null = null): void {
    const { trail, sessionEnd, skipIndex } = this.rules
    const needsLine = trail !== null && trail.kind !== 'distance' && trail.kind !== 'percent'
    if (needsLine && bars.line === undefined) throw missing('line', `a trail by ${trail.kind}`)
    if (sessionEnd && bars.sessionEnds === undefined) throw missing('sessionEnds', 'sessionEnd')
    this.bars = bars
    this.base = this.end
    this.end += bars.length
    this.rowsRead = 0
    this.index = skipIndex === 'off' ? null : (index ?? (skipIndex === 'on' ? rangeIndex(bars, bars.length) : null))
    const carried = this.open
    this.open = []
    for (const at of carried) {
      if (this.s[at + P.P_ENTRY_ROW]! >= 0) this.s[at + P.P_SESSION_ROW] = this.sessionRow(this.base)
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
        this.leave(at, this.end - 1, this.exits.ticks(bars.close[bars.length - 1]!, this.s[at + P.P_SIDE]!), P.BY_END)
      }
    }
    this.open = []
    this.write(Infinity)
    this.flush()
    const { trades, entries, skipped, unfilled, dropped } = this
    return { trades, entries, skipped, refused: { ...this.refused }, unfilled, dropped }
  }

  private enterOne(e: TradeEntries, k: number): void {
    const row = e.row[k]!
    const side = e.side[k]!
    const number = this.entries++
    if (!(row >= Math.max(this.lastRow, this.base) && row < this.end && Number.isSafeInteger(row))) throw this.strayRow(number, row)
    if (side !== 1 && side !== -1) throw badSide(number, side)
    this.lastRow = row
    this.write(row)
    if (this.openAt(row) >= this.rules.positionsMax) {
      this.skipped++
      return
    }
    const at = this.draft(e, k, row)
    if (at < 0) return
    this.s[at + P.P_ENTRY] = number
    const { entry } = this.rules
    const { close, open } = this.bars!
    const i = row - this.base
    if (entry === 'next-open') this.s[at + P.P_ROW] = row + 1
    else if (entry === 'this-open') this.begin(at, row, open[i]!)
    else this.begin(at, row, entry === 'this-close' ? close[i]! : e.price![k]!)
    this.advance(at)
  }

  /** Positions that are open as row `row` decides. */
  private openAt(row: number): number {
    if (this.rules.positionsMax === Infinity) return 0
    // What ended in this row has made room where its close is known.
    const freed = this.rules.reentry === 'same-row' && this.rules.entry !== 'this-open'
    return this.open.length + this.finished.countFrom(this.s, freed ? row + 1 : row)
  }

  /** Checks an entry and writes what it asks for into a slot; -1 when it is refused. */
  private draft(e: TradeEntries, k: number, row: number): number {
    const side = e.side[k]!
    const bars = this.bars!
    const i = row - this.base
    const lots = Math.floor((e.qty === undefined ? 1 : e.qty[k]!) / this.lot + NOISE_LOTS)
    const isNamed = this.rules.entry === 'signal'
    const price = isNamed ? valueAt(e.price, k) : this.rules.entry === 'this-open' ? bars.open[i]! : bars.close[i]!
    if (!(lots >= 1 && Number.isSafeInteger(lots))) return this.refuse('size')
    if (isNamed && !(price >= bars.low[i]! && price <= bars.high[i]!)) return this.refuse('price')
    const decision = side * Math.round(this.exits.ticks(price, 1))
    const stop = this.level(valueAt(e.stop, k), side, -Infinity)
    const target = this.level(valueAt(e.target, k), side, Infinity)
    const activation = this.level(valueAt(e.activation, k), side, -Infinity)
    const atOnce = this.rules.trail?.reference === 'intrabar'
    if (!(stop < decision && target > decision) || (atOnce && activation > -Infinity)) return this.refuse('wrongSide')
    const at = this.slot()
    const { s } = this
    s[at + P.P_SIDE] = side
    s[at + P.P_LOTS] = lots
    s[at + P.P_DECISION] = decision
    s[at + P.P_LEVEL] = stop
    s[at + P.P_LEVEL_BY] = P.BY_STOP
    s[at + P.P_TARGET] = target
    s[at + P.P_TARGET_R] = valueAt(e.targetR, k)
    const trail = valueAt(e.trail, k)
    const isMoney = this.rules.trail?.kind === 'distance'
    s[at + P.P_TRAIL] = trail > 0 ? (isMoney ? this.exits.ticks(trail, 1) : trail) : NaN
    s[at + P.P_ACTIVATION] = activation
    s[at + P.P_DUE_ROW] = valueAt(e.bars, k)
    s[at + P.P_STEP] = 0
    s[at + P.P_ENTRY_ROW] = -1
    return at
  }

  /** Fills an entry in row `row` at a price in money. */
  private begin(at: number, row: number, price: number): void {
    const { s, costs, rules } = this
    const side = s[at + P.P_SIDE]!
    const atOpen = rules.entry === 'next-open' || rules.entry === 'this-open'
    const first = atOpen ? row : row + 1
    this.price(at, row, side, this.exits.ticks(price, 1))
    s[at + P.P_ENTRY_ROW] = row
    s[at + P.P_ENTRY_TIME] = this.bars!.time[row - this.base]!
    s[at + P.P_ENTRY_PRICE] = side * costs.ticks
    s[at + P.P_ENTRY_NOTIONAL] = costs.notional
    s[at + P.P_ENTRY_FEE] = costs.fee
    s[at + P.P_FIRST_ROW] = first
    s[at + P.P_ROW] = first
    s[at + P.P_TRAIL_ROW] = first + Math.max((rules.trail?.afterBars ?? 0) - 1, 0)
    const bars = s[at + P.P_DUE_ROW]!
    s[at + P.P_DUE_ROW] = bars >= 1 ? first + Math.floor(bars) - (rules.expiry === 'close' ? 1 : 0) : Infinity
    s[at + P.P_SESSION_ROW] = this.sessionRow(first)
    s[at + P.P_WORST] = Infinity
    s[at + P.P_BEST_SEEN] = -Infinity
    this.exits.beginTrail(at)
    const risk = s[at + P.P_ENTRY_PRICE]! - s[at + P.P_LEVEL]!
    s[at + P.P_RISK] = risk > 0 && risk < Infinity ? risk : NaN
    const times = s[at + P.P_TARGET_R]!
    if (times > 0 && risk > 0 && risk < Infinity) s[at + P.P_TARGET] = this.tickOf(s[at + P.P_ENTRY_PRICE]! + times * risk, side)
    this.exits.setEdges(at, first)
  }

  /** Follows a position to its exit, or to the end of the chunk. */
  private advance(at: number): void {
    const { s, end, base } = this
    const bars = this.bars!
    if (s[at + P.P_ENTRY_ROW]! < 0) {
      const row = s[at + P.P_ROW]!
      if (row >= end) return void this.open.push(at)
      this.begin(at, row, bars.open[row - base]!)
    }
    const from = s[at + P.P_ROW]!
    let row = from
    while (row < end) {
      const until = Math.min(this.wakeRow(at, row), end)
      if (row < until) row = base + this.scan(at, row - base, until - base)
      if (row >= end) break
      const reason = this.exits.settle(at, bars, row - base, row)
      if (reason !== P.HELD) {
        if (this.rules.excursions) this.seeExit(at, from, row, reason)
        return this.leave(at, row, this.exits.price, reason)
      }
      row++
    }
    if (this.rules.excursions) this.see(at, from, end)
    s[at + P.P_ROW] = Math.max(row, from)
    this.open.push(at)
  }

  /** The next row, `row` or later, at which something is due whatever the prices. */
  private wakeRow(at: number, row: number): number {
    const { s } = this
    const trailRow = s[at + P.P_TRAIL_ROW]!
    const wake = Math.min(s[at + P.P_DUE_ROW]!, s[at + P.P_SESSION_ROW]!)
    return trailRow >= row ? Math.min(wake, trailRow) : wake
  }

  private scan(at: number, from: number, to: number): number {
    const bars = this.bars!
    const found = firstTouch(bars, this.index, this.s, at, from, to)
    this.rowsRead += found - from
    if (this.index === null && this.rules.skipIndex === 'auto' && this.rowsRead > PASSES_BEFORE_INDEX * bars.length)
      this.index = rangeIndex(bars, bars.length)
    return found
  }

  /** The next row from `row` on that ends a session; Infinity where this chunk has none. */
  private sessionRow(row: number): number {
    if (!this.rules.sessionEnd) return Infinity
    const found = this.bars!.sessionEnds!.indexOf(1, row - this.base)
    return found < 0 || found >= this.bars!.length ? Infinity : this.base + found
  }

  private see(at: number, from: number, to: number): void {
    const { low, high } = this.bars!
    let worst = this.s[at + P.P_WORST]!
    let best = this.s[at + P.P_BEST_SEEN]!
    for (let i = from - this.base; i < to - this.base; i++) {
      if (low[i]! < worst) worst = low[i]!
      if (high[i]! > best) best = high[i]!
    }
    this.s[at + P.P_WORST] = worst
    this.s[at + P.P_BEST_SEEN] = best
  }

  /** Of the bar of an exit before its close only the open is sure to have been seen, and that not by what was entered in it. */
  private seeExit(at: number, from: number, row: number, reason: number): void {
    const { s } = this
    const atClose = reason === P.BY_SESSION || (reason === P.BY_EXPIRY && this.rules.expiry === 'close')
    this.see(at, from, atClose ? row + 1 : row)
    if (s[at + P.P_ENTRY_ROW] === row) return
    const open = this.bars!.open[row - this.base]!
    s[at + P.P_WORST] = Math.min(s[at + P.P_WORST]!, open)
    s[at + P.P_BEST_SEEN] = Math.max(s[at + P.P_BEST_SEEN]!, open)
  }

  /** Ends a position in row `row` at a price as `position.ts` has it. */
  private leave(at: number, row: number, price: number, reason: number): void {
    const { s, costs } = this
    const side = s[at + P.P_SIDE]!
    costs.fill.isTarget = reason === P.BY_TARGET
    costs.fill.isForced = reason === P.BY_END
    this.price(at, row, -side, side * price)
    costs.fill.isTarget = false
    costs.fill.isForced = false
    s[at + P.P_EXIT_ROW] = row
    s[at + P.P_EXIT_TIME] = this.bars!.time[row - this.base]!
    s[at + P.P_EXIT_PRICE] = costs.ticks
    s[at + P.P_EXIT_NOTIONAL] = costs.notional
    s[at + P.P_EXIT_FEE] = costs.fee
    s[at + P.P_LEVEL_BY] = reason
    this.finished.push(s, at)
  }

  /** Asks what a fill in row `row` gets and costs; `price` in fractional ticks. */
  private price(at: number, row: number, side: number, price: number): void {
    const { fill } = this.costs
    const bars = this.bars!
    const i = row - this.base
    fill.side = side
    fill.lots = this.s[at + P.P_LOTS]!
    fill.price = price
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
      if (this.block.length === BLOCK_ROWS) this.flush()
      this.writeOne(at)
      this.free.push(at)
    }
  }

  private flush(): void {
    if (this.block.length > 0) this.sink(this.block)
    this.block.length = 0
  }

  private writeOne(at: number): void {
    const { s, block: b } = this
    const side = s[at + P.P_SIDE]!
    const lots = s[at + P.P_LOTS]!
    const row = b.length++
    const fees = s[at + P.P_ENTRY_FEE]! + s[at + P.P_EXIT_FEE]!
    // + 0, since −1 × 0 is −0 and no amount.
    const gross = side * (s[at + P.P_EXIT_NOTIONAL]! - s[at + P.P_ENTRY_NOTIONAL]!) + 0
    const net = gross - fees
    this.trades++
    b.entry[row] = s[at + P.P_ENTRY]!
    b.side[row] = side
    b.qty[row] = (lots * this.instrument.lotStep) / this.lotsPer
    b.entryRow[row] = s[at + P.P_ENTRY_ROW]!
    b.entryTime[row] = s[at + P.P_ENTRY_TIME]!
    b.entryPrice[row] = this.money(side * s[at + P.P_ENTRY_PRICE]!)
    b.exitRow[row] = s[at + P.P_EXIT_ROW]!
    b.exitTime[row] = s[at + P.P_EXIT_TIME]!
    b.exitPrice[row] = this.money(s[at + P.P_EXIT_PRICE]!)
    b.reason[row] = s[at + P.P_LEVEL_BY]!
    b.bars[row] = s[at + P.P_EXIT_ROW]! - s[at + P.P_ENTRY_ROW]! + 1
    b.fees[row] = fees / this.unit
    b.pnl[row] = net / this.unit
    b.r[row] = net / (s[at + P.P_RISK]! * lots * this.unitsPerTick)
    const { excursions } = this.rules
    b.mae[row] = excursions ? Math.round(Math.min(0, gross, this.unrealised(at, true))) / this.unit + 0 : NaN
    b.mfe[row] = excursions ? Math.round(Math.max(0, gross, this.unrealised(at, false))) / this.unit : NaN
  }

  /** Ticks as a price: the nearest double to the decimal. */
  private money(ticks: number): number {
    return (ticks * this.instrument.tickStep) / this.ticksPer
  }

  /** Profit at the worst or best price seen, ledger units. */
  private unrealised(at: number, worst: boolean): number {
    const { s } = this
    const side = s[at + P.P_SIDE]!
    const price = worst === side > 0 ? s[at + P.P_WORST]! : s[at + P.P_BEST_SEEN]!
    return Number.isFinite(price) ? side * (s[at + P.P_LOTS]! * this.unitsPerPrice * price - s[at + P.P_ENTRY_NOTIONAL]!) : 0
  }

  /** A price in money as a level: on a tick that is reached no later, or `none` for NaN and 0. */
  private level(price: number, side: number, none: number): number {
    return price > 0 ? this.tickOf(this.exits.ticks(price, side), side) : none
  }

  private tickOf(ticks: number, side: number): number {
    return side * betterTick(side * ticks, -side)
  }

  private refuse(why: keyof TradeTotals['refused']): number {
    this.refused[why]++
    return -1
  }

  private slot(): number {
    if (this.free.length === 0) this.grow(this.s.length / P.P_WIDTH)
    return this.free.pop()!
  }

  private grow(more: number): void {
    const before = this.s.length / P.P_WIDTH
    if (before >= POSITIONS_MAX) {
      const hint = 'Give entries an expiry, a stop or positionsMax.'
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

function valueAt(column: ArrayLike<number> | undefined, k: number): number {
  return column === undefined ? NaN : column[k]!
}

function badSide(number: number, side: number): LockstepError {
  return new LockstepError(
    'E_USAGE',
    `expected a side of 1 or -1, that of entry ${number} was ${side}`,
    'Leave out rows that enter nothing.',
  )
}

function missing(column: string, what: string): LockstepError {
  return new LockstepError('E_CONFIG', `expected bars with a column ${column} for ${what}, there is none`, `Add ${column} to the bars.`)
}
