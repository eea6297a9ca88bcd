import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { RowsSinceHighest } from '../math/rows-since-highest.ts'

/**
 * Aroon: how lately the highest high (up) and the lowest low (down) of this row and the `period` before it were, from 0
 * for the oldest to 100 for this row; of equal ones the newest counts. The oscillator is up - down.
 */
export class Aroon extends CompoundIndicator<'high' | 'low', 'down' | 'up' | 'oscillator'> {
  private readonly period: number
  private readonly sinceHigh: RowsSinceHighest
  private readonly sinceLow: RowsSinceHighest

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low'], outputs: ['down', 'up', 'oscillator'], warmup: period, main: 'oscillator' })
    this.period = period
    this.sinceHigh = new RowsSinceHighest({ period: period + 1 })
    this.sinceLow = new RowsSinceHighest({ period: period + 1 })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const [down, up, oscillator] = targets as [Float64Array, Float64Array, Float64Array]
    const { period } = this
    for (let i = 0; i < count; i++) lows[i] = -lows[i]!
    this.sinceHigh.fillLine(highs, 0, highs, 0, count)
    this.sinceLow.fillLine(lows, 0, lows, 0, count)
    for (let i = 0; i < count; i++) {
      down[targetAt + i] = (100 * (period - lows[i]!)) / period
      up[targetAt + i] = (100 * (period - highs[i]!)) / period
      oscillator[targetAt + i] = (100 * (lows[i]! - highs[i]!)) / period
    }
  }
}

export const aroonEntry: IndicatorEntry = {
  name: 'aroon',
  title: 'Aroon',
  group: 'momentum',
  talib: ['AROON', 'AROONOSC'],
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'over period + 1 rows; of equal highs or lows the newest counts',
  source: 'TA-Lib AROON, AROONOSC',
  make: made(Aroon),
}
