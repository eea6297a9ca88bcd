import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkNumber } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { Atr } from '../volatility/atr.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` of the average true range in rows, 10 unless given; the band is `multiplier` of it away, 3 unless given. */
export interface SupertrendOptions {
  readonly period?: number
  readonly multiplier?: number
}

/**
 * Supertrend: a band below the price while it rises (direction 1), above it while it falls (-1). A band only moves towards
 * the price until a close has passed it. The first direction is up when the first close is above the middle of its bar.
 */
export class Supertrend extends CompoundIndicator<'high' | 'low' | 'close', 'value' | 'direction'> {
  private readonly multiplier: number
  private readonly range: Atr
  private readonly ranges: readonly [Float64Array] = [scratch()]
  private upper = Infinity
  private lower = -Infinity
  private previousClose = NaN
  /** 0 before the first value. */
  private direction = 0

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 < multiplier <= 100 */
  constructor(options: SupertrendOptions = {}) {
    const period = checkPeriod('period', options.period ?? 10, 2)
    super({ inputs: ['high', 'low', 'close'], outputs: ['value', 'direction'], warmup: period })
    this.multiplier = checkNumber('multiplier', options.multiplier ?? 3, { above: 0, max: 100 })
    this.range = new Atr({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows, closes] = rows as [Float64Array, Float64Array, Float64Array]
    const [value, directions] = targets as [Float64Array, Float64Array]
    const { multiplier } = this
    const ranges = this.ranges[0]
    let { upper, lower, previousClose, direction } = this
    this.range.fill(rows, 0, this.ranges, 0, count)
    for (let i = 0; i < count; i++) {
      const offset = ranges[i]! * multiplier
      const close = closes[i]!
      value[targetAt + i] = NaN
      directions[targetAt + i] = NaN
      if (!Number.isNaN(offset)) {
        const middle = (highs[i]! + lows[i]!) / 2
        if (middle + offset < upper || previousClose > upper) upper = middle + offset
        if (middle - offset > lower || previousClose < lower) lower = middle - offset
        if (direction === 0) direction = close > middle ? 1 : -1
        else if (direction > 0 ? close < lower : close > upper) direction = -direction
        value[targetAt + i] = direction > 0 ? lower : upper
        directions[targetAt + i] = direction
      }
      if (!Number.isNaN(close)) previousClose = close
    }
    this.upper = upper
    this.lower = lower
    this.previousClose = previousClose
    this.direction = direction
  }
}

export const supertrendEntry: IndicatorEntry = {
  name: 'supertrend',
  title: 'Supertrend',
  group: 'overlap',
  parameters: [period({ default: 10, min: 2 }), { name: 'multiplier', default: 3, above: 0, max: 100 }],
  warmup: 'period',
  convention:
    "middle of the bar, Wilder's average true range; direction is 1 up, -1 down, at first up when the close is above the middle; a close equal to the band does not turn it",
  source: 'Seban (2007), as charting platforms draw it',
  make: made(Supertrend),
}
