import { LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { WeightedWindow } from '../weighted-window.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `order` of the difference, 0.4 unless given: 0 is the line itself, 1 its changes. Weights reach `period` rows back, 100 unless given. */
export interface FracDiffOptions {
  readonly order?: number
  readonly period?: number
}

/**
 * Fractional difference in a window of fixed width: the newest value weighs 1, and each older one the weight of the one
 * after it × (k - 1 - order) / k, k rows back. By its definition a row costs `period` multiplications.
 */
export class FracDiff extends LineIndicator {
  private readonly window: WeightedWindow

  /** @throws LockstepError E_PARAM_VALUE unless 0 <= order <= 2 and 1 <= period <= 100,000 */
  constructor(options: FracDiffOptions = {}) {
    const order = checkNumber('order', options.order ?? 0.4, { min: 0, max: 2 })
    const period = checkPeriod('period', options.period ?? 100, 1)
    super(period - 1)
    const weights = new Float64Array(period)
    let weight = 1
    for (let back = 0; back < period; back++) {
      if (back > 0) weight *= (back - 1 - order) / back
      weights[period - 1 - back] = weight
    }
    this.window = new WeightedWindow(weights)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.window.fillLine(source, sourceAt, target, targetAt, count)
  }
}

export const fracDiffEntry: IndicatorEntry = {
  name: 'fracDiff',
  title: 'Fractional difference',
  group: 'statistics',
  parameters: [{ name: 'order', default: 0.4, min: 0, real: true, max: 2 }, period({ default: 100, min: 1 })],
  warmup: 'period - 1',
  convention: 'a window of fixed width; by its definition a row costs period multiplications',
  source: 'López de Prado, Advances in Financial Machine Learning (2018), chapter 5',
  make: made(FracDiff),
}
