import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { movingAverage } from '../overlap/moving-average.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Roc } from './roc.ts'

/** Trix by Hutson: the change from row to row, in per cent, of an exponential average of an average of an average. */
export class Trix extends LineIndicator {
  private readonly averages: readonly LineIndicator[]
  private readonly change = new Roc({ period: 1 })

  /** `period` is 30 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 30, 1)
    super(3 * (period - 1) + 1)
    this.averages = Array.from({ length: 3 }, () => movingAverage('ema', { period }))
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const [first, second, third] = this.averages as readonly [LineIndicator, LineIndicator, LineIndicator]
    first.fillLine(source, sourceAt, target, targetAt, count)
    second.fillLine(target, targetAt, target, targetAt, count)
    third.fillLine(target, targetAt, target, targetAt, count)
    this.change.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const trixEntry: IndicatorEntry = {
  name: 'trix',
  title: 'Trix, the change of a triple exponential average',
  group: 'momentum',
  talib: 'TRIX',
  parameters: [period({ default: 30, min: 1 })],
  warmup: '3 * (period - 1) + 1',
  convention: 'each average is seeded by the mean of its first period values; 0 where the average was 0',
  source: 'TA-Lib TRIX',
  make: made(Trix),
}
