/**
 * The report's tap: folds marks and records while the run goes on and makes the document afterwards. A mark costs a few
 * nanoseconds and no memory; what is kept is bounded: 200 years of days, 8,192 points of the curve, five million round
 * trips and of lots, a million changes of positions and, only when `full`, a million rows each of orders, fills, refusals and cancels.
 */
import { assert } from '../base/assert.ts'
import type { BarSeries } from '../model/bars.ts'
import { moneyOf } from '../model/instrument.ts'
import type { RunEnd, RunInfo, Tap } from '../model/ports.ts'
import {
  ADJUST,
  CANCEL,
  FILL,
  INSTRUMENT,
  KIND,
  ORDER,
  RATE,
  RATE_VALUE,
  RECORD_WIDTH,
  REFUSAL,
  ROUND_TRIP,
  type RecordBlock,
} from '../model/record.ts'
import { Activity } from './activity.ts'
import type { Benchmark } from './benchmark.ts'
import { buildDocument } from './build-document.ts'
import { DailyEquity } from './daily-equity.ts'
import type { ReportDocument, Timing } from './document.ts'
import { Drawdowns } from './drawdown.ts'
import { EquityCurve } from './equity-curve.ts'
import { FirstStops } from './first-stops.ts'
import { LotLedger } from './lot-ledger.ts'
import { MarkSpan } from './mark-span.ts'
import { OrderSources } from './order-sources.ts'
import { PositionLog } from './position-log.ts'
import type { RobustnessOptions } from './robustness.ts'
import { RowStore } from './row-store.ts'
import { runFigures, type RunFigures } from './run-figures.ts'
import type { SessionDays } from './session-days.ts'

export const ROUND_TRIPS_MAX = 5_000_000
export const ROWS_MAX = 1_000_000

/** Long enough that a span is cheap to pass over, short enough that most hold no midnight and no new peak. */
const SPAN_MARKS = 1024

export interface ReportOptions {
  readonly annualisation: Annualisation
  /** Keeps the rows of orders, fills, refusals and cancels too, for `--full` and exports. Default false. */
  readonly full?: boolean
  /** Folds every mark by itself, without the fast path `mark-spans`. Default false. */
  readonly eachMark?: boolean
}

/** How daily figures become yearly ones, from the calendar of the instruments. */
export interface Annualisation extends SessionDays {
  /** Trading days in a year: 365, 260, 252. */
  readonly periodsPerYear: number
  /** Name of the calendar, and a sentence for the reader. */
  readonly calendar: string
  readonly why: string
}

export interface DocumentOptions {
  /** Rows of lots in the document, the latest ones; default all when `full`, else none. */
  readonly lotRows?: number
  /** Rows of round trips in the document: the first, the latest, the best and the worst; default all when `full`, else none. */
  readonly roundTripRows?: number
  readonly benchmark?: Benchmark
  /** Bars of the run, for what a page draws from them: price charts, exposure by side, capacity. */
  readonly series?: readonly BarSeries[]
  /** Risk-free rate of a year, a fraction; 0 unless given. */
  readonly riskFree?: number
  /** Another tool whose figures are to be in the document too: one of `conventionNames`. */
  readonly convention?: string
  /** Adds what chance may have done: some hundred milliseconds for thousands of days. */
  readonly robustness?: RobustnessOptions
  readonly timing?: Timing
}

/** Everything the tap has folded. */
export interface Folded {
  readonly info: RunInfo
  readonly end: RunEnd
  readonly daily: DailyEquity
  readonly drawdowns: Drawdowns
  readonly curve: EquityCurve
  readonly activity: Activity
  readonly roundTrips: RowStore
  readonly firstStops: FirstStops
  readonly positions: PositionLog
  readonly lots: LotLedger
  readonly sources: OrderSources
  readonly rows: Rows | null
  readonly marks: {
    readonly count: number
    readonly exposed: number
    readonly first: number
    readonly last: number
    readonly equity: number
  }
}

/** Kept rows of a full report. */
export interface Rows {
  readonly orders: RowStore
  readonly fills: RowStore
  readonly refusals: RowStore
  readonly cancels: RowStore
}

