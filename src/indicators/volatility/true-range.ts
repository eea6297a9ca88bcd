import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/** True range: from the lower of the low and the close before to the higher of the high and that close; from the second bar on. */
export class TrueRange extends RowIndicator<'high' | 'low' | 'close'> {
  private previousClose = NaN

  constructor() {
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: 1 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    const toTarget = targetAt - sourceAt
    const end = sourceAt + count
    let { previousClose } = this
    let total = 0
    for (let row = sourceAt; row < end; row++) {
      const high = highs[row]!
      const low = lows[row]!
      const close = closes[row]!
      target[row + toTarget] = rangeOf(high, low, previousClose)
      total += high + low + close
      previousClose = close
    }
    if (Number.isNaN(total)) this.fillCarefully(highs, lows, closes, sourceAt, target, targetAt, count)
    else this.previousClose = previousClose
  }

  /** The same where a number may be missing, three times as slow. */
  private fillCarefully(
    highs: Float64Array,
    lows: Float64Array,
    closes: Float64Array,
    sourceAt: number,
    target: Float64Array,
    targetAt: number,
    count: number,
  ): void {
    let { previousClose } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(high + low + close)) continue
      target[targetAt + i] = rangeOf(high, low, previousClose)
      previousClose = close
    }
    this.previousClose = previousClose
  }
}

/** The bar's range, and how far the close before it lies beyond. Half of a number and its size is the number or 0, without a branch. */
function rangeOf(high: number, low: number, previousClose: number): number {
  const above = previousClose - high
  const below = low - previousClose
  return high - low + (above + Math.abs(above)) / 2 + (below + Math.abs(below)) / 2
}

export const trueRangeEntry: IndicatorEntry = {
  name: 'trueRange',
  title: 'True range',
  group: 'volatility',
  talib: 'TRANGE',
  parameters: [],
  warmup: '1',
  convention: 'from the second bar, as it needs the close before',
  source: 'TA-Lib TRANGE; Wilder, New Concepts in Technical Trading Systems, 1978',
  make: () => new TrueRange(),
}
