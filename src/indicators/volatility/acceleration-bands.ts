import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Acceleration bands by Headley: simple averages of the closes, and of highs and lows that are pushed apart by four times
 * the bar's range over the sum of its high and low.
 */
export class AccelerationBands extends CompoundIndicator<'high' | 'low' | 'close', 'upper' | 'middle' | 'lower'> {
  private readonly averages: readonly [Sma, Sma, Sma]

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['upper', 'middle', 'lower'], warmup: period - 1, main: 'middle' })
    this.averages = [new Sma({ period }), new Sma({ period }), new Sma({ period })]
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      const high = highs[i]!
      const low = lows[i]!
      const width = high + low === 0 ? 0 : (4 * (high - low)) / (high + low)
      highs[i] = high * (1 + width)
      lows[i] = low * (1 - width)
    }
    this.averages[0].fillLine(highs, 0, upper, targetAt, count)
    this.averages[1].fillLine(closes, 0, middle, targetAt, count)
    this.averages[2].fillLine(lows, 0, lower, targetAt, count)
  }
}

export const accelerationBandsEntry: IndicatorEntry = {
  name: 'accelerationBands',
  title: 'Acceleration bands',
  group: 'volatility',
  talib: 'ACCBANDS',
  parameters: [period({ default: 20, min: 2 })],
  warmup: 'period - 1',
  convention: 'simple averages; a bar whose high and low are 0 in sum is not widened',
  source: 'TA-Lib ACCBANDS (0.6); Headley, Big Trends in Trading, 2002',
  make: made(AccelerationBands),
}
