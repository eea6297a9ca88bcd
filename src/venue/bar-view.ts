/** A bar as a fill policy is shown it: prices in ticks, quotes where there are any, and where it stands in its session. */
import { regularOf } from '../calendar/calendar-table.ts'
import { calendarOf } from '../calendar/calendars.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { BarColumns, BarSeries, Quotes } from '../model/bars.ts'
import { lotSize, type Instrument } from '../model/instrument.ts'
import { snapTick } from '../model/price-grid.ts'
import { barClose } from '../model/timeframe.ts'
import { emptyBar, type BarTicks, type Side4 } from './book.ts'

/** The series that an instrument's orders are matched against. */
export type Feed = Pick<BarSeries, 'timeframe' | 'bars' | 'quotes' | 'repeated' | 'closes'>

/** Longer than any market stays closed. */
const LOOK_BACK_MS = 20 * 86_400_000

export class BarView {
  readonly tick: BarTicks = emptyBar()
  private readonly feeds: readonly (Feed | null)[]
  private readonly calendars: readonly Calendar[]
  private readonly ticksPerPrice: Float64Array
  private readonly lots: Float64Array
  /** By instrument: the last row known to be quoted, and to have traded, and up to which row that was looked for. */
  private readonly quotedRow: Int32Array
  private readonly tradedRow: Int32Array
  private readonly lookedUntil: Int32Array
  /** By instrument: the last session close that has passed and the next to come, epoch ms. */
  private readonly ended: Float64Array
  private readonly nextEnd: Float64Array
  /** By instrument: the close of the last bar before its last split, epoch ms, and new units for one of it. */
  private readonly splitTime: Float64Array
  private readonly splitRatio: Float64Array

  constructor(instruments: readonly Instrument[], feeds: readonly (Feed | null)[]) {
    this.feeds = feeds
    this.calendars = instruments.map((i) => regularOf(calendarOf(i.calendar)))
    this.ticksPerPrice = Float64Array.from(instruments, (i) => 10 ** i.priceDecimals / i.tickStep)
    this.lots = Float64Array.from(instruments, lotSize)
    this.quotedRow = new Int32Array(instruments.length).fill(-1)
    this.tradedRow = new Int32Array(instruments.length).fill(-1)
    this.lookedUntil = new Int32Array(instruments.length).fill(-1)
    this.ended = new Float64Array(instruments.length).fill(-Infinity)
    this.nextEnd = new Float64Array(instruments.length).fill(-Infinity)
    this.splitTime = new Float64Array(instruments.length).fill(-Infinity)
    this.splitRatio = new Float64Array(instruments.length).fill(1)
  }

  /** Whether a row is a new price, not the last one repeated. */
  traded(instrument: number, row: number): boolean {
    const repeated = this.feeds[instrument]?.repeated
    return repeated === undefined || repeated[row] === 0
  }

  /** Bars that opened before `timeMs` count in the old units: `ratio` new ones replace one. */
  split(instrument: number, timeMs: number, ratio: number): void {
    const isMore = this.splitTime[instrument] === timeMs
    this.splitTime[instrument] = timeMs
    this.splitRatio[instrument] = isMore ? this.splitRatio[instrument]! * ratio : ratio
  }

  /** Shows a bar; `times` holds its open and close in epoch ms. */
  show(instrument: number, bars: BarColumns, row: number, times: Float64Array): BarTicks {
    const perPrice = this.ticksPerPrice[instrument]!
    const t = this.tick
    t.open = snapTick(bars.open[row]! * perPrice)
    t.high = snapTick(bars.high[row]! * perPrice)
    t.low = snapTick(bars.low[row]! * perPrice)
    t.close = snapTick(bars.close[row]! * perPrice)
    t.openTime = times[0]!
    t.closeTime = times[1]!
    t.tradesUntil = t.closeTime
    t.volume = bars.volume[row]! / this.lots[instrument]!
    t.traded = this.traded(instrument, row)
    t.closeBefore = NaN
    return t
  }

  /** Adds which session the bar lies in, which has ended, and whether anything trades after that. */
  addSession(instrument: number, bars: BarColumns, row: number): void {
    const calendar = this.calendars[instrument]!
    const t = this.tick
    const start = calendar.isOpen(t.openTime) ? calendar.sessionOpen(t.openTime) : calendar.nextOpen(t.openTime)
    const within = start < t.closeTime || start <= t.openTime
    t.sessionStart = within ? start : NaN
    t.sessionEnd = within ? calendar.nextClose(start) : NaN
    // Sessions pass seldom: the next close is kept. After a long time without orders it is looked for anew.
    let next = this.nextEnd[instrument]!
    if (!(next > t.closeTime - LOOK_BACK_MS)) next = calendar.nextClose(t.closeTime - LOOK_BACK_MS)
    while (next <= t.closeTime) {
      this.ended[instrument] = next
      next = calendar.nextClose(next)
    }
    this.nextEnd[instrument] = next
    const ended = this.ended[instrument]!
    t.sessionEnded = ended
    if (t.traded && ended <= t.openTime) t.closeBefore = this.closeBefore(instrument, bars, row)
    const endsInside = ended > t.openTime && ended < t.closeTime
    if (endsInside && !calendar.isOpen(ended) && calendar.nextOpen(ended) >= t.closeTime) t.tradesUntil = ended
  }

