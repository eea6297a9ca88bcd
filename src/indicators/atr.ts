import { BlockIndicator } from './block-indicator.ts'
import { checkPeriod } from './period.ts'

/** What a bar must have for the indicators of range and direction. The object is the caller's and may be reused. */
export interface HighLowClose {
  readonly high: number
  readonly low: number
  readonly close: number
}

/**
 * Average true range by Wilder's average. True range starts with the second bar, as it needs the close before; the
 * average is seeded by the mean of the first `period` true ranges.
 */
export class Atr extends BlockIndicator {
  private readonly period: number
  private previousClose = NaN
  /** True ranges seen, up to `period`. */
  private seen = 0
  /** The sum of the seed's true ranges, then the average. */
  private average = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period })
    this.period = period
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const { period } = this
    const weight = 1 / period
    let { previousClose, seen, average } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      if (Number.isNaN(high + low + close)) {
        target[targetAt + i] = NaN
        continue
      }
      const range = Math.max(high, previousClose) - Math.min(low, previousClose)
      previousClose = close
      if (seen === period) {
        average += (range - average) * weight
      } else if (!Number.isNaN(range)) {
        seen++
        average += range
        if (seen === period) average *= weight
      }
      target[targetAt + i] = seen < period ? NaN : average
    }
    this.previousClose = previousClose
    this.seen = seen
    this.average = average
  }

  /** Takes one bar and returns the average true range, in units of price. */
  update(bar: HighLowClose): number {
    this.setInput(0, bar.high)
    this.setInput(1, bar.low)
    this.setInput(2, bar.close)
    return this.runRow(0)
  }
}
