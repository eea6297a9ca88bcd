import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Williams %R: where the close stands between the highest high (0) and the lowest low (-100) of the last `period` bars. */
export class WilliamsR extends CompoundIndicator<'high' | 'low' | 'close'> {
  private readonly highest: Highest
  private readonly lowest: Lowest

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period - 1 })
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    this.highest.fillLine(highs, 0, highs, 0, count)
    this.lowest.fillLine(lows, 0, lows, 0, count)
    for (let i = 0; i < count; i++) {
      const range = highs[i]! - lows[i]!
      target[targetAt + i] = range === 0 ? 0 : -100 * ((highs[i]! - closes[i]!) / range)
    }
  }
}

export const williamsREntry: IndicatorEntry = {
  name: 'williamsR',
  title: 'Williams %R',
  group: 'momentum',
  talib: 'WILLR',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period - 1',
  convention: '0 in a window without a range',
  source: 'TA-Lib WILLR',
  make: made(WilliamsR),
}
