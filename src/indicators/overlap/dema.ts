import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Ema } from './ema.ts'

/** Double exponential moving average: 2 × EMA - EMA of EMA, which takes most of the average's lag away. */
export class Dema extends LineIndicator {
  private readonly first: Ema
  private readonly second: Ema
  private readonly once: Float64Array = scratch()
  private readonly twice: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor({ period }: { readonly period: number }) {
    super(2 * (period - 1))
    this.first = new Ema({ period })
    this.second = new Ema({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { once, twice } = this
    this.first.fillLine(source, sourceAt, once, 0, count)
    this.second.fillLine(once, 0, twice, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = 2 * once[i]! - twice[i]!
  }
}

export const demaEntry: IndicatorEntry = {
  name: 'dema',
  title: 'Double exponential moving average',
  group: 'overlap',
  talib: 'DEMA',
  parameters: [period({ min: 2 })],
  warmup: '2 * (period - 1)',
  convention: 'each average is seeded by the mean of its first period values',
  source: 'Mulloy, Stocks & Commodities 12:1, 1994; TA-Lib DEMA',
  make: made(Dema),
}
