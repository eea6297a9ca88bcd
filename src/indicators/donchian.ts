import { Highest } from './highest.ts'
import { BlockIndicator } from './block-indicator.ts'
import { Lowest } from './lowest.ts'
import { checkPeriod } from './period.ts'

/** What a bar must have for a channel. The object is the caller's and may be reused. */
export interface HighLow {
  readonly high: number
  readonly low: number
}

/**
 * Donchian channel: the highest high and the lowest low of the last `period` bars, this one among them, and the middle
 * between the two. A breakout of the channel compares with its value one bar ago.
 */
export class Donchian extends BlockIndicator {
  private readonly highest: Highest
  private readonly lowest: Lowest

  /** `period` is 20 unless given. @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 20, 1)
    super({ inputs: ['high', 'low'], outputs: ['upper', 'middle', 'lower'], warmup: period - 1 })
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const [upper, middle, lower] = targets as [Float64Array, Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      upper[targetAt + i] = high
      lower[targetAt + i] = low
      // A row that lacks an input is kept from both windows.
      if (Number.isNaN(high + low)) {
        upper[targetAt + i] = NaN
        lower[targetAt + i] = NaN
      }
    }
    this.highest.fillLine(upper, targetAt, upper, targetAt, count)
    this.lowest.fillLine(lower, targetAt, lower, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) middle[i] = (upper[i]! + lower[i]!) / 2
  }

  /** Takes one bar and returns the middle; the borders are fields until the next update. */
  update(bar: HighLow): number {
    this.setInput(0, bar.high)
    this.setInput(1, bar.low)
    return this.runRow(1)
  }

  /** The highest high at the last update. */
  get upper(): number {
    return this.output(0)
  }

  /** The lowest low at the last update. */
  get lower(): number {
    return this.output(2)
  }
}
