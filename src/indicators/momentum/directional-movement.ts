import { RowIndicator } from '../row-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Directional movement by Wilder: of the way the high went up and the low went down since the bar before, the larger
 * one; as running sums, summed over the first period - 1 changes and smoothed from then on. A period of 1 gives each
 * bar's own.
 */
export class DirectionalMovement extends RowIndicator<'high' | 'low', 'plusDM' | 'minusDM'> {
  private readonly period: number
  private previousHigh = NaN
  private previousLow = NaN
  /** Changes from bar to bar seen, up to `period`. */
  private seen = 0
  private plus = 0
  private minus = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 1)
    super({ inputs: ['high', 'low'], outputs: ['plusDM', 'minusDM'], warmup: Math.max(period - 1, 1) })
    this.period = period
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const [plusDM, minusDM] = targets as [Float64Array, Float64Array]
    const { period, warmup } = this
    const smoothed = 1 - 1 / period
    let { previousHigh, previousLow, seen, plus, minus } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      plusDM[targetAt + i] = NaN
      minusDM[targetAt + i] = NaN
      if (Number.isNaN(high + low)) continue
      const up = high - previousHigh
      const down = previousLow - low
      previousHigh = high
      previousLow = low
      if (Number.isNaN(up)) continue
      if (seen < period) seen++
      const kept = seen < period ? 1 : smoothed
      plus = plus * kept + (up > down ? Math.max(up, 0) : 0)
      minus = minus * kept + (down > up ? Math.max(down, 0) : 0)
      if (seen < warmup) continue
      plusDM[targetAt + i] = plus
      minusDM[targetAt + i] = minus
    }
    this.previousHigh = previousHigh
    this.previousLow = previousLow
    this.seen = seen
    this.plus = plus
    this.minus = minus
  }
}

export const directionalMovementEntry: IndicatorEntry = {
  name: 'directionalMovement',
  title: 'Directional movement',
  group: 'momentum',
  talib: ['PLUS_DM', 'MINUS_DM'],
  parameters: [period({ default: 14, min: 1 })],
  warmup: 'max(period - 1, 1)',
  convention: 'Wilder; a running sum, seeded by the first period - 1 changes',
  source: 'TA-Lib PLUS_DM, MINUS_DM',
  make: made(DirectionalMovement),
}
