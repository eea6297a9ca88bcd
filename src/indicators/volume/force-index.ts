import { CompoundIndicator } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Force index: EMA(period) of the change of the close × volume. */
export class ForceIndex extends CompoundIndicator<'close' | 'volume'> {
  private readonly average: Ema
  private previousClose = NaN

  /** `period` is 13 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 13, 2)
    super({ inputs: ['close', 'volume'], outputs: ['value'], warmup: period })
    this.average = new Ema({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [closes, volumes] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    let { previousClose } = this
    for (let i = 0; i < count; i++) {
      const close = closes[i]!
      target[targetAt + i] = (close - previousClose) * volumes[i]!
      if (!Number.isNaN(close)) previousClose = close
    }
    this.previousClose = previousClose
    this.average.fillLine(target, targetAt, target, targetAt, count)
  }
}

export const forceIndexEntry: IndicatorEntry = {
  name: 'forceIndex',
  title: 'Force index',
  group: 'volume',
  parameters: [period({ default: 13, min: 2 })],
  warmup: 'period',
  convention: 'from the second bar on; the average is seeded by the mean of its first period values',
  source: 'Elder, Trading for a Living (1993)',
  make: made(ForceIndex),
}
