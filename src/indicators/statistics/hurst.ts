import { log } from '../../base/elementary.ts'
import { LockstepError } from '../../base/error.ts'
import { scratch } from '../compound-indicator.ts'
import { LineIndicator } from '../line-indicator.ts'
import { Lag } from '../math/lag.ts'
import { checkPeriod } from '../period.ts'
import { made, rows, type IndicatorEntry } from '../entry.ts'
import { StdDev } from './std-dev.ts'

const LAGS_MAX = 100

/** `period` in rows, 252 unless given; differences over 2 to `lags` rows are compared, 20 unless given. */
export interface HurstOptions {
  readonly period?: number
  readonly lags?: number
}

/**
 * Hurst exponent: the slope, by least squares, of the logarithm of the deviation of differences over 2, 3 … `lags` rows on
 * the logarithm of how many rows: 0.5 for a random walk, more where moves go on, less where they turn back. Each row
 * costs as many deviations as there are lags.
 */
export class Hurst extends LineIndicator {
  private readonly lags: readonly Lag[]
  private readonly deviations: readonly StdDev[]
  /** What each logarithm of a deviation weighs in the slope. */
  private readonly weights: Float64Array
  private readonly differences: Float64Array = scratch()
  private readonly slopes: Float64Array = scratch()

  /** @throws LockstepError E_PARAM_VALUE unless 3 <= lags <= 100 and lags + 2 <= period <= 100,000 */
  constructor(options: HurstOptions = {}) {
    const period = checkPeriod('period', options.period ?? 252, 5)
    const most = checkLags(options.lags ?? 20, period)
    super(period - 1)
    const all = Array.from({ length: most - 1 }, (_, k) => k + 2)
    this.lags = all.map((lag) => new Lag({ period: lag }))
    this.deviations = all.map((lag) => new StdDev({ period: period - lag }))
    const logs = Float64Array.from(all, log)
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
    const spread = logs.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)
    this.weights = logs.map((x) => (x - mean) / spread)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { differences, slopes, weights } = this
    slopes.fill(0, 0, count)
    for (let k = 0; k < weights.length; k++) {
      this.lags[k]!.fillLine(source, sourceAt, differences, 0, count)
      for (let i = 0; i < count; i++) differences[i] = source[sourceAt + i]! - differences[i]!
      this.deviations[k]!.fillLine(differences, 0, differences, 0, count)
      for (let i = 0; i < count; i++) slopes[i]! += weights[k]! * (differences[i]! > 0 ? log(differences[i]!) : NaN)
    }
    for (let i = 0; i < count; i++) target[targetAt + i] = slopes[i]!
  }
}

function checkLags(lags: number, period: number): number {
  const max = Math.min(LAGS_MAX, period - 2)
  if (Number.isInteger(lags) && lags >= 3 && lags <= max) return lags
  throw new LockstepError(
    'E_PARAM_VALUE',
    `lags must be a whole number from 3 to ${max}, was ${lags}`,
    'Give lags a whole number of at most 100 that is less than period - 1.',
  )
}

export const hurstEntry: IndicatorEntry = {
  name: 'hurst',
  title: 'Hurst exponent',
  group: 'statistics',
  parameters: [rows('period', { default: 252, min: 5 }), { name: 'lags', default: 20, min: 3, max: LAGS_MAX }],
  constraint: { text: 'lags < period - 1', holds: (given) => Number(given['lags']) < Number(given['period']) - 1 },
  warmup: 'period - 1',
  convention: 'by the deviation of lagged differences, not by rescaled range; a row costs lags deviations',
  source: 'Mandelbrot and Van Ness (1968): the deviation of differences grows with the power H of the lag',
  gaps: 'while differences over one of the lags do not vary',
  make: made(Hurst),
}
