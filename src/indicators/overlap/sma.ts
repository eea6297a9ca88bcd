import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

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
    for (let done = 0; done < count;) {
      // One index and fixed distances: V8 takes longer over an index for each array.
      const toSource = sourceAt + done - at
      const toTarget = targetAt + done - at
      const from = at
      const end = count - done < period - at ? at + count - done : period
      for (; at < end; at++) {
        const value = source[at + toSource]!
        if (Number.isNaN(value)) break
        head += value - base
        const tail = window[at]!
        window[at] = value
        target[at + toTarget] = base + (tail + head) / period
      }
      done += at - from
      if (at < end) {
        target[at + toTarget] = NaN
        done++
      } else if (at === period) {
        base = window[period - 1]!
        target[at - 1 + toTarget] = base + sumTails(window, base) / period
        at = 0
        head = 0
      }
    }
    this.at = at
    this.head = head
    this.base = base
  }
}

/** Turns a full block into the sums of what remains of it when its first row has left, its second …; returns that of all. */
export function sumTails(window: Float64Array, base: number): number {
  let sum = 0
  let i = window.length - 1
  // Two at a time: one addition waits for another half as often.
  for (; i > 0; i -= 2) {
    const one = window[i]! - base
    const two = one + (window[i - 1]! - base)
    window[i] = sum
    window[i - 1] = sum + one
    sum += two
  }
  if (i < 0) return sum
  const first = window[0]! - base
  window[0] = sum
  return sum + first
}

export const smaEntry: IndicatorEntry = {
  name: 'sma',
  title: 'Simple moving average',
  group: 'overlap',
  talib: 'SMA',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'mean of the window',
  source: 'TA-Lib SMA',
  make: made(Sma),
}
