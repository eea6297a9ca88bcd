import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { made, period, type IndicatorEntry } from '../entry.ts'

/** Squared deviations are divided by the number of values, or by one less. */
export const deviationKinds = ['population', 'sample'] as const
export type DeviationKind = (typeof deviationKinds)[number]

/** `period` in rows; `deviation` is 'population' unless given. */
export interface VarianceOptions {
  readonly period: number
  readonly deviation?: DeviationKind
}

/**
 * Variance of the last `period` values.
 *
 * The head and the tail of the window (see sma.ts) each keep their mean and their sum of squared deviations from it, by
 * Welford's rule; Chan's rule joins the two. Unlike mean(x²) - mean(x)² this keeps its digits when the values are
 * large and close together, and a line that stands still has a variance of exactly 0.
 */
export class Variance extends LineIndicator {
  private readonly period: number
  private readonly divisor: number
  /** Before `at`: this block's values. From `at`: means of the last block's tails, NaN when there was none. */
  private readonly window: Float64Array
  /** From `at`: squared deviations of the last block's tails. */
  private readonly tailSquares: Float64Array
  private at = 0
  private mean = 0
  private squares = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= period <= 100,000 */
  constructor(options: VarianceOptions) {
    const period = checkPeriod('period', options.period, 1)
    super(period - 1)
    const kind = checkChoice('deviation', options.deviation ?? 'population', deviationKinds)
    this.period = period
    this.divisor = kind === 'population' ? period : Math.max(1, period - 1)
    this.window = new Float64Array(period).fill(NaN)
    this.tailSquares = new Float64Array(period)
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    const { period, divisor, window, tailSquares } = this
    let { at, mean, squares } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      window[at++] = value
      const delta = value - mean
      mean += delta / at
      squares += delta * (value - mean)
      if (at === period) {
        measureTails(window, tailSquares)
        at = 0
        mean = 0
        squares = 0
      }
      const apart = mean - window[at]!
      const between = (apart * apart * at * (period - at)) / period
      target[targetAt + i] = (squares + tailSquares[at]! + between) / divisor
    }
    this.at = at
    this.mean = mean
    this.squares = squares
  }
}

function measureTails(window: Float64Array, tailSquares: Float64Array): void {
  let mean = 0
  let squares = 0
  for (let i = window.length - 1; i >= 0; i--) {
    const value = window[i]!
    const delta = value - mean
    mean += delta / (window.length - i)
    squares += delta * (value - mean)
    window[i] = mean
    tailSquares[i] = squares
  }
}

export const varianceEntry: IndicatorEntry = {
  name: 'variance',
  title: 'Variance',
  group: 'statistics',
  talib: 'VAR',
  parameters: [period({ min: 1 }), { name: 'deviation', default: 'population', choices: deviationKinds }],
  warmup: 'period - 1',
  convention: 'population divides by period, sample by period - 1; of one row 0',
  source: 'TA-Lib VAR',
  make: made(Variance),
}
