import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { SortedWindow } from '../sorted-window.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Percentile rank: the percentage of the `period` values before this one that are less than it. */
export class PercentileRank extends LineIndicator {
  private readonly period: number
  private readonly window: SortedWindow

  /** `period` is 100 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 100, 1)
    super(period)
    this.period = period
    this.window = new SortedWindow(period)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      if (window.length === period) target[targetAt + i] = (100 * window.countBelow(value)) / period
      window.push(value)
    }
  }
}

export const percentileRankEntry: IndicatorEntry = {
  name: 'percentileRank',
  title: 'Percentile rank',
  group: 'statistics',
  parameters: [period({ default: 100, min: 1 })],
  warmup: 'period',
  convention: 'against the period values before this one; equal ones do not count; O(log period) a row',
  source: 'definition',
  make: made(PercentileRank),
}
