import { log } from '../../base/elementary.ts'
import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { Highest } from '../math/highest.ts'
import { Lowest } from '../math/lowest.ts'
import { checkPeriod } from '../period.ts'
import { Sma } from '../overlap/sma.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { TrueRange } from './true-range.ts'

/**
 * Choppiness: 100 × log of the sum of true ranges over the range of the window, by log of `period`: near 0 in a straight
 * trend, near 100 where price goes nowhere. A window without a range is 100.
 */
export class Choppiness extends CompoundIndicator<'high' | 'low' | 'close'> {
  private readonly period: number
  private readonly logOfPeriod: number
  private readonly trueRange = new TrueRange()
  private readonly average: Sma
  private readonly highest: Highest
  private readonly lowest: Lowest
  private readonly ranges: readonly [Float64Array] = [scratch()]

  /** `period` is 14 unless given. @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: { readonly period?: number } = {}) {
    const period = checkPeriod('period', options.period ?? 14, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value'], warmup: period })
    this.period = period
    this.logOfPeriod = log(period)
    this.average = new Sma({ period })
    this.highest = new Highest({ period })
    this.lowest = new Lowest({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { period } = this
    const ranges = this.ranges[0]
    this.trueRange.fill(rows, 0, this.ranges, 0, count)
    this.average.fillLine(ranges, 0, ranges, 0, count)
    this.highest.fillLine(highs, 0, highs, 0, count)
    this.lowest.fillLine(lows, 0, lows, 0, count)
    for (let i = 0; i < count; i++) {
      const range = highs[i]! - lows[i]!
      const walked = ranges[i]! * period
      target[targetAt + i] = 0
      if (Number.isNaN(walked)) target[targetAt + i] = NaN
      else if (range > 0 && walked > 0) target[targetAt + i] = walked / range
    }
    this.takeLogarithms(target, targetAt, count)
  }

  /** Apart from the rest, so that V8 inlines the logarithm; 100 where there is none. */
  private takeLogarithms(target: Float64Array, targetAt: number, count: number): void {
    const { logOfPeriod } = this
    for (let i = targetAt; i < targetAt + count; i++) {
      const ratio = target[i]!
      target[i] = 100
      if (ratio !== 0) target[i] = (100 * log(ratio)) / logOfPeriod
    }
  }
}

export const choppinessEntry: IndicatorEntry = {
  name: 'choppiness',
  title: 'Choppiness index',
  group: 'volatility',
  parameters: [period({ default: 14, min: 2 })],
  warmup: 'period',
  convention: 'true range from the second bar on; 100 in a window without a range',
  source: 'Dreiss (1993), as charting platforms compute it',
  make: made(Choppiness),
}
