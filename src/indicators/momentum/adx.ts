import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { DirectionalIndex } from './directional-index.ts'

/**
 * Average directional index by Wilder, with the directional indicators it is made of. It starts as the mean of the first
 * `period` directional indices; a row without range or direction adds nothing to that mean, and later keeps adx as it was.
 */
export class Adx extends RowIndicator<'high' | 'low' | 'close', 'adx' | 'plusDI' | 'minusDI'> {
  private readonly period: number
  private readonly directions: DirectionalIndex
  /** Directional indices seen, up to `period`. */
  private seen = 0
  /** The average of the directional indices; while it is seeded, what they have added to it so far. */
  private average = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['adx', 'plusDI', 'minusDI'], warmup: 2 * period - 1 })
    this.period = period
    this.directions = new DirectionalIndex({ period })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [adx, plusDI, minusDI] = targets as [Float64Array, Float64Array, Float64Array]
    const { period } = this
    let { seen, average } = this
    this.directions.fill(sources, sourceAt, targets, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) {
      const index = adx[i]!
      if (Number.isNaN(index)) continue
      const isSeeded = seen === period
      if (!isSeeded) seen++
      if (plusDI[i]! + minusDI[i]! > 0) average += (isSeeded ? index - average : index) / period
      adx[i] = average
      if (seen === period) continue
      adx[i] = NaN
      plusDI[i] = NaN
      minusDI[i] = NaN
    }
    this.seen = seen
    this.average = average
  }
}

export const adxEntry: IndicatorEntry = {
  name: 'adx',
  title: 'Average directional index',
  group: 'momentum',
  talib: 'ADX',
  parameters: [period({ default: 14, min: 2 })],
  warmup: '2 * period - 1',
  convention: 'Wilder; a row without range or direction keeps adx',
  source: 'TA-Lib ADX, PLUS_DI, MINUS_DI',
  make: made(Adx),
}
