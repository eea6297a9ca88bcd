import { LineIndicator } from './line-indicator.ts'
import { checkPeriod } from './period.ts'

/**
 * Relative strength index by Wilder's averages: 100 × gain / (gain + loss), seeded by the means of the first `period`
 * changes. A line that has never moved gives 0, as TA-Lib does.
 */
export class Rsi extends LineIndicator {
  private readonly period: number
  private previous = NaN
  /** Changes seen, up to `period`. */
  private seen = 0
  /** Sums of the seed's gains and losses, then their averages; both >= 0. */
  private gain = 0
  private loss = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super(period)
    this.period = period
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period } = this
    const weight = 1 / period
    let { previous, seen, gain, loss } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      const change = value - previous
      const up = Math.max(change, 0)
      const down = up - change
      previous = value
      if (seen === period) {
        gain += (up - gain) * weight
        loss += (down - loss) * weight
      } else if (!Number.isNaN(change)) {
        seen++
        gain += up
        loss += down
        if (seen === period) {
          gain *= weight
          loss *= weight
        }
      }
      const total = gain + loss
      target[targetAt + i] = seen < period ? NaN : total === 0 ? 0 : (100 * gain) / total
    }
    this.previous = previous
    this.seen = seen
    this.gain = gain
    this.loss = loss
  }
}
