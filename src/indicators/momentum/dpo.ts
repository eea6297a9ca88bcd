import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Detrended price oscillator: the value of period / 2 + 1 rows ago, rounded down, less the simple average of the last `period`. */
export class Dpo extends LineIndicator {
  private readonly lag: Lag
  private readonly average: Sma
  private readonly lagged: Float64Array = scratch()

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    const lag = Math.floor(period / 2) + 1
    super(Math.max(period - 1, lag))
    this.lag = new Lag({ period: lag })
    this.average = new Sma({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { lagged } = this
    this.lag.fillLine(source, sourceAt, lagged, 0, count)
    this.average.fillLine(source, sourceAt, target, targetAt, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = lagged[i]! - target[targetAt + i]!
  }
}

export const dpoEntry: IndicatorEntry = {
  name: 'dpo',
  title: 'Detrended price oscillator',
  group: 'momentum',
  parameters: [period({ default: 20, min: 1 })],
  warmup: 'max(period - 1, floor(period / 2) + 1)',
  convention: 'not shifted back: this row says what was known at it',
  source: 'definition, as charting platforms draw it when not centred',
  make: made(Dpo),
}