  /** The close of the last bar that traded before `row`, if the last session ended since and that bar was of it. */
  private closeBefore(instrument: number, bars: BarColumns, row: number): number {
    let last = row - 1
    while (last >= 0 && !this.traded(instrument, last)) last--
    if (last < 0) return NaN
    const time = bars.time[last]!
    const ended = this.ended[instrument]!
    if (time >= ended || this.calendars[instrument]!.nextClose(time) !== ended) return NaN
    const ratio = time < this.splitTime[instrument]! ? this.splitRatio[instrument]! : 1
    return snapTick((bars.close[last]! * this.ticksPerPrice[instrument]!) / ratio)
  }

  /** Adds bid and ask of the bar, and the last ones known. */
  addQuotes(instrument: number, row: number): void {
    const t = this.tick
    const feed = this.feeds[instrument]
    const perPrice = this.ticksPerPrice[instrument]!
    if (feed === null || feed === undefined) {
      t.tradedTime = t.closeTime
      return
    }
    this.lookBack(instrument, feed, row)
    const quotes = feed.quotes
    sideOf(t.bid, quotes?.bidOpen, quotes?.bidHigh, quotes?.bidLow, quotes?.bidClose, row, perPrice)
    sideOf(t.ask, quotes?.askOpen, quotes?.askHigh, quotes?.askLow, quotes?.askClose, row, perPrice)
    const quoted = this.quotedRow[instrument]!
    t.lastBid = quoted < 0 ? NaN : quotes!.bidClose[quoted]! * perPrice
    t.lastAsk = quoted < 0 ? NaN : quotes!.askClose[quoted]! * perPrice
    t.quotedTime = quoted < 0 ? NaN : this.closeOf(feed, quoted)
    const traded = this.tradedRow[instrument]!
    t.tradedTime = traded < 0 ? NaN : traded === row ? t.closeTime : this.closeOf(feed, traded)
  }

  /** The last ask (side +1) or bid up to a row, in fractional ticks; NaN where there is none. */
  quoted(instrument: number, row: number, side: number): number {
    const feed = this.feeds[instrument]
    if (feed?.quotes === undefined) return NaN
    this.lookBack(instrument, feed, row)
    const at = this.quotedRow[instrument]!
    const { askClose, bidClose } = feed.quotes
    return at < 0 ? NaN : (side > 0 ? askClose : bidClose)[at]! * this.ticksPerPrice[instrument]!
  }

  /** Finds the last row up to `row` with a quote and with a trade, going back no further than it was gone before. */
  private lookBack(instrument: number, feed: Feed, row: number): void {
    const until = this.lookedUntil[instrument]!
    let quoted = this.quotedRow[instrument]!
    let traded = this.tradedRow[instrument]!
    for (let k = row; k > until && (quoted <= until || traded <= until); k--) {
      if (quoted <= until && feed.quotes !== undefined && isQuoted(feed.quotes, k)) quoted = k
      if (traded <= until && (feed.repeated === undefined || feed.repeated[k] === 0)) traded = k
    }
    this.quotedRow[instrument] = quoted
    this.tradedRow[instrument] = traded
    this.lookedUntil[instrument] = Math.max(row, until)
  }

  private closeOf(feed: Feed, row: number): number {
    return feed.closes === undefined ? barClose(feed.timeframe, feed.bars.time[row]!) : feed.closes[row]!
  }
}

function isQuoted(quotes: Quotes, row: number): boolean {
  return !Number.isNaN(quotes.bidClose[row]!) || !Number.isNaN(quotes.askClose[row]!)
}

function sideOf(
  side: Side4,
  open: Float64Array | undefined,
  high: Float64Array | undefined,
  low: Float64Array | undefined,
  close: Float64Array | undefined,
  row: number,
  perPrice: number,
): void {
  side.open = open === undefined ? NaN : snapTick(open[row]! * perPrice)
  side.high = high === undefined ? NaN : snapTick(high[row]! * perPrice)
  side.low = low === undefined ? NaN : snapTick(low[row]! * perPrice)
  side.close = close === undefined ? NaN : snapTick(close[row]! * perPrice)
}
