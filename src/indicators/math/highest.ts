import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** The highest of the last `period` values, at a cost that does not grow with `period`. */
export class Highest extends LineIndicator {
  private readonly period: number
  /** As in sma.ts, with the highest of each tail in place of its sum. */
  private readonly window: Float64Array
  private at = 0
  private head = -Infinity

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
      head = Math.max(head, value)
      window[at++] = value
      if (at === period) {
        raiseTails(window)
        at = 0
        head = -Infinity
      }
      target[targetAt + i] = Math.max(window[at]!, head)
    }
    this.at = at
    this.head = head
  }
}

function raiseTails(window: Float64Array): void {
  let highest = -Infinity
  for (let i = window.length - 1; i >= 0; i--) {
    highest = Math.max(highest, window[i]!)
    window[i] = highest
  }
}

export const highestEntry: IndicatorEntry = {
  name: 'highest',
  title: 'Highest value',
  group: 'math',
  talib: 'MAX',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'the window holds this row',
  source: 'TA-Lib MAX',
  make: made(Highest),
}
