import { exp, log } from '../../base/elementary.ts'
import { LockstepError } from '../../base/error.ts'
import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lag } from '../math/lag.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** `period`, an even number of rows, 16 unless given; `slow` is the longest average it becomes, 198 unless given. */
export interface FramaOptions {
  readonly period?: number
  readonly slow?: number
}

/**
 * Fractal adaptive moving average of (high + low) / 2: an exponential average with the weight e^(w (d - 1)), where d is the
 * fractal dimension of the window, from 1 in a straight line to 2, and w = ln(2 / (slow + 1)). It starts at its first price.
 */
export class Frama extends CompoundIndicator<'high' | 'low'> {
  private readonly rate: number
  private readonly highs: readonly [Highest, Highest]
  private readonly lows: readonly [Lowest, Lowest]
  private readonly lag: Lag
  private readonly near: Float64Array = scratch()
  private readonly far: Float64Array = scratch()
  private readonly whole: Float64Array = scratch()
  private average = NaN
  private dimension = 1

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and even, and 2 <= slow <= 100,000 */
  constructor(options: FramaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 16, 2)
    const slow = checkPeriod('slow', options.slow ?? 198, 2)
    if (period % 2 !== 0) {
      throw new LockstepError('E_PARAM_VALUE', `period must be even, was ${period}`, 'The window is compared by halves.')
    }
    super({ inputs: ['high', 'low'], outputs: ['value'], warmup: period - 1 })
    this.rate = log(2 / (slow + 1))
    this.highs = [new Highest({ period: period / 2 }), new Highest({ period })]
    this.lows = [new Lowest({ period: period / 2 }), new Lowest({ period })]
    this.lag = new Lag({ period: period / 2 })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { near, far, whole, rate } = this
    let { average, dimension } = this
    this.fillRanges(0, rows, near, count)
    this.fillRanges(1, rows, whole, count)
    this.lag.fillLine(near, 0, far, 0, count)
    for (let i = 0; i < count; i++) {
      target[targetAt + i] = NaN
      if (Number.isNaN(whole[i]!)) continue
      const price = (highs[i]! + lows[i]!) / 2
      // Twice the halves, as each is measured over half the rows. While one half stands still, the dimension stays.
      if (near[i]! > 0 && far[i]! > 0 && whole[i]! > 0) dimension = log((2 * (near[i]! + far[i]!)) / whole[i]!) / Math.LN2
      const weight = Math.max(0.01, Math.min(1, exp(rate * (dimension - 1))))
      average = Number.isNaN(average) ? price : average + weight * (price - average)
      target[targetAt + i] = average
    }
    this.average = average
    this.dimension = dimension
  }

  /** Uses the column of the older half, which is written afterwards. */
  private fillRanges(k: 0 | 1, rows: readonly Float64Array[], target: Float64Array, count: number): void {
    const lowest = this.far
    this.highs[k].fillLine(rows[0]!, 0, target, 0, count)
    this.lows[k].fillLine(rows[1]!, 0, lowest, 0, count)
    for (let i = 0; i < count; i++) target[i]! -= lowest[i]!
  }
}

export const framaEntry: IndicatorEntry = {
  name: 'frama',
  title: 'Fractal adaptive moving average',
  group: 'overlap',
  parameters: [rows('period', { default: 16, min: 2 }), rows('slow', { default: 198, min: 2 })],
  constraint: { text: 'period even', holds: (given) => Number(given['period']) % 2 === 0 },
  warmup: 'period - 1',
  convention: 'of (high + low) / 2; weight between 0.01 and 1; starts at its first price',
  source: 'Ehlers, Stocks & Commodities 23:10 (2005)',
  make: made(Frama),
}
