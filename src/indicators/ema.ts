import { LineIndicator } from './line-indicator.ts'
import { checkPeriod } from './period.ts'

/**
 * Exponential moving average with weight 2 / (period + 1) for the newest value, seeded by the mean of the first
 * `period` values, as TA-Lib does.
 */
export class Ema extends LineIndicator {
  private readonly period: number
  private readonly weight: number
  /** Values seen, up to `period`; negative while values are skipped. */
  private seen: number
  /** The sum of the seed's values, then the average. */
  private average = 0

  /**
   * `skip` values pass before the seed begins (default 0): macd lines up its two averages with it.
   * @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 <= skip <= 100,000
   */
  constructor(options: { readonly period: number; readonly skip?: number }) {
    const skip = checkPeriod('skip', options.skip ?? 0, 0)
    const period = checkPeriod('period', options.period, 2)
    super(skip + period - 1)
    this.period = period
    this.weight = 2 / (period + 1)
    this.seen = -skip
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, weight } = this
    let { seen, average } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (seen === period) {
        const next = average + (value - average) * weight
        target[targetAt + i] = next
        if (!Number.isNaN(value)) average = next
      } else {
        if (!Number.isNaN(value)) {
          seen++
          if (seen > 0) average += value
          if (seen === period) average /= period
        }
        target[targetAt + i] = seen === period ? average : NaN
      }
    }
    this.seen = seen
    this.average = average
  }
}
