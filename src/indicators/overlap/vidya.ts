import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { checkPeriod } from '../period.ts'
import { Cmo } from '../momentum/cmo.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** `period` in rows, 9 unless given; the oscillator's rises and falls are plain sums, or averaged by Wilder's rule. */
export interface VidyaOptions {
  readonly period?: number
  readonly average?: 'sma' | 'wilder'
}

/**
 * Variable index dynamic average: an exponential average whose weight, 2 / (period + 1), is multiplied by the size of
 * Chande's momentum oscillator of `period` rows, 0 to 1. It starts from the value before its first.
 */
export class Vidya extends LineIndicator {
  private readonly weight: number
  private readonly momentum: Cmo
  private readonly momenta: Float64Array = scratch()
  private average = NaN

  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 */
  constructor(options: VidyaOptions = {}) {
    const period = checkPeriod('period', options.period ?? 9, 2)
    super(period)
    this.weight = 2 / (period + 1)
    this.momentum = new Cmo({ period, average: options.average ?? 'sma' })
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { momenta, weight } = this
    let { average } = this
    this.momentum.fillLine(source, sourceAt, momenta, 0, count)
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      const moved = Math.abs(momenta[i]!) / 100
      target[targetAt + i] = NaN
      if (Number.isNaN(value)) continue
      const isSeed = Number.isNaN(moved)
      average = isSeed ? value : average + weight * moved * (value - average)
      if (!isSeed) target[targetAt + i] = average
    }
    this.average = average
  }
}

export const vidyaEntry: IndicatorEntry = {
  name: 'vidya',
  title: 'Variable index dynamic average',
  group: 'overlap',
  parameters: [period({ default: 9, min: 2 }), { name: 'average', default: 'sma', choices: ['sma', 'wilder'] }],
  warmup: 'period',
  convention: "Chande's momentum oscillator of plain sums; starts from the value before its first",
  source: 'Chande, Stocks & Commodities 10:3 (1992), as changed in The New Technical Trader (1994)',
  make: made(Vidya),
}
