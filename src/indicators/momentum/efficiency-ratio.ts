import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Kaufman's efficiency ratio: the change over `period` rows over the sum of the changes from row to row, 0 to 1; 0 when nothing moved. */
export class EfficiencyRatio extends LineIndicator {
  private readonly period: number
  private readonly lag: Lag
  private readonly step: Sma
  private readonly lagged: Float64Array = scratch()
  private readonly steps: Float64Array = scratch()
  private previous = NaN

  /** `period` is 10 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 10, 1)
    super(period)
    this.period = period
    this.lag = new Lag({ period })
    this.step = new Sma({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, lagged, steps } = this
    let { previous } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      steps[i] = Math.abs(value - previous)
      if (!Number.isNaN(value)) previous = value
    }
    this.previous = previous
    this.step.fillLine(steps, 0, steps, 0, count)
    this.lag.fillLine(source, sourceAt, lagged, 0, count)
    for (let i = 0; i < count; i++) {
      const path = steps[i]! * period
      target[targetAt + i] = path === 0 ? 0 : Math.abs(source[sourceAt + i]! - lagged[i]!) / path
    }
  }
}

export const efficiencyRatioEntry: IndicatorEntry = {
  name: 'efficiencyRatio',
  title: "Kaufman's efficiency ratio",
  group: 'momentum',
  parameters: [period({ default: 10, min: 1 })],
  warmup: 'period',
  convention: '0 while nothing has moved',
  source: 'Kaufman, Smarter Trading (1995)',
  make: made(EfficiencyRatio),
}
