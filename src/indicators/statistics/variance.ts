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
 * The window is kept as in sma.ts: sums are of differences from `base`, a value of the window, and of their squares.
 * Unlike mean(x²) - mean(x)² this keeps its digits when the values are large and close together, and a line that stands
 * still has a variance of exactly 0.
 */
export class Variance extends LineIndicator {
  private readonly period: number
  private readonly divisor: number
  /** Before `at`: this block's values. From `at`: sums of the last block's tails, NaN when there was none. */
  private readonly window: Float64Array
  /** From `at`: squares of the last block's tails. */
  private readonly tailSquares: Float64Array
  private at = 0
  private head = 0
  private squares = 0
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
    const { period, divisor, window, tailSquares } = this
    let { at, head, squares, base } = this
    for (let i = 0; i < count; i++) {
      const value = source[sourceAt + i]!
      if (Number.isNaN(value)) {
        target[targetAt + i] = NaN
        continue
      }
      const off = value - base
      window[at++] = value
      head += off
      squares += off * off
      if (at === period) {
        sumTails(window, tailSquares)
        at = 0
        head = 0
        squares = 0
        base = value
      }
      const sum = head + window[at]!
      // Rounding may leave the squares of nothing a little below 0.
      target[targetAt + i] = Math.max(0, squares + tailSquares[at]! - (sum * sum) / period) / divisor
    }
    this.at = at
    this.head = head
    this.squares = squares
    this.base = base
  }
}

function sumTails(window: Float64Array, tailSquares: Float64Array): void {
  const base = window[window.length - 1]!
  let sum = 0
  let squares = 0
  for (let i = window.length - 1; i >= 0; i--) {
    const off = window[i]! - base
    sum += off
    squares += off * off
    window[i] = sum
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
