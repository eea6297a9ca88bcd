import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Wilder's moving average: weight 1 / period for the newest value, seeded by the mean of the first `period` values. */
export class Rma extends LineIndicator {
  private readonly period: number
  private seen = 0
  /** During the seed, what its values have added to their mean. */
  private average = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period } = this
    let { seen, average } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      const isSeeded = seen === period
      if (!isSeeded) seen++
      average += (isSeeded ? value - average : value) / period
      if (seen === period) target[targetAt + i] = average
    }
    this.seen = seen
    this.average = average
  }
}

export const rmaEntry: IndicatorEntry = {
  name: 'rma',
  title: "Wilder's moving average",
  group: 'overlap',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'weight 1 / period, seeded by the mean of the first period values',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978)',
  make: made(Rma),
}
