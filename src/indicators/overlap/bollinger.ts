import { LinesIndicator, type LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Variance, deviationKinds, type DeviationKind } from '../statistics/variance.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { movingAverage, movingAverageTypes, type MovingAverageType } from './moving-average.ts'

const DEVIATIONS_MAX = 100

export interface BollingerOptions {
  /** In rows, 20 unless given. */
  readonly period?: number
  /** Standard deviations from the middle to a band, 2 unless given. */
  readonly deviations?: number
  /** To the lower band, where it is not as far as the upper one. */
  readonly deviationsDown?: number
  /** The middle: 'sma' unless given. */
  readonly average?: MovingAverageType
  /** Divide squares by the period ('population', unless given) or by one less ('sample'). */
  readonly deviation?: DeviationKind
}

/** Bollinger bands: an average, and that plus and minus so many standard deviations of the window from its mean. */
export class Bollinger extends LinesIndicator<'upper' | 'middle' | 'lower'> {
  private readonly up: number
  private readonly down: number
  /** Absent where it is the window's mean, which comes with the variance. */
  private readonly average: LineIndicator | undefined
  private readonly variance: Variance

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 < deviations <= 100 */
  constructor({
    period = 20,
    deviations = 2,
    deviationsDown = deviations,
    average = 'sma',
    deviation = 'population',
  }: BollingerOptions = {}) {
    const middle = movingAverage(average, { period: checkPeriod('period', period, 2) })
    super({ outputs: ['upper', 'middle', 'lower'], warmup: Math.max(middle.warmup, period - 1), main: 'middle' })
    this.up = checkNumber('deviations', deviations, { above: 0, max: DEVIATIONS_MAX })
    this.down = checkNumber('deviationsDown', deviationsDown, { above: 0, max: DEVIATIONS_MAX })
    this.average = average === 'sma' ? undefined : middle
    this.variance = new Variance({ period, deviation })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const source = sources[0]!
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    const { up, down } = this
    this.variance.fillMoments(source, sourceAt, middle, upper, targetAt, count)
    this.average?.fillLine(source, sourceAt, middle, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) {
      const mean = middle[i]!
      const deviation = Math.sqrt(upper[i]!)
      upper[i] = mean + deviation * up
      lower[i] = mean - deviation * down
    }
  }
}

export const bollingerEntry: IndicatorEntry = {
  name: 'bollinger',
  title: 'Bollinger bands',
  group: 'overlap',
  talib: 'BBANDS',
  parameters: [
    period({ default: 20, min: 2 }),
    { name: 'deviations', default: 2, above: 0, max: DEVIATIONS_MAX },
    { name: 'deviationsDown', default: 2, above: 0, max: DEVIATIONS_MAX },
    { name: 'average', default: 'sma', choices: movingAverageTypes },
    { name: 'deviation', default: 'population', choices: deviationKinds },
  ],
  warmup: 'period - 1',
  convention: 'simple average, population deviation; deviationsDown is deviations unless given; other averages warm up as long as they do',
  source: 'TA-Lib BBANDS, whose period is 5 unless given',
  make: made(Bollinger),
}
