import { Highest } from '../math/highest.ts'
import { RowIndicator } from '../row-indicator.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods, in rows; 5, 3 and 3 unless given. */
export interface StochasticOptions {
  readonly fastK?: number
  readonly slowK?: number
  readonly slowD?: number
}

/**
 * Slow stochastic: fastK is where the close stands between the lowest low (0) and the highest high (100) of its window,
 * slowK its simple average, slowD the simple average of slowK. A window without a range gives a fastK of 0, as in TA-Lib.
 */
export class Stochastic extends RowIndicator<'high' | 'low' | 'close', 'fastK' | 'slowK' | 'slowD'> {
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly slowKAverage: Sma
  private readonly slowDAverage: Sma

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= fastK, slowK, slowD <= 100,000 */
  constructor(options: StochasticOptions = {}) {
    const fastK = checkPeriod('fastK', options.fastK ?? 5, 1)
    const slowK = checkPeriod('slowK', options.slowK ?? 3, 1)
    const slowD = checkPeriod('slowD', options.slowD ?? 3, 1)
    super({ inputs: ['high', 'low', 'close'], outputs: ['fastK', 'slowK', 'slowD'], warmup: fastK + slowK + slowD - 3, main: 'slowK' })
    this.highest = new Highest({ period: fastK })
    this.lowest = new Lowest({ period: fastK })
    this.slowKAverage = new Sma({ period: slowK })
    this.slowDAverage = new Sma({ period: slowD })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [fastK, slowK, slowD] = targets as [Float64Array, Float64Array, Float64Array]
    this.fillFastK(sources, sourceAt, targets, targetAt, count)
    this.slowKAverage.fillLine(fastK, targetAt, slowK, targetAt, count)
    this.slowDAverage.fillLine(slowK, targetAt, slowD, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) {
      if (!Number.isNaN(slowD[i]!)) continue
      fastK[i] = NaN
      slowK[i] = NaN
    }
  }

  /** Uses the columns of slowK and slowD for the window's borders; both are written over afterwards. */
  private fillFastK(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array]
    const [fastK, upper, lower] = targets as [Float64Array, Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      upper[targetAt + i] = high
      lower[targetAt + i] = low
      // A row that lacks an input is kept from both windows.
      if (Number.isNaN(high + low + closes[sourceAt + i]!)) {
        upper[targetAt + i] = NaN
        lower[targetAt + i] = NaN
      }
    }
    this.highest.fillLine(upper, targetAt, upper, targetAt, count)
    this.lowest.fillLine(lower, targetAt, lower, targetAt, count)
    for (let i = 0; i < count; i++) {
      const low = lower[targetAt + i]!
      const range = upper[targetAt + i]! - low
      fastK[targetAt + i] = range === 0 ? 0 : (100 * (closes[sourceAt + i]! - low)) / range
    }
  }
}

export const stochasticEntry: IndicatorEntry = {
  name: 'stochastic',
  title: 'Slow stochastic',
  group: 'momentum',
  talib: ['STOCH', 'STOCHF'],
  parameters: [rows('fastK', { default: 5, min: 1 }), rows('slowK', { default: 3, min: 1 }), rows('slowD', { default: 3, min: 1 })],
  warmup: 'fastK + slowK + slowD - 3',
  convention: 'slow, smoothed by simple averages; fastK is 0 in a window without a range',
  source: 'TA-Lib STOCH, STOCHF',
  make: made(Stochastic),
}
