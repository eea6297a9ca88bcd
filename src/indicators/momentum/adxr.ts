import { scratch } from '../compound-indicator.ts'
import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Lag } from '../math/lag.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Adx } from './adx.ts'

/** Average directional index rating: the mean of adx and of what it was period - 1 rows ago. */
export class Adxr extends RowIndicator<'high' | 'low' | 'close'> {
  private readonly adx: Adx
  private readonly lag: Lag
  private readonly columns: readonly [Float64Array, Float64Array, Float64Array] = [scratch(), scratch(), scratch()]

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: 3 * period - 2 })
    this.adx = new Adx({ period })
    this.lag = new Lag({ period: period - 1 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    const adx = this.columns[0]
    this.adx.fill(sources, sourceAt, this.columns, 0, count)
    this.lag.fillLine(adx, 0, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = (target[targetAt + i]! + adx[i]!) / 2
  }
}

export const adxrEntry: IndicatorEntry = {
  name: 'adxr',
  title: 'Average directional index rating',
  group: 'momentum',
  talib: 'ADXR',
  parameters: [period({ default: 14, min: 2 })],
  warmup: '3 * period - 2',
  convention: "Wilder; TA-Lib's distance of period - 1 rows",
  source: 'TA-Lib ADXR',
  make: made(Adxr),
}
