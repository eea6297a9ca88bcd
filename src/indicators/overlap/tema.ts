import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Ema } from './ema.ts'

/** Triple exponential moving average: with E of E of E written E³, 3 × E - 3 × E² + E³. */
export class Tema extends LineIndicator {
  private readonly averages: readonly [Ema, Ema, Ema]
  private readonly once: Float64Array = scratch()
  private readonly twice: Float64Array = scratch()
  private readonly thrice: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor({ period }: { readonly period: number }) {
    super(3 * (period - 1))
    this.averages = [new Ema({ period }), new Ema({ period }), new Ema({ period })]
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { averages, once, twice, thrice } = this
    averages[0].fillLine(source, sourceAt, once, 0, count)
    averages[1].fillLine(once, 0, twice, 0, count)
    averages[2].fillLine(twice, 0, thrice, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = 3 * once[i]! - 3 * twice[i]! + thrice[i]!
  }
}

export const temaEntry: IndicatorEntry = {
  name: 'tema',
  title: 'Triple exponential moving average',
  group: 'overlap',
  talib: 'TEMA',
  parameters: [period({ min: 2 })],
  warmup: '3 * (period - 1)',
  convention: 'each average is seeded by the mean of its first period values',
  source: 'Mulloy, Stocks & Commodities 12:1, 1994; TA-Lib TEMA',
  make: made(Tema),
}
