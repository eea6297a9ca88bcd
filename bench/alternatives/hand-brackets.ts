/**
 * Bracket orders on several markets written by hand, as a careful author would: first the signals of each market in one
 * pass over its columns, then one loop that merges the markets by time, enters at the open, leaves at a stop or a target,
 * and marks the account every minute. Nothing is general: no order but this bracket, no size but this one.
 */
import type { Bars } from 'lockstep'

export interface BracketOptions {
  /** Minutes in the average that the close must cross, and five-minute bars in the trend. */
  readonly period: number
  readonly trendPeriod: number
  /** Distance of stop and target from the close that decided. */
  readonly stop: number
  readonly target: number
  readonly qty: number
  readonly cash: number
  readonly feeBps: number
}

export interface HandBracketsResult {
  readonly fills: number
  readonly roundTrips: number
  readonly equity: number
  /** Deepest fall from a peak as a positive fraction. */
  readonly drawdown: number
  /** One row a fill; bought is positive. */
  readonly log: { readonly time: Float64Array; readonly price: Float64Array; readonly qty: Float64Array }
}

interface Signals {
  /** By row: enter long (1), short (-1) or not (0) at the next open. */
  readonly side: Int8Array
  /** When the trend had its first full window, epoch ms. */
  readonly warmAt: number
}

const MINUTE_MS = 60_000
const COARSE_MS = 300_000

// One loop is what is measured here.
// oxlint-disable-next-line max-lines-per-function
export function handBrackets(markets: readonly Bars[], options: BracketOptions): HandBracketsResult {
  const signals = markets.map((bars) => signalsOf(bars, options))
  const tradeFrom = Math.max(...signals.map((s) => s.warmAt))
  const count = markets.length
  const { qty } = options
  const feeRate = options.feeBps / 10_000
  const row = new Int32Array(count)
  const heads = Float64Array.from(markets, (bars) => bars.time[0]!)
  // Signed units held, units that wait for the next open, levels of the bracket, last close: by market.
  const held = new Float64Array(count)
  const pending = new Float64Array(count)
  const stop = new Float64Array(count)
  const target = new Float64Array(count)
  const last = new Float64Array(count)
  // Two fills a bar at most; pages that nothing is written to are never given out.
  const log = fillLog(markets.reduce((sum, bars) => sum + 2 * bars.length, 0))
  let fills = 0
  let cash = options.cash
  let equity = cash
  let peak = cash
  let drawdown = 0
  let roundTrips = 0
  for (;;) {
    let time = Infinity
    for (let m = 0; m < count; m++) if (heads[m]! < time) time = heads[m]!
    if (time === Infinity) break
    equity = 0
    for (let m = 0; m < count; m++) {
      if (heads[m] === time) {
        const i = row[m]!
        const bars = markets[m]!
        if (pending[m] !== 0) {
          const open = bars.open[i]!
          held[m] = pending[m]!
          pending[m] = 0
          cash -= held[m]! * open + qty * open * feeRate
          log.time[fills] = time
          log.price[fills] = open
          log.qty[fills++] = held[m]!
        }
        if (held[m] !== 0) {
          const exit = held[m]! > 0 ? exitOfLong(bars, i, stop[m]!, target[m]!) : exitOfShort(bars, i, stop[m]!, target[m]!)
          if (exit > 0) {
            cash += held[m]! * exit - qty * exit * feeRate
            log.time[fills] = time
            log.price[fills] = exit
            log.qty[fills++] = -held[m]!
            held[m] = 0
            roundTrips++
          }
        }
        const close = bars.close[i]!
        const side = signals[m]!.side[i]!
        if (side !== 0 && held[m] === 0 && time + MINUTE_MS >= tradeFrom) {
          pending[m] = side * qty
          stop[m] = close - side * options.stop
          target[m] = close + side * options.target
        }
        last[m] = close
        row[m] = i + 1
        heads[m] = i + 1 < bars.length ? bars.time[i + 1]! : Infinity
      }
      equity += held[m]! * last[m]!
    }
    equity += cash
    if (equity > peak) peak = equity
    else if (peak - equity > drawdown * peak) drawdown = (peak - equity) / peak
  }
  return { fills, roundTrips, equity, drawdown, log }
}

/** +1 where the close crosses above its average in an upward trend, -1 where it crosses below in any other. */
function signalsOf({ time, close, length }: Bars, { period, trendPeriod }: BracketOptions): Signals {
  const side = new Int8Array(length)
  const trend = new Trend(trendPeriod)
  let bucketEnd = Infinity
  let warmAt = Infinity
  let sum = 0
  let before = 0
  for (let i = 0; i < length; i++) {
    const price = close[i]!
    // A bucket is whole at its end, or when a bar beyond it shows that its last minutes never came.
    if (time[i]! >= bucketEnd) {
      if (trend.add(close[i - 1]!)) warmAt = bucketEnd
      bucketEnd = Infinity
    }
    if (bucketEnd === Infinity) bucketEnd = Math.floor(time[i]! / COARSE_MS) * COARSE_MS + COARSE_MS
    if (time[i]! + MINUTE_MS >= bucketEnd) {
      if (trend.add(price)) warmAt = bucketEnd
      bucketEnd = Infinity
    }
    sum += price - (i < period ? 0 : close[i - period]!)
    const now = price * period - sum
    if (trend.up) {
      if (now > 0 && before <= 0) side[i] = 1
    } else if (now < 0 && before >= 0) side[i] = -1
    before = now
  }
  return { side, warmAt }
}

/** Whether the last five-minute close is above the average of the last few. */
class Trend {
  up = false
  private readonly ring: Float64Array
  private readonly sum = new Float64Array(1)
  private count = 0

  constructor(period: number) {
    this.ring = new Float64Array(period)
  }

  /** Takes a close; true when it is the first with a full window. */
  add(close: number): boolean {
    const at = this.count++ % this.ring.length
    this.sum[0] = this.sum[0]! + close - this.ring[at]!
    this.ring[at] = close
    this.up = close * this.ring.length > this.sum[0]
    return this.count === this.ring.length
  }
}

/** Where a long with this bracket leaves a bar: a gap through a level at the open, the stop before the target; 0 if nowhere. */
function exitOfLong(bars: Bars, i: number, stop: number, target: number): number {
  const open = bars.open[i]!
  if (open <= stop || open >= target) return open
  return bars.low[i]! <= stop ? stop : bars.high[i]! >= target ? target : 0
}

function exitOfShort(bars: Bars, i: number, stop: number, target: number): number {
  const open = bars.open[i]!
  if (open >= stop || open <= target) return open
  return bars.high[i]! >= stop ? stop : bars.low[i]! <= target ? target : 0
}

function fillLog(rows: number): HandBracketsResult['log'] {
  return { time: new Float64Array(rows), price: new Float64Array(rows), qty: new Float64Array(rows) }
}
