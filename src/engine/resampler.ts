/**
 * Builds a higher timeframe from the base bars of its market. A bar closes at its bucket's end even when the last base
 * bars are missing; an empty bucket gives no bar. The one rule serves blocks read ahead and bars that arrive singly.
 */
import { barClose, bucketEnd, bucketStart } from '../model/timeframe.ts'
import { RING_ROWS, type SeriesState } from '../strategy/series-state.ts'

export class Resampler {
  readonly target: SeriesState
  /** When each target row is known, epoch ms: its bucket's end, or the close of a base bar that reaches past it. */
  readonly knownAt: Float64Array = new Float64Array(RING_ROWS).fill(NaN)
  private readonly base: SeriesState
  private open = false
  private start = NaN
  private end = NaN
  private first = NaN
  private high = NaN
  private low = NaN
  private last = NaN
  private volume = NaN
  private lastClose = NaN

  constructor(base: SeriesState, target: SeriesState) {
    this.base = base
    this.target = target
  }

  /** Takes base rows [from, to). */
  take(from: number, to: number): void {
    const { columns, mask, timeframe } = this.base
    for (let row = from; row < to; row++) {
      const at = row & mask
      const time = columns.time[at]!
      if (this.open && time >= this.end) this.finish()
      if (!this.open) this.begin(time, columns.open[at]!)
      if (columns.high[at]! > this.high) this.high = columns.high[at]!
      if (columns.low[at]! < this.low) this.low = columns.low[at]!
      this.last = columns.close[at]!
      this.volume += columns.volume[at]!
      this.lastClose = barClose(timeframe, time)
      if (this.lastClose >= this.end) this.finish()
    }
  }

  /** The clock reached `time`: a bucket that ended by then is whole, with whatever came. */
  closeDue(time: number): void {
    if (this.open && this.end <= time) this.finish()
  }

  private begin(time: number, price: number): void {
    this.open = true
    this.start = bucketStart(this.target.timeframe, time)
    this.end = bucketEnd(this.target.timeframe, time)
    this.first = price
    this.high = -Infinity
    this.low = Infinity
    this.volume = 0
  }

  private finish(): void {
    this.open = false
    const { columns, mask, available } = this.target
    const at = available & mask
    columns.time[at] = this.start
    columns.open[at] = this.first
    columns.high[at] = this.high
    columns.low[at] = this.low
    columns.close[at] = this.last
    columns.volume[at] = this.volume
    this.knownAt[at] = Math.max(this.end, this.lastClose)
    this.target.available = available + 1
  }
}
