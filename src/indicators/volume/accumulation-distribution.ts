import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/**
 * Accumulation/distribution line by Chaikin: the sum of volumes, each times where the close stands in its bar, from -1 at
 * the low to 1 at the high. A bar without a range adds nothing.
 */
export class AccumulationDistribution extends RowIndicator<'high' | 'low' | 'close' | 'volume'> {
  private sum = 0

  constructor() {
    super({ inputs: ['high', 'low', 'close', 'volume'], outputs: ['value'], warmup: 0 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [highs, lows, closes, volumes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    let { sum } = this
    for (let i = 0; i < count; i++) {
      const high = highs[sourceAt + i]!
      const low = lows[sourceAt + i]!
      const close = closes[sourceAt + i]!
      const volume = volumes[sourceAt + i]!
      const range = high - low
      target[targetAt + i] = NaN
      if (Number.isNaN(range + close + volume)) continue
      if (range > 0) sum += ((close - low - (high - close)) / range) * volume
      target[targetAt + i] = sum
    }
    this.sum = sum
  }
}

export const accumulationDistributionEntry: IndicatorEntry = {
  name: 'accumulationDistribution',
  title: 'Accumulation/distribution line',
  group: 'volume',
  talib: 'AD',
  parameters: [],
  warmup: '0',
  convention: 'starts at the first bar; a bar without range adds nothing',
  source: 'TA-Lib AD',
  make: () => new AccumulationDistribution(),
}
