import { scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { RowIndicator } from '../row-indicator.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { PairWindow } from './pair-window.ts'

/** How far `right` changes for a change of `left`, in shares of their values: the slope of the last `period` changes. */
export class Beta extends RowIndicator<'left' | 'right'> {
  private readonly window: PairWindow
  private readonly leftChanges: Float64Array = scratch()
  private readonly rightChanges: Float64Array = scratch()
  private lastLeft = NaN
  private lastRight = NaN

  /** `period` is 5 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 5, 1)
    super({ inputs: ['left', 'right'], outputs: ['value'], warmup: period })
    this.window = new PairWindow(period)
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [lefts, rights] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    const { leftChanges, rightChanges } = this
    const { leftSquares, products } = this.window
    let { lastLeft, lastRight } = this
    for (let i = 0; i < count; i++) {
      const left = lefts[sourceAt + i]!
      const right = rights[sourceAt + i]!
      leftChanges[i] = lastLeft === 0 ? 0 : (left - lastLeft) / lastLeft
      rightChanges[i] = lastRight === 0 ? 0 : (right - lastRight) / lastRight
      if (Number.isNaN(left) || Number.isNaN(right)) {
        leftChanges[i] = NaN
        continue
      }
      lastLeft = left
      lastRight = right
    }
    this.lastLeft = lastLeft
    this.lastRight = lastRight
    this.window.fill(leftChanges, 0, rightChanges, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = leftSquares[i] === 0 ? 0 : products[i]! / leftSquares[i]!
  }
}

export const betaEntry: IndicatorEntry = {
  name: 'beta',
  title: 'Beta',
  group: 'statistics',
  talib: 'BETA',
  parameters: [period({ default: 5, min: 1 })],
  warmup: 'period',
  convention: 'left is the market; a change from 0 counts as 0; 0 when all changes of left are equal',
  source: 'TA-Lib BETA',
  make: made(Beta),
}
