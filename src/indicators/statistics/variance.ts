import { LineIndicator } from '../line-indicator.ts'
import { checkChoice } from '../option.ts'
import { checkPeriod } from '../period.ts'
import { sumTails } from '../overlap/sma.ts'
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
 * The window is kept as in sma.ts: sums are of differences from `base`, a value of the window, and of their squares.
 * Unlike mean(x²) - mean(x)² this keeps its digits when the values are large and close together, and a line that stands
 * still has a variance of exactly 0.
 */
export class Variance extends LineIndicator {
  private readonly period: number
  private readonly divisor: number
  /** Before `at`: this block's values. From `at`: sums of the last block's tails, NaN when there was none. */
  private readonly window: Float64Array
  /** From `at`: those of squares. */
  private readonly tailSquares: Float64Array
  private at = 0
  private head = 0
  private squares = 0
  /** The last value of the last block. */
  private base = 0

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
    this.fillMoments(source, sourceAt, target, target, targetAt, count)
  }

  /** The windows' means as well, with the bits of sma; where one column is given for both the variances stay. */
  fillMoments(source: Float64Array, sourceAt: number, means: Float64Array, variances: Float64Array, targetAt: number, count: number): void {
    const { period, divisor, window, tailSquares } = this
    let { at, head, squares, base } = this
    for (let done = 0; done < count;) {
      const toSource = sourceAt + done - at
      const toTarget = targetAt + done - at
      const from = at
      const end = count - done < period - at ? at + count - done : period
      for (; at < end; at++) {
        const value = source[at + toSource]!
        if (Number.isNaN(value)) break
        const off = value - base
        head += off
        squares += off * off
        const sum = window[at]! + head
        window[at] = value
        means[at + toTarget] = base + sum / period
        // Rounding may leave the squares of nothing a little below 0.
        variances[at + toTarget] = Math.max(0, squares + tailSquares[at]! - (sum * sum) / period) / divisor
      }
      done += at - from
      if (at < end) {
        means[at + toTarget] = NaN
        variances[at + toTarget] = NaN
        done++
      } else if (at === period) {
        base = window[period - 1]!
        const all = sumTailSquares(window, base, tailSquares)
        const sum = sumTails(window, base)
        means[at - 1 + toTarget] = base + sum / period
        variances[at - 1 + toTarget] = Math.max(0, all - (sum * sum) / period) / divisor
        at = 0
        head = 0
        squares = 0
      }
    }
    this.at = at
    this.head = head
    this.squares = squares
    this.base = base
  }
}

/** As sumTails in sma.ts, of squares into their own column. */
function sumTailSquares(window: Float64Array, base: number, tailSquares: Float64Array): number {
  let squares = 0
  for (let i = window.length - 1; i >= 0; i--) {
    const off = window[i]! - base
    tailSquares[i] = squares
    squares += off * off
  }
  return squares
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
