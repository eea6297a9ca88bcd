import { LineIndicator } from './line-indicator.ts'
import { checkPeriod } from './period.ts'

/**
 * Simple moving average: the mean of the last `period` values.
 *
 * No value is ever subtracted, so nothing drifts and nothing cancels, however long the run. Rows come in blocks of
 * `period`; a window is the tail of the last block and the head of this one. The head's sum grows by addition; the sums
 * of all tails are made in one backward pass when a block is full. wma, std-dev, highest and lowest keep theirs alike.
 */
export class Sma extends LineIndicator {
  private readonly period: number
  /** Before `at`: this block's values. From `at`: sums of the last block's tails; NaN in the first block, 0 at the end. */
  private readonly window: Float64Array
  private at = 0
  private head = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
    this.window = new Float64Array(period + 1).fill(NaN, 0, period)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window } = this
    let { at, head } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      head += value
      window[at++] = value
      target[targetAt + i] = (window[at]! + head) / period
      if (at === period) {
        sumTails(window, period)
        at = 0
        head = 0
      }
    }
    this.at = at
    this.head = head
  }
}

function sumTails(window: Float64Array, period: number): void {
  let sum = 0
  for (let i = period - 1; i > 0; i--) {
    sum += window[i]!
    window[i] = sum
  }
}
