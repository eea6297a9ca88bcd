import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Variance, deviationKinds, type VarianceOptions } from './variance.ts'

/** Standard deviation of the last `period` values: the square root of their variance. */
export class StdDev extends LineIndicator {
  private readonly variance: Variance

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: VarianceOptions) {
    super(checkPeriod('period', options.period, 2) - 1)
    this.variance = new Variance(options)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.variance.fillLine(source, sourceAt, target, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) target[i] = Math.sqrt(target[i]!)
  }
}

export const stdDevEntry: IndicatorEntry = {
  name: 'stdDev',
  title: 'Standard deviation',
  group: 'statistics',
  talib: 'STDDEV',
  parameters: [period({ min: 2 }), { name: 'deviation', default: 'population', choices: deviationKinds }],
  warmup: 'period - 1',
  convention: 'population divides by period, sample by period - 1',
  source: 'TA-Lib STDDEV',
  make: made(StdDev),
}
