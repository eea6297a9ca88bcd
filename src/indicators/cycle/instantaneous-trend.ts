import { scratch } from '../compound-indicator.ts'
import type { HilbertTransform } from './hilbert.ts'

const RING = 64

/** Price without its dominant cycle: its mean over one whole cycle, smoothed over four rows. */
export class InstantaneousTrend {
  /** Results of the last `fill`, from row 0; NaN where the transform is. */
  readonly level: Float64Array = scratch()
  private readonly prices: Float64Array = new Float64Array(RING)
  private at = 0
  /** The means of the last three rows, the newest first. */
  private first = 0
  private second = 0
  private third = 0

  fill({ period }: HilbertTransform, source: Float64Array, sourceAt: number, count: number): void {
    const { level, prices } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      level[i] = NaN
      if (Number.isNaN(value)) continue
      prices[this.at] = value
      if (!Number.isNaN(period[i]!)) {
        const mean = this.meanOf(Math.floor(period[i]! + 0.5))
        level[i] = (4 * mean + 3 * this.first + 2 * this.second + this.third) / 10
        this.third = this.second
        this.second = this.first
        this.first = mean
      }
      this.at = (this.at + 1) % RING
    }
  }

  /** The mean of the last `length` prices; 0 of none. */
  private meanOf(length: number): number {
    const { prices, at } = this
    let sum = 0
    for (let k = 0; k < length; k++) sum += prices[(at - k) & (RING - 1)]!
    return length > 0 ? sum / length : 0
  }
}
