import { RowIndicator } from '../row-indicator.ts'
import { type IndicatorEntry } from '../entry.ts'

/**
 * On-balance volume: the volume of rising closes less that of falling ones. It starts at the first bar's volume, as in
 * TA-Lib. Whole volumes are summed exactly up to 9.007e15.
 */
export class Obv extends RowIndicator<'close' | 'volume'> {
  /** Below every price, so that the first bar counts as a rise. */
  private previousClose = -Infinity
  private balance = 0

  constructor() {
    super({ inputs: ['close', 'volume'], outputs: ['value'], warmup: 0 })
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [closes, volumes] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    let { previousClose, balance } = this
    for (let i = 0; i < count; i++) {
      const close = closes[sourceAt + i]!
      const volume = volumes[sourceAt + i]!
      if (Number.isNaN(close + volume)) {
        target[targetAt + i] = NaN
        continue
      }
      // Not a choice between three: the processor would guess half of them wrong.
      balance += volume * (Number(close > previousClose) - Number(close < previousClose))
      previousClose = close
      target[targetAt + i] = balance
    }
    this.previousClose = previousClose
    this.balance = balance
  }
}

export const obvEntry: IndicatorEntry = {
  name: 'obv',
  title: 'On-balance volume',
  group: 'volume',
  talib: 'OBV',
  parameters: [],
  warmup: '0',
  convention: 'starts at the first volume',
  source: 'TA-Lib OBV',
  make: () => new Obv(),
}
