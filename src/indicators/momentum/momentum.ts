import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Lag } from '../math/lag.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Momentum: the value less that of `period` rows ago. */
export class Momentum extends LineIndicator {
  private readonly lag: Lag
  private readonly earlier = scratch()

  /** `period` is 10 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 10, 1)
    super(period)
    this.lag = new Lag({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { earlier } = this
    this.lag.fillLine(source, sourceAt, earlier, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = source[sourceAt + i]! - earlier[i]!
  }
}

export const momentumEntry: IndicatorEntry = {
  name: 'momentum',
  title: 'Momentum',
  group: 'momentum',
  talib: 'MOM',
  parameters: [period({ default: 10, min: 1 })],
  warmup: 'period',
  convention: 'a difference of values',
  source: 'TA-Lib MOM',
  make: made(Momentum),
}
