import { log } from '../../base/elementary.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Natural logarithm of a value over that of `period` rows ago; NaN where the two are not of one sign. */
export class LogReturn extends LineIndicator {
  private readonly lag: Lag
  private readonly lagged: Float64Array = scratch()

  /** `period` is 1 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 1, 1)
    super(period)
    this.lag = new Lag({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { lagged } = this
    this.lag.fillLine(source, sourceAt, lagged, 0, count)
    for (let i = 0; i < count; i++) {
      const ratio = source[sourceAt + i]! / lagged[i]!
      target[targetAt + i] = NaN
      if (ratio > 0 && ratio < Infinity) target[targetAt + i] = log(ratio)
    }
  }
}

export const logReturnEntry: IndicatorEntry = {
  name: 'logReturn',
  title: 'Logarithmic return',
  group: 'statistics',
  parameters: [period({ default: 1, min: 1 })],
  warmup: 'period',
  convention: 'natural logarithm',
  source: 'definition',
  gaps: 'where the two values are not of one sign, or one is 0',
  make: made(LogReturn),
}
