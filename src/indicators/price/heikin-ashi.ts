import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/**
 * Heikin-Ashi bars: close is the mean of the bar's four prices, open the mean of the last Heikin-Ashi open and close, high
 * and low reach as far as both. The first open is the mean of the bar's open and close. These are no prices to trade at.
 */
export class HeikinAshi extends RowIndicator<'open' | 'high' | 'low' | 'close', 'open' | 'high' | 'low' | 'close'> {
  private previousOpen = NaN
  private previousClose = NaN

  constructor() {
    const columns = ['open', 'high', 'low', 'close'] as const
    super({ inputs: columns, outputs: columns, warmup: 0, main: 'close' })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [opens, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const [smoothOpen, smoothHigh, smoothLow, smoothClose] = targets as [Float64Array, Float64Array, Float64Array, Float64Array]
    let { previousOpen, previousClose } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = (opens[sourceAt + i]! + high + low + closes[sourceAt + i]!) / 4
      const isFirst = Number.isNaN(previousOpen)
      const open = isFirst ? (opens[sourceAt + i]! + closes[sourceAt + i]!) / 2 : (previousOpen + previousClose) / 2
      smoothOpen[targetAt + i] = NaN
      smoothHigh[targetAt + i] = NaN
      smoothLow[targetAt + i] = NaN
      smoothClose[targetAt + i] = close
      if (Number.isNaN(close)) continue
      smoothOpen[targetAt + i] = open
      smoothHigh[targetAt + i] = Math.max(high, open, close)
      smoothLow[targetAt + i] = Math.min(low, open, close)
      previousOpen = open
      previousClose = close
    }
    this.previousOpen = previousOpen
    this.previousClose = previousClose
  }
}

export const heikinAshiEntry: IndicatorEntry = {
  name: 'heikinAshi',
  title: 'Heikin-Ashi bars',
  group: 'price',
  parameters: [],
  warmup: '0',
  convention: 'the first open is the mean of the first open and close',
  source: 'Valcu, Stocks & Commodities 22:2 (2004)',
  make: () => new HeikinAshi(),
}
