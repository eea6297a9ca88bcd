import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { SortedWindow } from '../sorted-window.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Up to so many rows it is quicker to look at each. */
const FEW_ROWS = 64

/**
 * Mean absolute deviation of the last `period` values from their mean. What lies above the mean is as far from it in sum
 * as what lies below, so the deviation is twice the excess of a window kept in order; a short window is simply added up.
 */
export class MeanDeviation extends LineIndicator {
  private readonly period: number
  private readonly mean: Sma
  private readonly means: Float64Array = scratch()
  private readonly recent: Float64Array | undefined
  private readonly sorted: SortedWindow | undefined
  private at = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super(period - 1)
    this.period = period
    this.mean = new Sma({ period })
    if (period <= FEW_ROWS) this.recent = new Float64Array(period)
    else this.sorted = new SortedWindow(period)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, means } = this
    this.mean.fillLine(source, sourceAt, means, 0, count)
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const mean = means[i]!
      if (!Number.isNaN(value)) this.take(value)
      target[targetAt + i] = Number.isNaN(mean) ? NaN : this.deviation(mean) / period
    }
  }

  private take(value: number): void {
    if (this.recent === undefined) return this.sorted!.push(value)
    this.recent[this.at] = value
    this.at = this.at + 1 === this.period ? 0 : this.at + 1
  }

  /** In sum over a whole window. */
  private deviation(mean: number): number {
    const { recent } = this
    if (recent === undefined) return 2 * this.sorted!.excessOver(mean)
    let sum = 0
    for (let k = 0; k < recent.length; k++) sum += Math.abs(recent[k]! - mean)
    return sum
  }
}

export const meanDeviationEntry: IndicatorEntry = {
  name: 'meanDeviation',
  title: 'Mean absolute deviation',
  group: 'statistics',
  talib: 'AVGDEV',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period - 1',
  convention: "from the window's mean",
  source: 'TA-Lib AVGDEV (0.6)',
  make: made(MeanDeviation),
}
