/** The holes in the engine's walls: what it is fed from, where orders go, who hears what happened. */
import type { BarColumns, BarSeries, CorporateAction } from './bars.ts'
import type { ApprovedSlot } from './order.ts'
import type { Currency, Instrument } from './instrument.ts'
import type { RecordBlock } from './record.ts'
import type { Timeframe } from './timeframe.ts'
import type { Timestamp } from './time.ts'

/** What a tap is told before the first step. Everything here is plain data. */
export interface RunInfo {
  readonly engineVersion: string
  readonly strategy: {
    readonly name: string
    readonly params: Readonly<Record<string, ParamValue>>
    readonly source: string | null
    readonly parts?: readonly string[]
  }
  readonly instruments: readonly Instrument[]
  readonly series: readonly {
    readonly instrument: string
    readonly timeframe: Timeframe
    readonly source: BarSeries['source']
    readonly bars: number
    readonly from: Timestamp
    readonly to: Timestamp
    /** True when its rows have quotes or may be repeated: an input then brings two more rows beside each, see `InputTap`. */
    readonly wide?: boolean
    readonly actions?: readonly CorporateAction[]
  }[]
  /** What calendars were made from that only this process knows, as plain data. */
  readonly calendars?: readonly unknown[]
  /** Names of the policies in force, such as { fill: 'pessimistic' }, in words for a report. */
  readonly policies: Readonly<Record<string, string>>
  readonly currency: Currency
  /** Opening cash in ledger units. */
  readonly cash: number
  readonly seed: number
}

export type ParamValue = number | string | boolean

/** How the run ended. `tradingFrom` is the first moment that was traded: every indicator was warm and `from` had come; null when there was none. */
export interface RunEnd {
  readonly status: 'done' | 'aborted' | 'failed'
  readonly steps: number
  /** Number of base bars that were stepped through, warm-up included. */
  readonly bars: number
  readonly tradingFrom: Timestamp | null
  readonly lastTime: Timestamp | null
  /** Bars that left open what came first, such as a stop or its target, so that the fill policy had to choose. */
  readonly ambiguousBars: number
  /** Open positions: instrument index, signed lots, mark in money, unrealised profit in ledger units, entry in ticks. */
  readonly open: readonly {
    readonly instrument: number
    readonly lots: number
    readonly entryTicks: number
    readonly mark: number
    readonly unrealised: number
    readonly fees: number
    readonly since: Timestamp
    /** Ledger units of the account for one of its currency; absent where they are one currency. */
    readonly rate?: number
  }[]
  /** Texts that FILL_TAG and ORDER_TAG index; entry 0 is ''. */
  readonly tags: readonly string[]
  /** What the parts of a source index, entry 0 being ''; absent where no order had any. */
  readonly timeframes?: readonly string[]
  readonly models?: readonly string[]
  /** Cash of all currencies and open positions at the last rates, ledger units of the account; absent where there is one currency. */
  readonly equity?: number
}

/**
 * Whoever wants to know what happened. Marks before `tradingFrom` belong to warm-up: the engine does not write them.
 * A tap never changes anything and never throws for what it sees.
 */
export interface Tap {
  /** True when it must be handed every step by itself, before the next begins. */
  readonly everyStep?: boolean
  start?(info: RunInfo): void
  /** A block of records and marks; reused after the call returns. */
  take(block: RecordBlock): void
  end?(end: RunEnd): void
}

/**
 * Who is told every input before it is stepped: the journal. A row of `bars` arrived on base series `series`. Of a wide series two more
 * rows follow it, numbered after all series: at count + 2 × series the bid, with 1 as volume where the row only repeats the last close,
 * and at count + 2 × series + 1 the ask.
 */
export interface InputTap {
  beginInput(step: number, time: Timestamp): void
  addBar(series: number, bars: BarColumns, row: number): void
  endInput(): void
}

/**
 * Where orders go. A simulated venue answers inside `open` and `inside`; a live one answers through the inbox, as input of a later step.
 * Everything it has to say goes to its `VenueSink`, at once and in order.
 */
