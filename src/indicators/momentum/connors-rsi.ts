import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { PercentileRank } from '../statistics/percentile-rank.ts'
import { Rsi } from './rsi.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: 3, 2 and 100 unless given. */
export interface ConnorsRsiOptions {
  readonly rsi?: number
  readonly streak?: number
  readonly rank?: number
}

/**
 * Connors RSI: the mean of RSI(rsi), of the RSI(streak) of how many rows in a row the value has risen or fallen, and of
 * the share, in percent, of the last `rank` changes that were smaller than this one. Changes are relative.
 */
export class ConnorsRsi extends LineIndicator {
  private readonly strength: Rsi
  private readonly streakStrength: Rsi
  private readonly rank: PercentileRank
  private readonly streaks: Float64Array = scratch()
  private readonly changes: Float64Array = scratch()
  private previous = NaN
  private streak = 0

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= rsi, 2 <= streak, 1 <= rank, all <= 100,000 */
  constructor(options: ConnorsRsiOptions = {}) {
    const rsi = checkPeriod('rsi', options.rsi ?? 3, 2)
    const streak = checkPeriod('streak', options.streak ?? 2, 2)
    const rank = checkPeriod('rank', options.rank ?? 100, 1)
    super(Math.max(rsi, streak, rank + 1))
    this.strength = new Rsi({ period: rsi })
    this.streakStrength = new Rsi({ period: streak })
    this.rank = new PercentileRank({ period: rank })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { streaks, changes } = this
    let { previous, streak } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const way = Number(value > previous) - Number(value < previous)
      streaks[i] = NaN
      changes[i] = NaN
      if (Number.isNaN(value)) continue
      streak = way === 0 ? 0 : Math.sign(streak) === way ? streak + way : way
      streaks[i] = streak
      // A change from 0 has no size; it counts as none.
      if (!Number.isNaN(previous)) changes[i] = previous === 0 ? 0 : (value - previous) / previous
      previous = value
    }
    this.previous = previous
    this.streak = streak
    this.strength.fillLine(source, sourceAt, target, targetAt, count)
    this.streakStrength.fillLine(streaks, 0, streaks, 0, count)
    this.rank.fillLine(changes, 0, changes, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = (target[targetAt + i]! + streaks[i]! + changes[i]!) / 3
  }
}

export const connorsRsiEntry: IndicatorEntry = {
  name: 'connorsRsi',
  title: 'Connors RSI',
  group: 'momentum',
  parameters: [rows('rsi', { default: 3, min: 2 }), rows('streak', { default: 2, min: 2 }), rows('rank', { default: 100, min: 1 })],
  warmup: 'max(rsi, streak, rank + 1)',
  convention: 'the rank compares with the rank changes before this one; an unchanged value ends a streak',
  source: 'Connors and Alvarez, An Introduction to ConnorsRSI (2012)',
  make: made(ConnorsRsi),
}
