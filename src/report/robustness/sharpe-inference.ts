/**
 * How sure a Sharpe ratio is. Ratios here are of one period (a day), not annualised; skewness and raw kurtosis of the sample
 * widen its error.
 */
import { also, finite, type Figure } from '../statistics/figure.ts'
import { deviation, excessKurtosis, mean, skewness, variance } from '../statistics/moments.ts'
import { normalDistribution, normalQuantile } from '../statistics/normal.ts'
import { tooFewForMoments } from '../statistics/sample.ts'

/** A Sharpe ratio of `count` periods, and the shape of their returns: 0 and 3 for normal ones. */
export interface SharpeEstimate {
  readonly ratio: number
  readonly count: number
  readonly skewness: number
  /** Raw: 3 for a normal distribution. */
  readonly kurtosis: number
}

/** The estimate that a sample of returns gives; a reason when it is too small or does not vary. */
export function sharpeEstimate(returns: Float64Array): SharpeEstimate | string {
  return (
    tooFewForMoments(returns) ?? {
      ratio: mean(returns) / deviation(returns),
      count: returns.length,
      skewness: skewness(returns),
      kurtosis: excessKurtosis(returns) + 3,
    }
  )
}

/**
 * Probabilistic Sharpe ratio: the chance that the true ratio is above `threshold`.
 * Bailey and López de Prado 2012, "The Sharpe ratio efficient frontier", equation 11.
 */
export function probabilisticSharpe(returns: Float64Array, threshold: number): Figure {
  const estimate = sharpeEstimate(returns)
  return typeof estimate === 'string' ? estimate : probabilityAbove(estimate, threshold)
}

/** The same of an estimate. */
export function probabilityAbove(estimate: SharpeEstimate, threshold: number): Figure {
  const { ratio, count } = estimate
  return also(spreadOf(estimate), (spread) => normalDistribution(((ratio - threshold) * Math.sqrt(count - 1)) / Math.sqrt(spread)))
}

/**
 * Minimum track record: how many periods it takes until the ratio is above `threshold` with `confidence`.
 * Bailey and López de Prado 2012, equation 13.
 */
export function minimumTrackRecord(
  estimate: SharpeEstimate,
  { threshold = 0, confidence = 0.95 }: { readonly threshold?: number; readonly confidence?: number } = {},
): Figure {
  const { ratio } = estimate
  if (ratio <= threshold) return 'the Sharpe ratio is not above the threshold'
  return also(spreadOf(estimate), (spread) => finite(1 + spread * (normalQuantile(confidence) / (ratio - threshold)) ** 2))
}

/** What was tried before this was chosen. */
export interface Trials {
  /** Independent trials, at least 1. */
  readonly count: number
  /** Variance of their Sharpe ratios, of one period each. */
  readonly variance: number
}

/** The trials that a matrix of returns holds, one row a trial. */
export function trialsOf(matrix: readonly Float64Array[]): Trials {
  const ratios = Float64Array.from(matrix.map((r) => mean(r) / deviation(r)).filter(Number.isFinite))
  return { count: matrix.length, variance: ratios.length < 2 ? 0 : variance(ratios) }
}

const EULER_MASCHERONI = 0.5772156649015329

/** The largest Sharpe ratio to expect of so many trials without any skill. Bailey and López de Prado 2014, equation 1. */
export function expectedMaximumSharpe({ count, variance: spread }: Trials): number {
  if (count <= 1) return 0
  const upper = normalQuantile(1 - 1 / count)
  const further = normalQuantile(1 - 1 / (count * Math.E))
  return Math.sqrt(spread) * ((1 - EULER_MASCHERONI) * upper + EULER_MASCHERONI * further)
}

/**
 * Deflated Sharpe ratio: the chance that the true ratio is above what the best of all trials would show by luck; of one trial
 * it is the probabilistic one. Bailey and López de Prado 2014, "The deflated Sharpe ratio", equation 2.
 */
export function deflatedSharpe(estimate: SharpeEstimate, trials: Trials): Figure {
  return probabilityAbove(estimate, expectedMaximumSharpe(trials))
}

function spreadOf({ ratio, skewness: g3, kurtosis: g4 }: SharpeEstimate): Figure {
  const spread = 1 - g3 * ratio + ((g4 - 1) / 4) * ratio * ratio
  return spread > 0 ? spread : 'the skewness of the daily returns is too large for the estimate'
}
