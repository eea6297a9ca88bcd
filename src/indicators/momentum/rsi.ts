import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/**
 * Relative strength index by Wilder's averages: 100 × gain / (gain + loss), seeded by the means of the first `period`
 * changes. A line that has never moved gives 0, as TA-Lib does.
 */
export class Rsi extends LineIndicator {
  private readonly period: number
  private previous = NaN
  /** Changes seen, up to `period`. */
  private seen = 0
  /** Wilder's averages, both >= 0; during the seed, what its changes have added to their means. */
  private gain = 0
  private loss = 0

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super(period)
    this.period = period
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const weight = 1 / this.period
    const seedRows = this.seen < this.period ? this.fillSeed(source, sourceAt, target, targetAt, count) : 0
    let { previous, gain, loss } = this
    for (let i = seedRows; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      const change = value - previous
      const up = rise(change)
      previous = value
      gain += (up - gain) * weight
      loss += (up - change - loss) * weight
      target[targetAt + i] = strength(gain, loss)
    }
    this.previous = previous
    this.gain = gain
    this.loss = loss
  }

  /** Works rows up to the one that ends the seed and returns how many they were. */
  private fillSeed(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): number {
    let i = 0
    for (; i < count && this.seen < this.period; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      const change = value - this.previous
      this.previous = value
      if (Number.isNaN(change)) continue
      this.gain += rise(change) / this.period
      this.loss += (rise(change) - change) / this.period
      if (++this.seen === this.period) target[targetAt + i] = strength(this.gain, this.loss)
    }
    return i
  }
}

/** The change when it is above 0, else 0: exact, and without a branch that the processor would guess wrong half the time. */
function rise(change: number): number {
  return (change + Math.abs(change)) / 2
}

function strength(gain: number, loss: number): number {
  const total = gain + loss
  return total === 0 ? 0 : (100 * gain) / total
}

export const rsiEntry: IndicatorEntry = {
  name: 'rsi',
  title: 'Relative strength index',
  group: 'momentum',
  talib: 'RSI',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'Wilder; seeded by the means of the first period changes; 0 while nothing has moved',
  source: 'TA-Lib RSI',
  make: made(Rsi),
}