export interface Venue {
  /** Names of its policies, for the run's manifest. */
  readonly policies: Readonly<Record<string, string>>
  /** Open orders by instrument; 0 means `open` need not be called. */
  readonly resting: Int32Array
  /** Open orders of the role `close` by instrument, and in all: their markets open first, so that what they free is there for others. */
  readonly closing: Int32Array
  readonly closingCount: number
  /** The order is live from the next event on, unless the fill policy fills it at once. Its children are held. `more`: orders that belong with it follow. */
  accept(slot: ApprovedSlot, more?: boolean): void
  /** Ends an open order now; `reason` is an index into `cancelNames`. */
  cancel(slot: number, reason: number): void
  /** Asks to end an open order as REQUESTED: it ends when that arrives, and may fill before. */
  askCancel(slot: number): void
  /** Changes an open order when that arrives; it keeps its id and what it filled. */
  amend(slot: number, change: Amendment): void
  /** Whether it takes stops that the last price has already passed. */
  takesPassedStops(instrument: number): boolean
  /** The slot of an open order, or -1. */
  find(id: number): number
  /** Open order ids of an instrument, oldest first, as slots. */
  openSlots(instrument: number): readonly number[]
  /**
   * `ratio` new units replace one old unit: sizes of open orders grow and their prices fall by it. What the instrument cannot
   * express then is rounded the safe way, and an order with no lot left is cancelled with SPLIT.
   */
  split(instrument: number, ratio: number): void
  /**
   * A bar of an instrument became known; `times` holds its open and close in epoch ms. What fills at its open fills now.
   * Returns whether `inside` is to be called with the same bar, after the opens of all instruments of the moment.
   */
  open(instrument: number, bars: BarColumns, row: number, times: Float64Array): boolean
  /** The rest of the bar. */
  inside(instrument: number, bars: BarColumns, row: number, times: Float64Array): void
  /** Requests of this moment, epoch ms, are about to be sized and reviewed. */
  turnTo(timeMs: number): void
  /** The tick at which an order that is reached at `ticks` would fill, slippage included: used to size. */
  expectedTicks(instrument: number, type: number, side: number, ticks: number): number
  /**
   * What the fee of a fill of so many signed lots worth `notional` would be, both in ledger units: used to size and to review.
   * @param rests whether the order waits for price to come to it, as a maker
   * @param slot of the order that it is more of; −1 or none for a new one
   */
  estimateFee(instrument: number, signedLots: number, notional: number, rests?: boolean, slot?: number): number
  /** The last ask (side above 0) or bid, in fractional ticks; NaN where none is known. */
  quoted(instrument: number, side: number): number
}

/** Who hears the venue: the engine. */
export interface VenueSink {
  /** Lots of the order that the account can take at this price now, 0 to O_LOTS. */
  fillable(slot: number, ticks: number): number
  /** A fill happened; returns what the order's owner holds of its instrument after it, signed lots. */
  filled(fill: VenueFill): number
  /** A held child became an order: gives it its id. */
  placed(slot: number): void
  /** Price, size or terms of an open order changed. */
  amended(slot: number): void
  /** The last bar of an instrument's traded series; false before the first. */
  latest(instrument: number, bar: LatestBar): boolean
  /** The order ended; what O_LOTS still holds was not filled. */
  ended(slot: number, reason: number): void
}

/** What to change of an open order: NaN for what stays. Levels in ticks, sizes in lots. */
export interface Amendment {
  /** As O_LEVEL and O_LIMIT. */
  level: number
  limit: number
  /** Lots in all, those filled included. */
  ordered: number
  trail: number
  trailKind: number
  /** As O_TIF; where it is given, so are the two below. */
  tif: number
  expires: number
  bars: number
  /** Last close in ticks when it was asked for: a new price is held against it, as O_DECISION. */
  decision: number
}

/** A row of columns with its open and close in epoch ms: a reused object. */
export interface LatestBar {
  bars: BarColumns | null
  row: number
  readonly times: Float64Array
}

/** One fill on its way from the venue to the ledger: a reused object of numbers. */
export interface VenueFill {
  slot: number
  lots: number
  ticks: number
  /** Lots at ticks, and the fee, in ledger units. */
  notional: number
  fee: number
  /** Lots that a fee in base took from what a buy received, else 0; `fee` is then what they are worth. */
  feeLots: number
  /** Code of the currency that the fee is paid in where that is not the instrument's, else ''. */
  feeCurrency: string
  slippage: number
  /** Half ticks of spread that the price before slippage has in it, and those of the slippage that are spread. */
  crossed: number
  spread: number
  /** True when it filled at the bar's open, so that the whole bar came after it. */
  atOpen: boolean
  rangeLow: number
  rangeHigh: number
}
