import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { MeanDeviation } from '../statistics/mean-deviation.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Commodity channel index by Lambert: how far the typical price, (high + low + close) / 3, is from its simple average, in
 * units of 0.015 mean deviations. 0 where the window has no deviation.
 */
export class Cci extends CompoundIndicator<'high' | 'low' | 'close'> {
  private readonly mean: Sma
  private readonly deviation: MeanDeviation
  private readonly deviations: Float64Array = scratch()

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period - 1 })
    this.mean = new Sma({ period })
    this.deviation = new MeanDeviation({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [typical, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const { deviations } = this
    const target = targets[0]!
    for (let i = 0; i < count; i++) typical[i] = (typical[i]! + lows[i]! + closes[i]!) / 3
    this.mean.fillLine(typical, 0, target, targetAt, count)
    this.deviation.fillLine(typical, 0, deviations, 0, count)
    for (let i = 0; i < count; i++) {
      const offset = typical[i]! - target[targetAt + i]!
      target[targetAt + i] = deviations[i] === 0 ? 0 : offset / (0.015 * deviations[i]!)
    }
  }
}

export const cciEntry: IndicatorEntry = {
  name: 'cci',
  title: 'Commodity channel index',
  group: 'momentum',
  talib: 'CCI',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period - 1',
  convention: 'factor 0.015; 0 in a window without deviation',
  source: 'TA-Lib CCI',
  make: made(Cci),
}
