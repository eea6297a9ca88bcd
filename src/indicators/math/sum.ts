import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** The sum of the last `period` values. */
export class Sum extends LineIndicator {
  private readonly period: number
  /** As in sma.ts, but sums of the values themselves, which is what keeps a sum of zeros exactly 0. */
  private readonly window: Float64Array
  private at = 0
  private head = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
    this.window = new Float64Array(period).fill(NaN)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window } = this
    let { at, head } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      window[at++] = value
      head += value
      if (at === period) {
        sumTails(window)
        at = 0
        head = 0
      }
      target[targetAt + i] = window[at]! + head
    }
    this.at = at
    this.head = head
  }
}

function sumTails(window: Float64Array): void {
  let sum = 0
  for (let i = window.length - 1; i >= 0; i--) {
    sum += window[i]!
    window[i] = sum
  }
}

export const sumEntry: IndicatorEntry = {
  name: 'sum',
  title: 'Sum of a window',
  group: 'math',
  talib: 'SUM',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'the window holds this row',
  source: 'TA-Lib SUM',
  make: made(Sum),
}
