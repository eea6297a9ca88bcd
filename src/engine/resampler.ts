/**
 * Builds a higher timeframe from the base bars of its market. A bar closes at its bucket's end even when the last base
 * bars are missing; an empty bucket gives no bar. The one rule serves blocks read ahead and bars that arrive singly.
 */
import { barClose } from '../model/timeframe.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import { SPAN_END, SPAN_START, SPAN_UNTIL, type Buckets } from './buckets.ts'

export class Resampler {
  readonly target: SeriesState
  readonly base: SeriesState
  private readonly buckets: Buckets
  private readonly span = new Float64Array(3).fill(-Infinity)
  private open = false
  private first = NaN
  private high = NaN
  private low = NaN
  private last = NaN
  private volume = NaN
  /** When the last base bar of the bucket closed. */
  private lastClose = NaN

  constructor(base: SeriesState, target: SeriesState, buckets: Buckets) {
    this.base = base
    this.target = target
    this.buckets = buckets
  }

  /** Takes base rows [from, to). */
  take(from: number, to: number): void {
    const { span } = this
    const { columns, closes, mask, timeframe } = this.base
    const fixedMs = closes === null && timeframe.months === 0 ? timeframe.ms : -1
    let end = span[SPAN_END]!
    for (let row = from; row < to; row++) {
      const at = row & mask
      const time = columns.time[at]!
      const close = fixedMs < 0 ? this.base.closeOf(row) : time + fixedMs
      // A bar that closes when this bucket is over for certain is no part of it, and shows that it is over.
      if (this.open && (time >= end || (close > end && close > this.overAt()))) this.finish(Math.min(this.overAt(), close))
      if (!this.open || time >= span[SPAN_UNTIL]!) {
        if (!this.enter(time, close, columns.open[at]!)) continue
        end = span[SPAN_END]!
      }
      if (columns.high[at]! > this.high) this.high = columns.high[at]!
      if (columns.low[at]! < this.low) this.low = columns.low[at]!
      this.last = columns.close[at]!
      this.volume += columns.volume[at]!
      this.lastClose = close
      if (close >= end) this.finish(close)
    }
  }

  /** The clock reached `time`: a bucket that was over by then is whole, with whatever came. */
  closeDue(time: number): void {
    if (this.open && this.overAt() <= time) this.finish(this.overAt())
  }

  /** The base bar is within a bucket from here on; false when it belongs to none. */
  private enter(time: number, close: number, price: number): boolean {
    // What reaches over the end of a bucket that is known already counts from there.
    if (this.open) return this.buckets.find(time, close, this.span)
    if (!this.buckets.find(Math.max(time, this.span[SPAN_END]!), close, this.span)) return false
    this.open = true
    this.first = price
    this.high = -Infinity
    this.low = Infinity
    this.volume = 0
    return true
  }

  /**
   * When no base bar of the bucket can be under way any more: its end, or the close of the bar that reaches over its end where base
   * bars go on as they did.
   */
  private overAt(): number {
    const end = this.span[SPAN_END]!
    const { timeframe } = this.base
    if (timeframe.months === 0)
      return timeframe.ms === 0 ? end : this.lastClose + Math.ceil((end - this.lastClose) / timeframe.ms) * timeframe.ms
    let close = this.lastClose
    while (close < end) close = barClose(timeframe, close)
    return close
  }

  private finish(knownAt: number): void {
    this.open = false
    const { columns, mask, available } = this.target
    const at = available & mask
    columns.time[at] = this.span[SPAN_START]!
    columns.open[at] = this.first
    columns.high[at] = this.high
    columns.low[at] = this.low
    columns.close[at] = this.last
    columns.volume[at] = this.volume
    this.target.closes![at] = knownAt
    this.target.available = available + 1
  }
}
