import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

/** Balance of power: how far the close is above the open, as a share of the bar's range; 0 in a bar without one. */
export class Bop extends RowIndicator<'open' | 'high' | 'low' | 'close'> {
  constructor() {
    super({ inputs: ['open', 'high', 'low', 'close'], outputs: ['value'], warmup: 0 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [opens, highs, lows, closes] = sources as [Float64Array, Float64Array, Float64Array, Float64Array]
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const gain = closes[sourceAt + i]! - opens[sourceAt + i]!
      const range = highs[sourceAt + i]! - lows[sourceAt + i]!
      // A bar that is not a lawful one may have no range and a gain, or a range below 0; neither has a power.
      target[targetAt + i] = 0
      if (range > 0) target[targetAt + i] = gain / range
      else if (Number.isNaN(gain + range)) target[targetAt + i] = NaN
    }
  }
}

export const bopEntry: IndicatorEntry = {
  name: 'bop',
  title: 'Balance of power',
  group: 'momentum',
  talib: 'BOP',
  parameters: [],
  warmup: '0',
  convention: 'not smoothed; 0 in a bar without range',
  source: 'TA-Lib BOP',
  make: () => new Bop(),
}
