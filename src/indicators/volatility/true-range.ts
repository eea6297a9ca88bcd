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
    let { previousClose } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(high + low + close)) continue
      target[targetAt + i] = Math.max(high, previousClose) - Math.min(low, previousClose)
      previousClose = close
    }
    this.previousClose = previousClose
  }
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