export class ReportTap implements Tap {
  private readonly options: ReportOptions
  private info: RunInfo | null = null
  private runEnd: RunEnd | null = null
  private daily = new DailyEquity()
  private drawdowns = new Drawdowns(0)
  private curve = new EquityCurve(0)
  private activity = new Activity([])
  private lots: LotLedger | null = null
  private readonly sources = new OrderSources()
  /** By instrument: ledger units of the account for one of its currency. */
  private rates = new Float64Array(0)
  private readonly roundTrips = new RowStore(ROUND_TRIPS_MAX)
  private readonly firstStops = new FirstStops()
  private readonly positions = new PositionLog()
  private readonly rows: Rows | null
  private readonly span = new MarkSpan()
  private markCount = 0
  private exposedMarks = 0
  private firstTime = 0
  private lastTime = 0
  private lastEquity = 0

  constructor(options: ReportOptions) {
    this.options = options
    const store = (): RowStore => new RowStore(ROWS_MAX)
    this.rows = options.full === true ? { orders: store(), fills: store(), refusals: store(), cancels: store() } : null
  }

  start(info: RunInfo): void {
    assert(this.info === null, 'a report tap serves one run')
    const opening = moneyOf(info.currency, info.cash)
    this.info = info
    this.drawdowns = new Drawdowns(opening)
    this.curve = new EquityCurve(opening, Math.max(0, ...info.series.map((s) => s.bars)))
    this.rates = new Float64Array(info.instruments.length).fill(1)
    this.activity = new Activity(info.instruments, this.sources, this.rates)
    this.lots = new LotLedger(info, this.sources, this.rates)
    this.lastEquity = opening
  }

  take(block: RecordBlock): void {
    this.takeMarks(block)
    const { records } = block
    for (let at = 0; at < block.recordCount * RECORD_WIDTH; at += RECORD_WIDTH) this.takeRecord(records, at)
  }

  end(end: RunEnd): void {
    this.runEnd = end
    this.lots?.end(end)
  }

  /** The report as one object; after `end`. */
  document(options: DocumentOptions = {}): ReportDocument {
    return buildDocument(this.folded(), this.options.annualisation, options)
  }

  /** The figures alone, which take a fraction of the time; after `end`. */
  figures(): RunFigures {
    return runFigures(this.folded(), this.options.annualisation)
  }

  private folded(): Folded {
    const { info, runEnd, daily, drawdowns, curve, activity, roundTrips, firstStops, positions, lots, sources, rows } = this
    assert(info !== null && runEnd !== null && lots !== null, 'a report is made after the run has ended')
    const marks = { count: this.markCount, exposed: this.exposedMarks, first: this.firstTime, last: this.lastTime, equity: this.lastEquity }
    return { info, end: runEnd, daily, drawdowns, curve, activity, roundTrips, firstStops, positions, lots, sources, rows, marks }
  }

  private takeMarks(block: RecordBlock): void {
    const { markTime, markEquity, markCount } = block
    if (markCount === 0) return
    if (this.markCount === 0) this.firstTime = markTime[0]!
    const { eachMark = false } = this.options
    const spanMarks = eachMark ? 1 : SPAN_MARKS
    for (let from = 0; from < markCount; from += spanMarks) {
      const to = Math.min(markCount, from + spanMarks)
      const whole = !eachMark && block.glance !== undefined && to - from === markCount
      const span = whole ? this.span.know(block, block.glance, markCount) : this.span.measure(block, from, to)
      this.daily.take(span)
      this.drawdowns.take(span)
      this.curve.take(span)
      this.exposedMarks += span.exposed
    }
    this.markCount += markCount
    this.lastTime = markTime[markCount - 1]!
    this.lastEquity = markEquity[markCount - 1]!
  }

  private takeRecord(records: Float64Array, at: number): void {
    const { rows, activity, positions, lots } = this
    switch (records[at + KIND]!) {
      case ORDER:
        activity.takeOrder(records, at)
        this.firstStops.takeOrder(records, at)
        rows?.orders.add(records, at)
        break
      case FILL:
        activity.takeFill(records, at)
        positions.takeFill(records, at)
        lots!.takeFill(records, at)
        rows?.fills.add(records, at)
        break
      case REFUSAL:
        activity.takeRefusal(records, at)
        rows?.refusals.add(records, at)
        break
      case CANCEL:
        activity.takeCancel(records, at)
        rows?.cancels.add(records, at)
        break
      case ADJUST:
        positions.takeAdjustment(records, at)
        lots!.takeAdjustment(records, at)
        break
      case RATE:
        this.rates[records[at + INSTRUMENT]!] = records[at + RATE_VALUE]!
        break
      case ROUND_TRIP:
        if (this.roundTrips.count < ROUND_TRIPS_MAX) this.firstStops.takeTrip(records, at)
        this.roundTrips.add(records, at)
        break
      default:
        // A kind that a later version added is not this report's business.
        break
    }
  }
}
