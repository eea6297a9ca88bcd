import { LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Exponential moving average with weight 2 / (period + 1) for the newest value, seeded by the mean of the first
 * `period` values, as TA-Lib does.
 */
export class Ema extends LineIndicator {
  private readonly period: number
  private readonly weight: number
  /** Values seen, up to `period`; negative while values are skipped. */
  private seen: number
  /** The sum of the seed's values, then the average. */
  private average = 0

  /**
   * `skip` values pass before the seed begins (default 0): macd lines up its two averages with it. `weight` is that of the
   * newest value: 2 / (period + 1) unless given, 1 / period is Wilder's average.
   * @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000, 0 <= skip <= 100,000 and 0 < weight <= 1
   */
  constructor(options: { readonly period: number; readonly skip?: number; readonly weight?: number }) {
    const skip = checkPeriod('skip', options.skip ?? 0, 0)
    const period = checkPeriod('period', options.period, 2)
    super(skip + period - 1)
    this.period = period
    this.weight = checkNumber('weight', options.weight ?? 2 / (period + 1), { above: 0, max: 1 })
    this.seen = -skip
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { weight } = this
    const seedRows = this.seen < this.period ? this.fillSeed(source, sourceAt, target, targetAt, count) : 0
    let { average } = this
    for (let i = seedRows; i < count; i++) {
      const value = source[sourceAt + i]!
      const next = average + (value - average) * weight
      target[targetAt + i] = next
      if (!Number.isNaN(value)) average = next
    }
    this.average = average
  }

  /** Works rows up to the one that ends the seed and returns how many they were. */
  private fillSeed(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): number {
    let i = 0
    for (; i < count && this.seen < this.period; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value) || ++this.seen <= 0) continue
      this.average += value
      if (this.seen < this.period) continue
      this.average /= this.period
      target[targetAt + i] = this.average
    }
    return i
  }
}

export const emaEntry: IndicatorEntry = {
  name: 'ema',
  title: 'Exponential moving average',
  group: 'overlap',
  talib: 'EMA',
  parameters: [period({ min: 2 })],
  warmup: 'period - 1',
  convention: 'weight 2 / (period + 1), seeded by the mean of the first period values',
  source: 'TA-Lib EMA',
  make: made(Ema),
}
