import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Relative volume: a bar's volume over the mean of the `period` bars before it; NaN where those had none. Give it the line of volumes. */
export class RelativeVolume extends LineIndicator {
  private readonly average: Sma
  private readonly lag = new Lag({ period: 1 })
  private readonly means: Float64Array = scratch()

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super(period)
    this.average = new Sma({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { means } = this
    this.lag.fillLine(source, sourceAt, means, 0, count)
    this.average.fillLine(means, 0, means, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = means[i]! > 0 ? source[sourceAt + i]! / means[i]! : NaN
  }
}

export const relativeVolumeEntry: IndicatorEntry = {
  name: 'relativeVolume',
  title: 'Relative volume',
  group: 'volume',
  parameters: [period({ default: 20, min: 1 })],
  warmup: 'period',
  convention: 'against the mean of the period bars before this one',
  source: 'definition',
  gaps: 'where the bars before had no volume',
  make: made(RelativeVolume),
}
