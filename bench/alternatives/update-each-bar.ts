/** Four averages updated at every bar through one interface, against each of them filled for a block of bars at a time. */
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'

const PERIODS = [8, 16, 32, 64]
const BLOCK_BARS = 2048

interface Indicator {
  update(value: number): number
}

export function contest(bars: Bars): Contest {
  return {
    lost: () => lastSumByUpdate(bars.close),
    won: () => lastSumByBlock(bars.close),
    comparedTo: 'filling blocks of 2,048 bars',
  }
}

function lastSumByUpdate(close: Float64Array): number {
  const indicators: Indicator[] = [new UpdatedMean(8), new UpdatedMean(16), new UpdatedMean(32), new UpdatedMean(64)]
  let sum = 0
  for (let i = 0; i < close.length; i++) {
    sum = 0
    for (const indicator of indicators) sum += indicator.update(close[i]!)
  }
  return sum
}

class UpdatedMean implements Indicator {
  private readonly window: number[] = []
  private at = 0
  private sum = 0
  private readonly period: number

  constructor(period: number) {
    this.period = period
  }

  update(value: number): number {
    if (this.window.length < this.period) this.window.push(value)
    else {
      this.sum -= this.window[this.at]!
      this.window[this.at] = value
      this.at = (this.at + 1) % this.period
    }
    this.sum += value
    return this.sum / this.period
  }
}

function lastSumByBlock(close: Float64Array): number {
  const block = PERIODS.map(() => new Float64Array(BLOCK_BARS))
  const sums = new Float64Array(PERIODS.length)
  let last = 0
  for (let from = 0; from < close.length; from += BLOCK_BARS) {
    const to = Math.min(close.length, from + BLOCK_BARS)
    for (let k = 0; k < PERIODS.length; k++) sums[k] = fill(close, from, to, PERIODS[k]!, sums[k]!, block[k]!)
    last = to - from - 1
  }
  return block.reduce((sum, values) => sum + values[last]!, 0)
}

/** Means of bars from (included) to (excluded) into `target`; returns the sum of the last window. */
function fill(close: Float64Array, from: number, to: number, period: number, before: number, target: Float64Array): number {
  let sum = before
  for (let i = from; i < to; i++) {
    sum += close[i]! - (i < period ? 0 : close[i - period]!)
    target[i - from] = sum / period
  }
  return sum
}
