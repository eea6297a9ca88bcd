import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from './ema.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Zero-lag exponential moving average: EMA(period) of 2 × value - the value of (period - 1) / 2 rows ago, rounded down. */
export class Zlema extends LineIndicator {
  private readonly lag: Lag
  private readonly average: Ema
  private readonly lagged: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 3 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 3)
    const lag = Math.floor((period - 1) / 2)
    super(lag + period - 1)
    this.lag = new Lag({ period: lag })
    this.average = new Ema({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { lagged } = this
    this.lag.fillLine(source, sourceAt, lagged, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = 2 * source[sourceAt + i]! - lagged[i]!
    this.average.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const zlemaEntry: IndicatorEntry = {
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  group: 'overlap',
  parameters: [period({ min: 3 })],
  warmup: 'floor((period - 1) / 2) + period - 1',
  convention: 'lag (period - 1) / 2 rounded down; seeded by the mean of the first period corrected values',
  source: 'Ehlers and Way, Zero Lag (2010)',
  make: made(Zlema),
}
