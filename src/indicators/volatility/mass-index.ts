import { CompoundIndicator, scratch } from '../compound-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Ema } from '../overlap/ema.ts'
import { Sma } from '../overlap/sma.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'

/** Periods in rows: 9 and 25 unless given. */
export interface MassIndexOptions {
  readonly average?: number
  readonly period?: number
}

/** Mass index: EMA(average) of high - low over the EMA(average) of that, summed over `period`. A ratio of 0 to 0 counts as 1. */
export class MassIndex extends CompoundIndicator<'high' | 'low'> {
  private readonly period: number
  private readonly first: Ema
  private readonly second: Ema
  private readonly sum: Sma
  private readonly seconds: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= average <= 100,000 and 1 <= period <= 100,000 */
  constructor(options: MassIndexOptions = {}) {
    const average = checkPeriod('average', options.average ?? 9, 2)
    const period = checkPeriod('period', options.period ?? 25, 1)
    super({ inputs: ['high', 'low'], outputs: ['value'], warmup: 2 * average + period - 3 })
    this.period = period
    this.first = new Ema({ period: average })
    this.second = new Ema({ period: average })
    this.sum = new Sma({ period })
  }

  protected override fillRows(rows: readonly Float64Array[], targets: readonly Float64Array[], targetAt: number, count: number): void {
    const [highs, lows] = rows as [Float64Array, Float64Array]
    const target = targets[0]!
    const { period, seconds } = this
    for (let i = 0; i < count; i++) target[targetAt + i] = highs[i]! - lows[i]!
    this.first.fillLine(target, targetAt, target, targetAt, count)
    this.second.fillLine(target, targetAt, seconds, 0, count)
    for (let i = 0; i < count; i++) target[targetAt + i] = seconds[i] === 0 ? 1 : target[targetAt + i]! / seconds[i]!
    this.sum.fillLine(target, targetAt, target, targetAt, count)
    for (let i = targetAt; i < targetAt + count; i++) target[i]! *= period
  }
}

export const massIndexEntry: IndicatorEntry = {
  name: 'massIndex',
  title: 'Mass index',
  group: 'volatility',
  parameters: [rows('average', { default: 9, min: 2 }), rows('period', { default: 25, min: 1 })],
  warmup: '2 * average + period - 3',
  convention: 'averages seeded by means; bars without a range count as 1 each',
  source: 'Dorsey, Stocks & Commodities 10:6 (1992)',
  make: made(MassIndex),
}
