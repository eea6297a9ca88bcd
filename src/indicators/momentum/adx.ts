import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Average directional index by Wilder, with the directional indicators it is made of, seeded as in TA-Lib: directional
 * movement and true range are summed over the first period - 1 changes and smoothed from then on; adx starts as the
 * mean of the next `period` directional indices. A row without range or direction keeps adx as it was.
 */
export class Adx extends RowIndicator<'high' | 'low' | 'close', 'adx' | 'plusDI' | 'minusDI'> {
  private readonly period: number
  private previousHigh = NaN
  private previousLow = NaN
  private previousClose = NaN
  /** Changes from bar to bar seen, up to `warmup`. */
  private seen = 0
  /** Wilder's running sums of directional movement up and down, and of true range. */
  private plus = 0
  private minus = 0
  private range = 0
  /** The average of the directional indices; while it is seeded, what they have added to it so far. */
  private average = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['adx', 'plusDI', 'minusDI'], warmup: 2 * period - 1 })
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
    const [adx, plusDI, minusDI] = targets as [Float64Array, Float64Array, Float64Array]
    const { period, warmup } = this
    const weight = 1 / period
    let { previousHigh, previousLow, previousClose, seen, plus, minus, range, average } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      adx[targetAt + i] = NaN
      plusDI[targetAt + i] = NaN
      minusDI[targetAt + i] = NaN
      if (Number.isNaN(high + low + close)) continue
      const up = high - previousHigh
      const down = previousLow - low
      const trueRange = Math.max(high, previousClose) - Math.min(low, previousClose)
      previousHigh = high
      previousLow = low
      previousClose = close
      if (Number.isNaN(up)) continue
      const seeded = seen === warmup
      if (!seeded) seen++
      const kept = seen < period ? 1 : 1 - weight
      plus = plus * kept + (up > down ? Math.max(up, 0) : 0)
      minus = minus * kept + (down > up ? Math.max(down, 0) : 0)
      range = range * kept + trueRange
      if (seen < period) continue
      const moved = plus + minus
      if (moved > 0) {
        const index = (100 * Math.abs(plus - minus)) / moved
        average += (seeded ? index - average : index) * weight
      }
      if (seen < warmup) continue
      adx[targetAt + i] = average
      plusDI[targetAt + i] = range === 0 ? 0 : (100 * plus) / range
      minusDI[targetAt + i] = range === 0 ? 0 : (100 * minus) / range
    }
    this.previousHigh = previousHigh
    this.previousLow = previousLow
    this.previousClose = previousClose
    this.seen = seen
    this.plus = plus
    this.minus = minus
    this.range = range
    this.average = average
  }
}

export const adxEntry: IndicatorEntry = {
  name: 'adx',
  title: 'Average directional index',
  group: 'momentum',
  talib: ['ADX', 'PLUS_DI', 'MINUS_DI'],
  parameters: [period({ default: 14, min: 2 })],
  warmup: '2 * period - 1',
  convention: 'Wilder; a row without range or direction keeps adx',
  source: 'TA-Lib ADX, PLUS_DI, MINUS_DI',
  make: made(Adx),
}
