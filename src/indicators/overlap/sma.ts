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
  /** This block's values up to `at`. */
  private readonly block: Float64Array
  /** Sums of the last block's tails: NaN when there was none; 0 at `period`, where the tail is empty. */
  private readonly tails: Float64Array
  private at = 0
  private head = 0
  /** The last value of the last block. */
  private base = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
    this.block = new Float64Array(period)
    this.tails = new Float64Array(period + 1).fill(NaN)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    for (let done = 0; done < count;) {
      const rows = Math.min(count - done, this.period - this.at)
      this.fillPart(source, sourceAt + done, target, targetAt + done, rows)
      done += rows
    }
  }

  /** Rows within one block. The plain loop takes them all for numbers; when one was not, a careful one does it again. */
  private fillPart(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, rows: number): void {
    const { period, block, tails, at, base } = this
    let { head } = this
    // One index and fixed distances: V8 takes twice as long over a sum for each array.
    const last = sourceAt + rows - 1
    const toTarget = targetAt - sourceAt
    const toBlock = at - sourceAt
    for (let row = sourceAt; row < last; row++) {
      const value = source[row]!
      head += value - base
      block[row + toBlock] = value
      target[row + toTarget] = base + (tails[row + toBlock + 1]! + head) / period
    }
    if (Number.isNaN(head + source[last]!)) {
      block[last + toBlock] = source[last]!
      return this.fillCarefully(target, targetAt, rows)
    }
    this.head = head
    this.at = at + rows - 1
    target[last + toTarget] = this.take(source[last]!)
  }

  /** Takes the rows out of the block, where the plain loop has put them: the source may be the target, and written over. */
  private fillCarefully(target: Float64Array, targetAt: number, rows: number): void {
    const { block, at } = this
    for (let i = 0; i < rows; i++) {
      const value = block[at + i]!
      target[targetAt + i] = Number.isNaN(value) ? NaN : this.take(value)
    }
  }

  /** One value that is a number, by the same arithmetic; a full block becomes tails. */
  private take(value: number): number {
    const { period } = this
    this.head += value - this.base
    this.block[this.at++] = value
    if (this.at < period) return this.base + (this.tails[this.at]! + this.head) / period
    this.sumTails()
    this.at = 0
    this.head = 0
    this.base = value
    return value + (this.tails[0]! + this.head) / period
  }

  private sumTails(): void {
    const { period, block, tails } = this
    const base = block[period - 1]!
    let sum = 0
    tails[period] = 0
    for (let i = period - 1; i >= 0; i--) {
      sum += block[i]! - base
      tails[i] = sum
    }
  }
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
