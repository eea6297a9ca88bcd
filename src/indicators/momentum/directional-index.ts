import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Directional indicators and index by Wilder, seeded as in TA-Lib: directional movement and true range are summed over
 * the first period - 1 changes and smoothed from then on. plusDI and minusDI are movement up and down in per cent of the
 * range, 0 where there is no range; dx is how far apart they are in per cent of their sum, and stays where it was on a
 * row without any.
 */
export class DirectionalIndex extends RowIndicator<'high' | 'low' | 'close', 'dx' | 'plusDI' | 'minusDI'> {
  private readonly period: number
  private previousHigh = NaN
  private previousLow = NaN
  private previousClose = NaN
  /** Changes from bar to bar seen, up to `period`. */
  private seen = 0
  /** Wilder's running sums of directional movement up and down, and of true range. */
  private plus = 0
  private minus = 0
  private range = 0
  private index = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['dx', 'plusDI', 'minusDI'], warmup: period })
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
    const [dx, plusDI, minusDI] = targets as [Float64Array, Float64Array, Float64Array]
    const { period } = this
    const smoothed = 1 - 1 / period
    let { previousHigh, previousLow, previousClose, seen, plus, minus, range, index } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      dx[targetAt + i] = NaN
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
      if (seen < period) seen++
      const kept = seen < period ? 1 : smoothed
      plus = plus * kept + (up > down ? Math.max(up, 0) : 0)
      minus = minus * kept + (down > up ? Math.max(down, 0) : 0)
      range = range * kept + trueRange
      if (seen < period) continue
      const moved = plus + minus
      if (moved > 0 && range !== 0) index = (100 * Math.abs(plus - minus)) / moved
      dx[targetAt + i] = index
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
    this.index = index
  }
}

export const directionalIndexEntry: IndicatorEntry = {
  name: 'directionalIndex',
  title: 'Directional index',
  group: 'momentum',
  talib: ['DX', 'PLUS_DI', 'MINUS_DI'],
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'Wilder; a row without range or direction keeps dx',
  source: 'TA-Lib DX, PLUS_DI, MINUS_DI',
  make: made(DirectionalIndex),
}
