import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** The value of `period` rows ago. */
export class Lag extends LineIndicator {
  private readonly values: Float64Array
  private at = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period)
    this.values = new Float64Array(period).fill(NaN)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { values } = this
    let { at } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      target[targetAt + i] = values[at]!
      values[at] = value
      at = at + 1 === values.length ? 0 : at + 1
    }
    this.at = at
  }
}

export const lagEntry: IndicatorEntry = {
  name: 'lag',
  title: 'Value of some rows ago',
  group: 'math',
  parameters: [period({ min: 1 })],
  warmup: 'period',
  convention: 'rows are counted back from this one',
  source: 'definition',
  make: made(Lag),
}
