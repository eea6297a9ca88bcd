import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { Sum } from '../math/sum.ts'
import { checkPeriod } from '../period.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: of the efficiency, 30 unless given, and of the quickest and slowest average, 2 and 30 unless given. */
export interface KamaOptions {
  readonly period?: number
  readonly fast?: number
  readonly slow?: number
}

/**
 * Kaufman's adaptive moving average. Efficiency is how far the line has come over `period` rows in share of the way it
 * went; the average's weight goes from that of EMA(slow) to that of EMA(fast) with it, and is squared. A line that did
 * not move, or moved steadily, counts as wholly efficient.
 */
export class Kama extends LineIndicator {
  private readonly slowWeight: number
  private readonly weightSpan: number
  private readonly lag: Lag
  private readonly path: Sum
  private readonly lagged: Float64Array = scratch()
  private readonly moves: Float64Array = scratch()
  /** The value of the row before, and the average; both NaN before the first row. */
  private previous = NaN
  private average = NaN

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 1 <= fast, slow <= 100,000 */
  constructor(options: KamaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 30, 2)
    super(period)
    this.slowWeight = 2 / (checkPeriod('slow', options.slow ?? 30, 1) + 1)
    this.weightSpan = 2 / (checkPeriod('fast', options.fast ?? 2, 1) + 1) - this.slowWeight
    this.lag = new Lag({ period })
    this.path = new Sum({ period })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { slowWeight, weightSpan, lagged, moves } = this
    let { previous, average } = this
    let before = previous
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      moves[i] = Math.abs(value - before)
      if (!Number.isNaN(value)) before = value
    }
    this.lag.fillLine(source, sourceAt, lagged, 0, count)
    this.path.fillLine(moves, 0, moves, 0, count)
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const change = value - lagged[i]!
      const path = moves[i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      if (!Number.isNaN(change)) {
        const efficiency = path <= change || path === 0 ? 1 : Math.abs(change) / path
        const weight = efficiency * weightSpan + slowWeight
        // The seed is the value of the row before the first that has an average.
        if (Number.isNaN(average)) average = previous
        average += (value - average) * weight * weight
        target[targetAt + i] = average
      }
      previous = value
    }
    this.previous = previous
    this.average = average
  }
}

export const kamaEntry: IndicatorEntry = {
  name: 'kama',
  title: 'Kaufman adaptive moving average',
  group: 'overlap',
  talib: 'KAMA',
  parameters: [rows('period', { default: 30, min: 2 }), rows('fast', { default: 2, min: 1 }), rows('slow', { default: 30, min: 1 })],
  warmup: 'period',
  convention: 'seeded by the value before its first row; a line that stands still counts as wholly efficient',
  source: 'Kaufman, Smarter Trading, 1995; TA-Lib KAMA',
  make: made(Kama),
}
