import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** DeMarker: rises of the high over rises of the high and falls of the low, 0 to 1, each a mean of `period` changes; 0 when nothing moved. */
export class DeMarker extends CompoundIndicator<'high' | 'low'> {
  private readonly rise: Sma
  private readonly fall: Sma
  private readonly falls: Float64Array = scratch()
  private previousHigh = NaN
  private previousLow = NaN

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 1)
    super({ inputs: ['high', 'low'], outputs: ['value'], warmup: period })
    this.rise = new Sma({ period })
    this.fall = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { falls } = this
    let { previousHigh, previousLow } = this
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = Math.max(highs[i]! - previousHigh, 0)
      falls[i] = Math.max(previousLow - lows[i]!, 0)
      if (Number.isNaN(highs[i]!)) continue
      previousHigh = highs[i]!
      previousLow = lows[i]!
    }
    this.previousHigh = previousHigh
    this.previousLow = previousLow
    this.rise.fillLine(target, targetAt, target, targetAt, count)
    this.fall.fillLine(falls, 0, falls, 0, count)
    for (let i = 0; i < count; i++) {
      const moved = target[targetAt + i]! + falls[i]!
      target[targetAt + i] = moved === 0 ? 0 : target[targetAt + i]! / moved
    }
  }
}

export const demarkerEntry: IndicatorEntry = {
  name: 'demarker',
  title: 'DeMarker',
  group: 'momentum',
  parameters: [period({ default: 14, min: 1 })],
  warmup: 'period',
  convention: 'simple averages; 0 while nothing has moved',
  source: 'DeMark, The New Science of Technical Analysis (1994)',
  make: made(DeMarker),
}
