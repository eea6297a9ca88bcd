import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { StdDev } from './std-dev.ts'

/** `period` in rows, 20 unless given; `sample` divides squares by period - 1. */
export interface ZScoreOptions {
  readonly period?: number
  readonly deviation?: 'population' | 'sample'
}

/** How many standard deviations a value is from the mean of the last `period`, it among them; 0 in a window that stands still. */
export class ZScore extends LineIndicator {
  private readonly scale: number
  private readonly mean: Sma
  private readonly deviation: StdDev
  private readonly means: Float64Array = scratch()
  private readonly deviations: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: ZScoreOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 2)
    super(period - 1)
    const isSample = checkChoice('deviation', options.deviation ?? 'population', ['population', 'sample']) === 'sample'
    this.scale = isSample ? Math.sqrt((period - 1) / period) : 1
    this.mean = new Sma({ period })
    this.deviation = new StdDev({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { means, deviations, scale } = this
    this.mean.fillLine(source, sourceAt, means, 0, count)
    this.deviation.fillLine(source, sourceAt, deviations, 0, count)
    for (let i = 0; i < count; i++) {
      const apart = source[sourceAt + i]! - means[i]!
      target[targetAt + i] = deviations[i] === 0 ? 0 : (scale * apart) / deviations[i]!
    }
  }
}

export const zScoreEntry: IndicatorEntry = {
  name: 'zScore',
  title: 'Z-score',
  group: 'statistics',
  parameters: [period({ default: 20, min: 2 }), { name: 'deviation', default: 'population', choices: ['population', 'sample'] }],
  warmup: 'period - 1',
  convention: 'population deviation; the window holds this row; 0 in a window that stands still',
  source: 'definition',
  make: made(ZScore),
}
