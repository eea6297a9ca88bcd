import { CompoundIndicator, startTogether } from '../compound-indicator.ts'
import type { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { movingAverage, movingAverageTypes, type MovingAverageType } from '../overlap/moving-average.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods, in rows, 5, 3 and 3 unless given, and the kinds of the two averages, simple unless given. */
export interface StochasticOptions {
  readonly fastK?: number
  readonly slowK?: number
  readonly slowD?: number
  readonly slowKAverage?: MovingAverageType
  readonly slowDAverage?: MovingAverageType
}

/**
 * Slow stochastic: fastK is where the close stands between the lowest low (0) and the highest high (100) of its window,
 * slowK an average of it, slowD an average of slowK. A window without a range gives a fastK of 0, as in TA-Lib.
 */
export class Stochastic extends CompoundIndicator<'high' | 'low' | 'close', 'fastK' | 'slowK' | 'slowD'> {
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly slowKAverage: LineIndicator
  private readonly slowDAverage: LineIndicator

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= fastK, slowK, slowD <= 100,000 and the averages are kinds there are */
  constructor(options: StochasticOptions = {}) {
    const fastK = checkPeriod('fastK', options.fastK ?? 5, 1)
    const slowK = checkPeriod('slowK', options.slowK ?? 3, 1)
    const slowD = checkPeriod('slowD', options.slowD ?? 3, 1)
    const kType = checkChoice('slowKAverage', options.slowKAverage ?? 'sma', movingAverageTypes)
    const dType = checkChoice('slowDAverage', options.slowDAverage ?? 'sma', movingAverageTypes)
    const slowKAverage = movingAverage(kType, { period: slowK })
    const slowDAverage = movingAverage(dType, { period: slowD })
    const warmup = fastK - 1 + slowKAverage.warmup + slowDAverage.warmup
    super({ inputs: ['high', 'low', 'close'], outputs: ['fastK', 'slowK', 'slowD'], warmup, main: 'slowK' })
    this.highest = new Highest({ period: fastK })
    this.lowest = new Lowest({ period: fastK })
    this.slowKAverage = slowKAverage
    this.slowDAverage = slowDAverage
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [fastK, slowK, slowD] = targets as [Float64Array, Float64Array, Float64Array]
    this.highest.fillLine(highs, 0, highs, 0, count)
    this.lowest.fillLine(lows, 0, lows, 0, count)
    for (let i = 0; i < count; i++) {
      const range = highs[i]! - lows[i]!
      fastK[targetAt + i] = range === 0 ? 0 : 100 * ((closes[i]! - lows[i]!) / range)
    }
    this.slowKAverage.fillLine(fastK, targetAt, slowK, targetAt, count)
    this.slowDAverage.fillLine(slowK, targetAt, slowD, targetAt, count)
    startTogether(targets, targetAt, count)
  }
}

export const stochasticEntry: IndicatorEntry = {
  name: 'stochastic',
  title: 'Slow stochastic',
  group: 'momentum',
  talib: ['STOCH', 'STOCHF'],
  parameters: [
    rows('fastK', { default: 5, min: 1 }),
    rows('slowK', { default: 3, min: 1 }),
    rows('slowD', { default: 3, min: 1 }),
    { name: 'slowKAverage', default: 'sma', choices: movingAverageTypes },
    { name: 'slowDAverage', default: 'sma', choices: movingAverageTypes },
  ],
  warmup: 'fastK + slowK + slowD - 3',
  convention: 'slow; fastK is 0 in a window without a range; averages that are not simple may warm up longer',
  source: 'TA-Lib STOCH, STOCHF',
  make: made(Stochastic),
}
