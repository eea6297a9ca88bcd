/** Growth, ratios and tails as quantstats defines them: 252 days a year, daily simple returns. */
import { also, finite, type Figure } from '../../statistics/figure.ts'
import { beta, correlation, informationRatio as annualInformationRatio } from '../../statistics/benchmark-figures.ts'
import { covariance, deviation, excessKurtosis, mean, skewness } from '../../statistics/moments.ts'
import { normalDistribution, normalQuantile } from '../../statistics/normal.ts'
import * as own from '../../statistics/returns.ts'
import { FEW, ROUNDING, STILL, tooFewForMoments } from '../../statistics/sample.ts'

export const DAYS = 252

export { kurtosis, skew, tailRatio } from '../../statistics/returns.ts'

export function compounded(returns: Float64Array): Figure {
  return finite(returns.reduce((growth, r) => growth * (1 + r), 1) - 1)
}

export function growthOfYear(returns: Float64Array): Figure {
  return also(compounded(returns), (total) => finite((1 + total) ** (DAYS / returns.length) - 1))
}

export function geometricMean(returns: Float64Array): Figure {
  return also(compounded(returns), (total) => finite((1 + total) ** (1 / returns.length) - 1))
}

export function volatility(returns: Float64Array): Figure {
  return own.volatility(returns, DAYS)
}

export function sharpe(excess: Float64Array): Figure {
  return own.sharpe(excess, DAYS)
}

export function sortino(excess: Float64Array): Figure {
  return own.sortino(excess, DAYS)
}

/** A ratio / the penalty for autocorrelation: sqrt(1 + 2 × sum over k of (1 - k / n) × c^k), c the first autocorrelation. */
export function smart(ratio: Figure, returns: Float64Array): Figure {
  const n = returns.length
  if (n < 3) return 'there are fewer than three daily returns'
  const [before, after] = [returns.subarray(0, n - 1), returns.subarray(1)]
  const spread = deviation(before) * deviation(after)
  if (spread <= ROUNDING * ROUNDING) return STILL
  const c = Math.abs(covariance(before, after) / spread)
  let sum = 0
  for (let k = 1, power = c; k < n && power > 0; k++, power *= c) sum += (1 - k / n) * power
  return also(ratio, (r) => r / Math.sqrt(1 + 2 * sum))
}

/** With excess kurtosis where Bailey and López de Prado have the raw one. */
export function probabilisticSharpe(excess: Float64Array): Figure {
  const reason = tooFewForMoments(excess)
  if (reason !== null) return reason
  const ratio = mean(excess) / deviation(excess)
  const spread = 1 + 0.5 * ratio ** 2 - skewness(excess) * ratio + ((excessKurtosis(excess) - 3) / 4) * ratio ** 2
  if (spread <= 0) return 'the skewness of the daily returns is too large for the estimate'
  return normalDistribution(ratio / Math.sqrt(spread / (excess.length - 1)))
}

export function normalValueAtRisk(returns: Float64Array): Figure {
  return returns.length < 2 ? FEW : mean(returns) + normalQuantile(0.05) * deviation(returns)
}

/** Mean of what is below the normal value at risk, or that itself where nothing is. */
export function shortfall(values: Float64Array): Figure {
  return also(normalValueAtRisk(values), (cut) => {
    const below = values.filter((r) => r < cut)
    return below.length === 0 ? cut : mean(below)
  })
}

export function rSquared(account: Float64Array, held: Float64Array): Figure {
  return also(correlation({ account, held }), (r) => r * r)
}

export function informationRatio(account: Float64Array, held: Float64Array): Figure {
  return annualInformationRatio({ account, held }, 1)
}

export function slope(account: Float64Array, held: Float64Array): Figure {
  return beta({ account, held })
}

export function intercept(account: Float64Array, held: Float64Array): Figure {
  return also(slope(account, held), (b) => (mean(account) - b * mean(held)) * DAYS)
}

export function treynor(account: Float64Array, held: Float64Array, riskFree: number): Figure {
  return also(slope(account, held), (b) => {
    return b === 0 ? 'beta is 0' : also(compounded(account), (total) => finite((total - riskFree) / b))
  })
}
