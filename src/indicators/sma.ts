import { LineIndicator } from './line-indicator.ts'
import { checkPeriod } from './period.ts'

/**
 * Simple moving average: the mean of the last `period` values.
 *
 * Rows come in blocks of `period`; a window is a tail of the last block and the head of this one. The head's sum grows
 * by addition, and the sums of all tails are made in one backward pass when a block is full. As nothing that was added
 * is ever taken away, nothing drifts, however long the run. Sums are of differences from `base`, a value of the window,
 * so that a line that stands still gives exactly its value. wma, std-dev, highest and lowest keep their windows alike.
 */
export class Sma extends LineIndicator {
  private readonly period: number
  /** Before `at`: this block's values. From `at`: sums of the last block's tails, NaN when there was none. */
  private readonly window: Float64Array
  private at = 0
  private head = 0
  /** The last value of the last block. */
  private base = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
    this.window = new Float64Array(period).fill(NaN)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window } = this
    let { at, head, base } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      head += value - base
      window[at++] = value
      if (at === period) {
        sumTails(window)
        at = 0
        head = 0
        base = value
      }
      target[targetAt + i] = base + (window[at]! + head) / period
    }
    this.at = at
    this.head = head
    this.base = base
  }
}

function sumTails(window: Float64Array): void {
  const base = window[window.length - 1]!
  let sum = 0
  for (let i = window.length - 1; i >= 0; i--) {
    sum += window[i]! - base
    window[i] = sum
  }
}
