import { log } from '../../base/elementary.ts'
import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Rogers and Satchell's volatility of a bar, which a drift does not bias: the root of the mean, over `period` bars, of
 * ln(high / close) ln(high / open) + ln(low / close) ln(low / open).
 */
export class RogersSatchell extends CompoundIndicator<'open' | 'high' | 'low' | 'close'> {
  private readonly mean: Sma

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['open', 'high', 'low', 'close'], outputs: ['value'], warmup: period - 1 })
    this.mean = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [opens, highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    for (const column of rows) takeLogarithms(column, count)
    for (let i = 0; i < count; i++) {
      const open = opens[i]!
      const high = highs[i]!
      const low = lows[i]!
      const close = closes[i]!
      const variance = (high - close) * (high - open) + (low - close) * (low - open)
      // A price of 0 or less has no logarithm: the bar is left out.
      target[targetAt + i] = NaN
      if (Math.abs(variance) < Infinity) target[targetAt + i] = variance
    }
    this.mean.fillLine(target, targetAt, target, targetAt, count)
    for (let i = targetAt; i < targetAt + count; i++) target[i] = Math.sqrt(Math.max(target[i]!, 0))
  }
}

function takeLogarithms(column: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) column[i] = log(column[i]!)
}

export const rogersSatchellEntry: IndicatorEntry = {
  name: 'rogersSatchell',
  title: "Rogers and Satchell's volatility",
  group: 'volatility',
  parameters: [period({ default: 20, min: 1 })],
  warmup: 'period - 1',
  convention: 'of one bar, not annualised',
  source: 'Rogers and Satchell, The Annals of Applied Probability 1:4 (1991)',
  gaps: 'for a bar with a price of 0 or less, which is left out',
  make: made(RogersSatchell),
}
