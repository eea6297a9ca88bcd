import type { LineIndicator } from '../line-indicator.ts'
import { RowIndicator } from '../row-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { TrueRange } from './true-range.ts'

const rangeAverages = ['wilder', 'sma', 'ema'] as const

/** `period` in rows, 14 unless given; how true ranges are averaged, by Wilder's rule unless given. */
export interface AtrOptions {
  readonly period?: number
  readonly average?: (typeof rangeAverages)[number]
}

/**
 * Average true range, by Wilder's average unless told. True range starts with the second bar; the average is seeded by the
 * mean of the first `period` true ranges.
 */
export class Atr extends RowIndicator<'high' | 'low' | 'close'> {
  private readonly range = new TrueRange()
  private readonly average: LineIndicator

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and average is wilder, sma or ema */
  constructor(options: AtrOptions = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period })
    this.average = averageOf(checkChoice('average', options.average ?? 'wilder', rangeAverages), period)
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    this.range.fill(sources, sourceAt, targets, targetAt, count)
    this.average.fillLine(target, targetAt, target, targetAt, count)
  }
}

function averageOf(average: (typeof rangeAverages)[number], period: number): LineIndicator {
  if (average === 'sma') return new Sma({ period })
  return new Ema(average === 'wilder' ? { period, weight: 1 / period } : { period })
}

export const atrEntry: IndicatorEntry = {
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  talib: 'ATR',
  parameters: [period({ default: 14, min: 2 }), { name: 'average', default: 'wilder', choices: rangeAverages }],
  warmup: 'period',
  convention: 'Wilder; true range from the second bar; seeded by the mean of the first period ranges',
  source: 'TA-Lib ATR',
  make: made(Atr),
}
