import { LockstepError } from '../../base/error.ts'
import { LinesIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from './sma.ts'
import { StdDev } from '../statistics/std-dev.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

const DEVIATIONS_MAX = 100

/** `period` in rows, 20 unless given; the bands stand `deviations` population standard deviations off, 2 unless given. */
export interface BollingerOptions {
  readonly period?: number
  readonly deviations?: number
}

/** Bollinger bands: SMA(period), and that plus and minus `deviations` × the window's population standard deviation. */
export class Bollinger extends LinesIndicator<'upper' | 'middle' | 'lower'> {
  private readonly deviations: number
  private readonly mean: Sma
  private readonly deviation: StdDev

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 < deviations <= 100 */
  constructor(options: BollingerOptions = {}) {
    const period = checkPeriod('period', options.period ?? 20, 2)
    super({ outputs: ['upper', 'middle', 'lower'], warmup: period - 1, main: 'middle' })
    this.deviations = checkDeviations(options.deviations ?? 2)
    this.mean = new Sma({ period })
    this.deviation = new StdDev({ period })
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
    const { deviations } = this
    this.mean.fillLine(source, sourceAt, middle, targetAt, count)
    this.deviation.fillLine(source, sourceAt, upper, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) {
      const offset = upper[i]! * deviations
      upper[i] = middle[i]! + offset
      lower[i] = middle[i]! - offset
    }
  }
}

function checkDeviations(value: number): number {
  if (value > 0 && value <= DEVIATIONS_MAX) return value
  throw new LockstepError(
    'E_PARAM_VALUE',
    `deviations must be a number above 0 and at most ${DEVIATIONS_MAX}, was ${value}`,
    'Give the number of standard deviations from the middle to a band, such as 2.',
  )
}

export const bollingerEntry: IndicatorEntry = {
  name: 'bollinger',
  title: 'Bollinger bands',
  group: 'overlap',
  talib: 'BBANDS',
  parameters: [period({ default: 20, min: 2 }), { name: 'deviations', default: 2, above: 0, max: 100 }],
  warmup: 'period - 1',
  convention: 'simple average, population deviation',
  source: 'TA-Lib BBANDS',
  make: made(Bollinger),
}
