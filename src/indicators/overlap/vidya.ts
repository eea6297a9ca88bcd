import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { EfficiencyRatio } from '../momentum/efficiency-ratio.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Variable index dynamic average: an exponential average whose weight, 2 / (period + 1), is multiplied by the size of
 * Chande's momentum oscillator of `period` rows, which is the efficiency ratio. It starts from the value before its first.
 */
export class Vidya extends LineIndicator {
  private readonly weight: number
  private readonly efficiency: EfficiencyRatio
  private readonly ratios: Float64Array = scratch()
  private average = NaN

  /** `period` is 9 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 9, 1)
    super(period)
    this.weight = 2 / (period + 1)
    this.efficiency = new EfficiencyRatio({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { ratios, weight } = this
    let { average } = this
    this.efficiency.fillLine(source, sourceAt, ratios, 0, count)
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const isSeed = Number.isNaN(ratios[i]!)
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      average = isSeed ? value : average + weight * ratios[i]! * (value - average)
      if (!isSeed) target[targetAt + i] = average
    }
    this.average = average
  }
}

export const vidyaEntry: IndicatorEntry = {
  name: 'vidya',
  title: 'Variable index dynamic average',
  group: 'overlap',
  parameters: [period({ default: 9, min: 1 })],
  warmup: 'period',
  convention: "Chande's momentum oscillator of plain sums; starts from the value before its first",
  source: 'Chande, Stocks & Commodities 10:3 (1992), as changed in The New Technical Trader (1994)',
  make: made(Vidya),
}
