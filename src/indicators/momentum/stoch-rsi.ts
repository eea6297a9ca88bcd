import { scratch } from '../compound-indicator.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { movingAverageTypes, type MovingAverageType } from '../overlap/moving-average.ts'
import { made, period, rows, type IndicatorEntry } from '../entry.ts'
import { Rsi } from './rsi.ts'
import { Stochastic } from './stochastic.ts'

/** Periods, in rows, 14, 5 and 3 unless given, and the kind of fastD's average, simple unless given. */
export interface StochRsiOptions {
  readonly period?: number
  readonly fastK?: number
  readonly fastD?: number
  readonly fastDAverage?: MovingAverageType
}

/** Stochastic of rsi: fastK is where rsi(period) stands in its range of the last fastK rows, fastD an average of that. */
export class StochRsi extends LinesIndicator<'fastK' | 'fastD'> {
  private readonly rsi: Rsi
  private readonly stochastic: Stochastic
  /** The rsi as high, low and close. */
  private readonly strengths: readonly Float64Array[]
  /** fastK, fastD, and the stochastic's further average, which is of one row. */
  private readonly averages: readonly Float64Array[] = [scratch(), scratch(), scratch()]

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 1 <= fastK, fastD <= 100,000 */
  constructor(options: StochRsiOptions = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    const fastK = checkPeriod('fastK', options.fastK ?? 5, 1)
    const fastD = checkPeriod('fastD', options.fastD ?? 3, 1)
    const slowKAverage = checkChoice('fastDAverage', options.fastDAverage ?? 'sma', movingAverageTypes)
    const stochastic = new Stochastic({ fastK, slowK: fastD, slowD: 1, slowKAverage })
    super({ outputs: ['fastK', 'fastD'], warmup: period + stochastic.warmup })
    this.rsi = new Rsi({ period })
    this.stochastic = stochastic
    const strength = scratch()
    this.strengths = [strength, strength, strength]
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const { strengths, averages } = this
    this.rsi.fillLine(sources[0]!, sourceAt, strengths[0]!, 0, count)
    this.stochastic.fill(strengths, 0, averages, 0, count)
    for (let k = 0; k < targets.length; k++) {
      const target = targets[k]!
      const average = averages[k]!
      for (let i = 0; i < count; i++) target[targetAt + i] = average[i]!
    }
  }
}

export const stochRsiEntry: IndicatorEntry = {
  name: 'stochRsi',
  title: 'Stochastic of the relative strength index',
  group: 'momentum',
  talib: 'STOCHRSI',
  parameters: [
    period({ default: 14, min: 2 }),
    rows('fastK', { default: 5, min: 1 }),
    rows('fastD', { default: 3, min: 1 }),
    { name: 'fastDAverage', default: 'sma', choices: movingAverageTypes },
  ],
  warmup: 'period + fastK + fastD - 2',
  convention: "TA-Lib's: rsi by Wilder, fastK not smoothed; an average that is not simple may warm up longer",
  source: 'TA-Lib STOCHRSI; Chande and Kroll, The New Technical Trader, 1994',
  make: made(StochRsi),
}
