import { Highest } from '../math/highest.ts'
import { RowIndicator } from '../row-indicator.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Donchian channel: the highest high and the lowest low of the last `period` bars, this one among them, and the middle
 * between the two. A breakout of the channel compares with its value one bar ago.
 */
export class Donchian extends RowIndicator<'high' | 'low', 'upper' | 'middle' | 'lower'> {
  private readonly highest: Highest
  private readonly lowest: Lowest

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['high', 'low'], outputs: ['upper', 'middle', 'lower'], warmup: period - 1, main: 'middle' })
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      upper[targetAt + i] = high
      lower[targetAt + i] = low
      // A row that lacks an input is kept from both windows.
      if (Number.isNaN(high + low)) {
        upper[targetAt + i] = NaN
        lower[targetAt + i] = NaN
      }
    }
    this.highest.fillLine(upper, targetAt, upper, targetAt, count)
    this.lowest.fillLine(lower, targetAt, lower, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) middle[i] = (upper[i]! + lower[i]!) / 2
  }
}

export const donchianEntry: IndicatorEntry = {
  name: 'donchian',
  title: 'Donchian channel',
  group: 'overlap',
  talib: 'MIDPRICE',
  parameters: [period({ default: 20, min: 1 })],
  warmup: 'period - 1',
  convention: 'the window holds this bar; middle is halfway between the two',
  source: 'TA-Lib MAX of high, MIN of low; middle: MIDPRICE',
  make: made(Donchian),
}
