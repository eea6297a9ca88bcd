import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkNumber } from '../option.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'
import { Ema } from './ema.ts'

/** `period` in rows, 5 unless given; `volumeFactor` from 0 (smooth) to 1 (quick), 0.7 unless given. */
export interface T3Options {
  readonly period?: number
  readonly volumeFactor?: number
}

/**
 * Tillson's T3: the generalised double average (1 + v) × EMA - v × EMA of EMA, taken three times. Multiplied out it is a
 * sum of the third to sixth EMA of EMA.
 */
export class T3 extends LineIndicator {
  private readonly averages: readonly Ema[]
  private readonly factors: readonly [number, number, number, number]
  private readonly third: Float64Array = scratch()
  private readonly fourth: Float64Array = scratch()
  private readonly fifth: Float64Array = scratch()
  private readonly sixth: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and 0 <= volumeFactor <= 1 */
  constructor({ period = 5, volumeFactor = 0.7 }: T3Options = {}) {
    super(6 * (period - 1))
    const v = checkNumber('volumeFactor', volumeFactor, { min: 0, max: 1 })
    this.averages = Array.from({ length: 6 }, () => new Ema({ period }))
    this.factors = [1 + v * (3 + v * (3 + v)), -3 * v * (1 + v * (2 + v)), 3 * v * v * (1 + v), -v * v * v]
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { averages, third, fourth, fifth, sixth } = this
    averages[0]!.fillLine(source, sourceAt, third, 0, count)
    averages[1]!.fillLine(third, 0, third, 0, count)
    averages[2]!.fillLine(third, 0, third, 0, count)
    averages[3]!.fillLine(third, 0, fourth, 0, count)
    averages[4]!.fillLine(fourth, 0, fifth, 0, count)
    averages[5]!.fillLine(fifth, 0, sixth, 0, count)
    const { factors } = this
    const a = factors[0]
    const b = factors[1]
    const c = factors[2]
    const d = factors[3]
    for (let i = 0; i < count; i++) target[targetAt + i] = a * third[i]! + b * fourth[i]! + c * fifth[i]! + d * sixth[i]!
  }
}

export const t3Entry: IndicatorEntry = {
  name: 't3',
  title: 'Tillson T3 moving average',
  group: 'overlap',
  talib: 'T3',
  parameters: [period({ default: 5, min: 2 }), { name: 'volumeFactor', default: 0.7, min: 0, real: true, max: 1 }],
  warmup: '6 * (period - 1)',
  convention: 'each average is seeded by the mean of its first period values',
  source: 'Tillson, Stocks & Commodities 16:1, 1998; TA-Lib T3',
  make: made(T3),
}
