import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from './sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * McGinley's dynamic: moves by (value - average) / (period × (value / average)⁴), seeded by the mean of the first
 * `period` values. Where that step is no number, as at an average of 0, it starts again at the value.
 */
export class McGinley extends LineIndicator {
  private readonly period: number
  private readonly seed: Sma
  private readonly cell = new Float64Array(1)
  private average = NaN

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 1)
    super(period - 1)
    this.period = period
    this.seed = new Sma({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, cell } = this
    let { average } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      if (Number.isNaN(average)) {
        this.seed.fillLine(source, sourceAt + i, cell, 0, 1)
        average = cell[0]!
      } else {
        const ratio = value / average
        const step = (value - average) / (period * ratio * ratio * ratio * ratio)
        average = Number.isFinite(step) ? average + step : value
      }
      target[targetAt + i] = average
    }
    this.average = average
  }
}

export const mcginleyEntry: IndicatorEntry = {
  name: 'mcginley',
  title: "McGinley's dynamic",
  group: 'overlap',
  parameters: [period({ default: 14, min: 1 })],
  warmup: 'period - 1',
  convention: 'seeded by the mean of the first period values; no constant before period',
  source: 'McGinley, Journal of Technical Analysis (1991)',
  make: made(McGinley),
}
