import { checkNumber } from '../option.ts'
import { RowIndicator } from '../row-indicator.ts'
import { made, type IndicatorEntry } from '../entry.ts'

type Out = 'price' | 'side' | 'ago' | 'previous'

/**
 * The last turning points of price that are sure: a high is one once the price has come `percent` down from it, a low once
 * it has gone `percent` up. `price` is the last one, `side` 1 for a high and -1 for a low, `ago` how many bars ago it was,
 * `previous` the one before. What it once said stays, so a strategy may use it; the line that charts draw is zigzag.ts.
 */
export class ZigzagPivots extends RowIndicator<'high' | 'low', Out> {
  private readonly share: number
  /** The side of the last sure pivot, 0 before the first: the leg goes the other way. */
  private side = 0
  /** The highest and lowest of the leg and how many bars ago they were; both while there is no pivot. */
  private high = -Infinity
  private highAgo = 0
  private low = Infinity
  private lowAgo = 0
  private price = NaN
  private ago = NaN
  private previous = NaN

  /** `percent` is 5 unless given. @throws LockstepError E_PARAM_VALUE unless 0 < percent < 100 */
  constructor(options: { readonly percent?: number } = {}) {
    super({ inputs: ['high', 'low'], outputs: ['price', 'side', 'ago', 'previous'], warmup: 0 })
    this.share = checkNumber('percent', options.percent ?? 5, { above: 0, max: 99 }) / 100
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows] = sources as [Float64Array, Float64Array]
    const [price, side, ago, previous] = targets as [Float64Array, Float64Array, Float64Array, Float64Array]
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const isMissing = Number.isNaN(high + low)
      if (!isMissing) this.take(high, low)
      const isNone = isMissing || this.side === 0
      price[targetAt + i] = isNone ? NaN : this.price
      side[targetAt + i] = isNone ? NaN : this.side
      ago[targetAt + i] = isNone ? NaN : this.ago
      previous[targetAt + i] = isNone ? NaN : this.previous
    }
  }

  /** Where the leg that is under way has got to, and how many bars ago; NaN before the first pivot. For charts: it is not sure. */
  get leg(): { readonly price: number; readonly ago: number } {
    if (this.side === 0) return { price: NaN, ago: NaN }
    return this.side > 0 ? { price: this.low, ago: this.lowAgo } : { price: this.high, ago: this.highAgo }
  }

  /** A bar that carries the leg further does not end it, however far its other end is. */
  private take(high: number, low: number): void {
    this.ago++
    this.highAgo++
    this.lowAgo++
    const isHigher = high > this.high
    const isLower = low < this.low
    if (isHigher) {
      this.high = high
      this.highAgo = 0
    }
    if (isLower) {
      this.low = low
      this.lowAgo = 0
    }
    if (this.side <= 0 && !isHigher && low <= this.high * (1 - this.share)) this.turn(1, low)
    else if (this.side >= 0 && !isLower && high >= this.low * (1 + this.share)) this.turn(-1, high)
  }

  /** The extreme of one side is a pivot; a leg to the other side begins at `extreme` of this bar. */
  private turn(side: 1 | -1, extreme: number): void {
    this.previous = this.price
    this.side = side
    this.price = side > 0 ? this.high : this.low
    this.ago = side > 0 ? this.highAgo : this.lowAgo
    if (side > 0) {
      this.low = extreme
      this.lowAgo = 0
    } else {
      this.high = extreme
      this.highAgo = 0
    }
  }
}

export const zigzagPivotsEntry: IndicatorEntry = {
  name: 'zigzagPivots',
  title: 'Zigzag pivots',
  group: 'levels',
  parameters: [{ name: 'percent', default: 5, above: 0, max: 99 }],
  warmup: '0',
  convention: 'a pivot is known once price has turned percent away from it; it never changes afterwards',
  source: 'definition',
  gaps: 'before the first pivot is known; previous before the second',
  make: made(ZigzagPivots),
}
