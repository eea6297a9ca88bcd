/**
 * The equity curve for drawing, decimated while the run goes on: buckets of equally many marks, each with its last, lowest
 * and highest equity and its deepest drawdown. When the buckets are full, neighbours merge and the width doubles, so
 * nothing that an eye could see is lost and memory stays put.
 */

import type { MarkSpan } from './mark-span.ts'

/** A run of any length ends with at most this many points (and at least half of it, when it has the marks). */
export const BUCKETS_MAX = 8192

export interface CurvePoints {
  /** Marks in one bucket. */
  readonly marksPerPoint: number
  /** Epoch ms of the bucket's last mark. */
  readonly time: Float64Array
  /** Last, lowest and highest equity in the bucket, money. */
  readonly equity: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** Deepest equity / peak - 1 in the bucket, <= 0. */
  readonly drawdown: Float64Array
  /** Gross exposure at the bucket's last mark, money. */
  readonly exposure: Float64Array
}

export class EquityCurve {
  private readonly time = new Float64Array(BUCKETS_MAX + 1)
  private readonly equity = new Float64Array(BUCKETS_MAX + 1)
  private readonly low = new Float64Array(BUCKETS_MAX + 1)
  private readonly high = new Float64Array(BUCKETS_MAX + 1)
  private readonly drawdown = new Float64Array(BUCKETS_MAX + 1)
  private readonly exposure = new Float64Array(BUCKETS_MAX + 1)
  private count = 0
  private width: number
  /** Marks in the bucket under way, which is row `count`. */
  private inBucket = 0
  private peak: number
  /** Lowest equity of the bucket since it began or since its last new peak. */
  private lowSincePeak = 0

  /**
   * @param opening the opening cash, money: the first peak
   * @param marksExpected how many marks the run will about have; buckets begin as wide as they would have become
   */
  constructor(opening: number, marksExpected = 0) {
    this.peak = opening
    this.width = 2 ** Math.max(0, Math.floor(Math.log2(marksExpected / BUCKETS_MAX)))
  }

  /** Folds a span of marks, times not decreasing. */
  take(span: MarkSpan): void {
    const { time, equity, exposure, from, to } = span
    for (let i = from; i < to;) {
      if (this.inBucket === 0) this.openBucket(equity[i]!)
      const next = Math.min(to, i + this.width - this.inBucket)
      const whole = next - i === to - from || span.low === span.high
      if (whole && span.high <= this.peak) this.takeWhole(span)
      else this.takeEach(equity, i, next)
      this.time[this.count] = time[next - 1]!
      this.equity[this.count] = equity[next - 1]!
      this.exposure[this.count] = exposure[next - 1]!
      this.inBucket += next - i
      if (this.inBucket === this.width) this.closeBucket()
      i = next
    }
  }

  /** The points so far. */
  points(): CurvePoints {
    const rows = this.inBucket === 0 ? this.count : this.count + 1
    if (this.inBucket > 0) this.settleDrawdown()
    const cut = (column: Float64Array): Float64Array => column.slice(0, rows)
    return {
      marksPerPoint: this.width,
      time: cut(this.time),
      equity: cut(this.equity),
      low: cut(this.low),
      high: cut(this.high),
      drawdown: cut(this.drawdown),
      exposure: cut(this.exposure),
    }
  }

  /** A span without a new peak, all in one bucket. */
  private takeWhole({ low, high }: MarkSpan): void {
    if (low < this.lowSincePeak) this.lowSincePeak = low
    if (high > this.high[this.count]!) this.high[this.count] = high
  }

  private takeEach(equity: Float64Array, from: number, to: number): void {
    let { peak, lowSincePeak } = this
    let high = this.high[this.count]!
    for (let i = from; i < to; i++) {
      const e = equity[i]!
      if (e < lowSincePeak) lowSincePeak = e
      else if (e > high) {
        high = e
        if (e > peak) {
          this.lowSincePeak = lowSincePeak
          this.settleDrawdown()
          this.peak = peak = e
          lowSincePeak = e
        }
      }
    }
    this.lowSincePeak = lowSincePeak
    this.high[this.count] = high
  }

  private openBucket(first: number): void {
    if (first > this.peak) this.peak = first
    this.lowSincePeak = first
    this.low[this.count] = first
    this.high[this.count] = first
    this.drawdown[this.count] = 0
  }

  /** Takes the lowest equity since the last peak into the bucket's low and drawdown. */
  private settleDrawdown(): void {
    const row = this.count
    const depth = this.lowSincePeak / this.peak - 1
    if (depth < this.drawdown[row]!) this.drawdown[row] = depth
    if (this.lowSincePeak < this.low[row]!) this.low[row] = this.lowSincePeak
  }

  private closeBucket(): void {
    this.settleDrawdown()
    this.count++
    this.inBucket = 0
    if (this.count === BUCKETS_MAX) this.mergePairs()
  }

  private mergePairs(): void {
    for (let row = 0; row < BUCKETS_MAX / 2; row++) {
      const a = 2 * row
      const b = a + 1
      this.time[row] = this.time[b]!
      this.equity[row] = this.equity[b]!
      this.exposure[row] = this.exposure[b]!
      this.low[row] = Math.min(this.low[a]!, this.low[b]!)
      this.high[row] = Math.max(this.high[a]!, this.high[b]!)
      this.drawdown[row] = Math.min(this.drawdown[a]!, this.drawdown[b]!)
    }
    this.count = BUCKETS_MAX / 2
    this.width *= 2
  }
}
