import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Weighted moving average: weights 1, 2 … period from the oldest value of the window to the newest. */
export class Wma extends LineIndicator {
  private readonly period: number
  /** As in sma.ts, with weighted sums of the tails: a tail's oldest value counts once, the next twice, and so on. */
  private readonly window: Float64Array
  private at = 0
  private head = 0
  /** The head's values weighted 1, 2 … from its oldest. */
  private weightedHead = 0
  private base = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: { readonly period: number }) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    this.period = period
    this.window = new Float64Array(period).fill(NaN)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, window } = this
    const weightSum = (period * (period + 1)) / 2
    let { at, head, weightedHead, base } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      window[at++] = value
      head += value - base
      weightedHead += (value - base) * at
      if (at === period) {
        sumWeightedTails(window)
        at = 0
        head = 0
        weightedHead = 0
        base = value
      }
      // Each value of the head also weighs one more for every value of the tail before it.
      target[targetAt + i] = base + (window[at]! + head * (period - at) + weightedHead) / weightSum
    }
    this.at = at
    this.head = head
    this.weightedHead = weightedHead
    this.base = base
  }
}

function sumWeightedTails(window: Float64Array): void {
  const base = window[window.length - 1]!
  let sum = 0
  let weighted = 0
  for (let i = window.length - 1; i >= 0; i--) {
    sum += window[i]! - base
    weighted += sum
    window[i] = weighted
  }
}

export const wmaEntry: IndicatorEntry = {
  name: 'wma',
  title: 'Weighted moving average',
  group: 'overlap',
  talib: 'WMA',
  parameters: [period({ min: 1 })],
  warmup: 'period - 1',
  convention: 'weights 1 to period, the newest the heaviest',
  source: 'TA-Lib WMA',
  make: made(Wma),
}
