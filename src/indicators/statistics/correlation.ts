import { checkPeriod } from '../period.ts'
import { RowIndicator } from '../row-indicator.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { PairWindow } from './pair-window.ts'

/** Pearson's correlation of two lines over the last `period` rows, from -1 to 1; 0 when one of them stands still. */
export class Correlation extends RowIndicator<'left' | 'right'> {
  private readonly window: PairWindow

  /** `period` is 30 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 30, 1)
    super({ inputs: ['left', 'right'], outputs: ['value'], warmup: period - 1 })
    this.window = new PairWindow(period)
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const target = targets[0]!
    const { leftSquares, rightSquares, products } = this.window
    this.window.fill(sources[0]!, sourceAt, sources[1]!, sourceAt, count)
    for (let i = 0; i < count; i++) {
      const deviations = Math.sqrt(leftSquares[i]!) * Math.sqrt(rightSquares[i]!)
      target[targetAt + i] = deviations === 0 ? 0 : Math.min(1, Math.max(-1, products[i]! / deviations))
    }
  }
}

export const correlationEntry: IndicatorEntry = {
  name: 'correlation',
  title: 'Correlation',
  group: 'statistics',
  talib: 'CORREL',
  parameters: [period({ default: 30, min: 1 })],
  warmup: 'period - 1',
  convention: 'of the values themselves; 0 when one line stands still',
  source: 'Pearson; TA-Lib CORREL',
  make: made(Correlation),
}
