import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Average true range by Wilder's average. True range starts with the second bar, as it needs the close before; the
 * average is seeded by the mean of the first `period` true ranges.
 */
export class Atr extends RowIndicator<'high' | 'low' | 'close'> {
  private readonly period: number
  private previousClose = NaN
  /** True ranges seen, up to `period`. */
  private seen = 0
  /** Wilder's average; during the seed, what its true ranges have added to their mean. */
  private average = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period })
    this.period = period
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const weight = 1 / this.period
    const seedRows = this.seen < this.period ? this.fillSeed(sources, sourceAt, target, targetAt, count) : 0
    let { previousClose, average } = this
    for (let i = seedRows; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      if (Number.isNaN(high + low + close)) {
        target[targetAt + i] = NaN
        continue
      }
      const range = Math.max(high, previousClose) - Math.min(low, previousClose)
      previousClose = close
      average += (range - average) * weight
      target[targetAt + i] = average
    }
    this.previousClose = previousClose
    this.average = average
  }

  /** Works rows up to the one that ends the seed and returns how many they were. */
  private fillSeed(sources: readonly Float64Array[], sourceAt: number, target: Float64Array, targetAt: number, count: number): number {
    const [highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array]
    let i = 0
    for (; i < count && this.seen < this.period; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(high + low + close)) continue
      const range = Math.max(high, this.previousClose) - Math.min(low, this.previousClose)
      this.previousClose = close
      if (Number.isNaN(range)) continue
      this.average += range / this.period
      if (++this.seen === this.period) target[targetAt + i] = this.average
    }
    return i
  }
}

export const atrEntry: IndicatorEntry = {
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  talib: 'ATR',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'Wilder; true range from the second bar; seeded by the mean of the first period ranges',
  source: 'TA-Lib ATR',
  make: made(Atr),
}
