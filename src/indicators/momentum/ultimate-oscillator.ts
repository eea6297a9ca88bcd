import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sum } from '../math/sum.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods, in rows; 7, 14 and 28 unless given. */
export interface UltimateOscillatorOptions {
  readonly short?: number
  readonly medium?: number
  readonly long?: number
}

/**
 * Ultimate oscillator by Williams: in three windows, the way from the lowest that each bar or the close before it was up
 * to its close, in per cent of all true range. The shortest window weighs 4, the next 2, the longest 1, in whatever order
 * they are given; a window without a range counts as 0.
 */
export class UltimateOscillator extends CompoundIndicator<'high' | 'low' | 'close'> {
  private readonly windows: readonly { readonly pressure: Sum; readonly range: Sum; readonly weight: number }[]
  private readonly pressure = scratch()
  private readonly range = scratch()
  private previousClose = NaN

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= short, medium, long <= 100,000 */
  constructor(options: UltimateOscillatorOptions = {}) {
    const periods = [
      checkPeriod('short', options.short ?? 7, 1),
      checkPeriod('medium', options.medium ?? 14, 1),
      checkPeriod('long', options.long ?? 28, 1),
    ].toSorted((a, b) => a - b)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: periods[2]! })
    this.windows = periods.map((period, k) => ({
      pressure: new Sum({ period }),
      range: new Sum({ period }),
      weight: [4, 2, 1][k]!,
    }))
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [pressures, ranges, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const { windows, pressure, range } = this
    for (let i = 0; i < count; i++) {
      const close = closes[i]!
      const bottom = Math.min(ranges[i]!, this.previousClose)
      // Pressures and true ranges take the place of highs and lows.
      ranges[i] = Math.max(pressures[i]!, this.previousClose) - bottom
      pressures[i] = close - bottom
      if (!Number.isNaN(close)) this.previousClose = close
      target[targetAt + i] = 0
    }
    for (let k = 0; k < windows.length; k++) {
      const window = windows[k]!
      window.pressure.fillLine(pressures, 0, pressure, 0, count)
      window.range.fillLine(ranges, 0, range, 0, count)
      const share = (100 * window.weight) / 7
      for (let i = 0; i < count; i++) {
        const part = range[i] === 0 ? 0 : share * (pressure[i]! / range[i]!)
        target[targetAt + i] = target[targetAt + i]! + part
      }
    }
  }
}

export const ultimateOscillatorEntry: IndicatorEntry = {
  name: 'ultimateOscillator',
  title: 'Ultimate oscillator',
  group: 'momentum',
  talib: 'ULTOSC',
  parameters: [rows('short', { default: 7, min: 1 }), rows('medium', { default: 14, min: 1 }), rows('long', { default: 28, min: 1 })],
  warmup: 'max(short, medium, long)',
  convention: 'weights 4, 2, 1 from the shortest window to the longest; a window without a range counts as 0',
  source: 'TA-Lib ULTOSC',
  make: made(UltimateOscillator),
}
