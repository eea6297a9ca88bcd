import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Vortex: how far each bar's high is from the low before (plus), and its low from the high before (minus), as a share of
 * the true range, all summed over `period` changes. 0 in a window without a range.
 */
export class Vortex extends CompoundIndicator<'high' | 'low' | 'close', 'plus' | 'minus'> {
  private readonly sums: readonly [Sma, Sma, Sma]
  private readonly ranges: Float64Array = scratch()
  private previousHigh = NaN
  private previousLow = NaN
  private previousClose = NaN

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 1)
    super({ inputs: ['high', 'low', 'close'], outputs: ['plus', 'minus'], warmup: period })
    this.sums = [new Sma({ period }), new Sma({ period }), new Sma({ period })]
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [plus, minus] = targets as [Float64Array, Float64Array]
    const { ranges, sums } = this
    let { previousHigh, previousLow, previousClose } = this
    for (let i = 0; i < count; i++) {
      const high = highs[i]!
      const low = lows[i]!
      plus[targetAt + i] = Math.abs(high - previousLow)
      minus[targetAt + i] = Math.abs(low - previousHigh)
      ranges[i] = Math.max(high, previousClose) - Math.min(low, previousClose)
      if (Number.isNaN(high)) continue
      previousHigh = high
      previousLow = low
      previousClose = closes[i]!
    }
    this.previousHigh = previousHigh
    this.previousLow = previousLow
    this.previousClose = previousClose
    sums[0].fillLine(plus, targetAt, plus, targetAt, count)
    sums[1].fillLine(minus, targetAt, minus, targetAt, count)
    sums[2].fillLine(ranges, 0, ranges, 0, count)
    for (let i = 0; i < count; i++) {
      const range = ranges[i]!
      plus[targetAt + i] = range === 0 ? 0 : plus[targetAt + i]! / range
      minus[targetAt + i] = range === 0 ? 0 : minus[targetAt + i]! / range
    }
  }
}

export const vortexEntry: IndicatorEntry = {
  name: 'vortex',
  title: 'Vortex indicator',
  group: 'momentum',
  parameters: [period({ default: 14, min: 1 })],
  warmup: 'period',
  convention: 'changes from the second bar on; 0 in a window without a range',
  source: 'Botes and Siepman, Stocks & Commodities 28:1 (2010)',
  make: made(Vortex),
}
