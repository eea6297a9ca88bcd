import type { HighLowClose } from './atr.ts'
import { Highest } from './highest.ts'
import { BlockIndicator } from './block-indicator.ts'
import { Lowest } from './lowest.ts'
import { checkPeriod } from './period.ts'
import { Sma } from './sma.ts'

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
export class Stochastic extends BlockIndicator {
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly slowKAverage: Sma
  private readonly slowDAverage: Sma

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= fastK, slowK, slowD <= 100,000 */
  constructor(options: StochasticOptions = {}) {
    const fastK = checkPeriod('fastK', options.fastK ?? 5, 1)
    const slowK = checkPeriod('slowK', options.slowK ?? 3, 1)
    const slowD = checkPeriod('slowD', options.slowD ?? 3, 1)
    super({ inputs: ['high', 'low', 'close'], outputs: ['fastK', 'slowK', 'slowD'], warmup: fastK + slowK + slowD - 3 })
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

  /** Takes one bar and returns slowK; the other two are fields until the next update. */
  update(bar: HighLowClose): number {
    this.setInput(0, bar.high)
    this.setInput(1, bar.low)
    this.setInput(2, bar.close)
    return this.runRow(1)
  }

  /** The unsmoothed stochastic at the last update. */
  get fastK(): number {
    return this.output(0)
  }

  /** SMA of slowK at the last update. */
  get slowD(): number {
    return this.output(2)
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
