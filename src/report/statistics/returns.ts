/**
 * Statistics of daily returns. `returns` are simple returns, one a day; `periodsPerYear` is the number of such days in a
 * year of the calendar. The risk-free rate is 0. Undefined figures are reasons.
 */
import { finite, type Figure } from './figure.ts'
import { deviation, excessKurtosis, mean, quantile, skewness } from './moments.ts'

/** The year of growth rates: 365.25 days. */
export const YEAR_MS = 31_557_600_000

/** Below this a deviation is rounding in the last bit of the returns, not movement. */
const ROUNDING = 1e-14

const FEW = 'there are fewer than two daily returns'
const STILL = 'the daily returns do not vary'

/** A week: growth of minutes raised to the power of a year has thirty digits. */
const SHORTEST_YEARS = 7 / 365.25

/** Total return: closing / opening - 1. */
export function totalReturn({ opening, closing }: { readonly opening: number; readonly closing: number }): Figure {
  return opening > 0 ? finite(closing / opening - 1) : 'the opening equity is not positive'
}

/** Compound annual growth rate: (closing / opening)^(1 / years) - 1, a year being 365.25 days. */
export function cagr({ opening, closing, years }: { readonly opening: number; readonly closing: number; readonly years: number }): Figure {
  if (!(years > 0)) return 'the run spans no time'
  if (years < SHORTEST_YEARS) return 'the run spans less than a week, a year of it says nothing'
  if (opening <= 0 || closing <= 0) return 'equity is not positive at both ends'
  return finite((closing / opening) ** (1 / years) - 1)
}

/** Annualised volatility: sample deviation × sqrt(periods per year). */
export function volatility(returns: Float64Array, periodsPerYear: number): Figure {
  return returns.length < 2 ? FEW : deviation(returns) * Math.sqrt(periodsPerYear)
}

/** Sharpe ratio, annualised: mean / sample deviation × sqrt(periods per year). Sharpe 1994. */
export function sharpe(returns: Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  const sd = deviation(returns)
  return sd <= ROUNDING ? STILL : (mean(returns) / sd) * Math.sqrt(periodsPerYear)
}

/** Sortino ratio, annualised: mean × sqrt(periods per year) / root mean square of min(0, r) over all days. */
export function sortino(returns: Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  let squares = 0
  for (const r of returns) if (r < 0) squares += r * r
  const downside = Math.sqrt(squares / returns.length)
  return downside <= ROUNDING ? 'no daily return is negative' : (mean(returns) * Math.sqrt(periodsPerYear)) / downside
}

/** Omega at 0: sum of positive returns / |sum of negative returns|. Keating and Shadwick 2002. */
export function omega(returns: Float64Array): Figure {
  let gains = 0
  let losses = 0
  for (const r of returns) {
    if (r > 0) gains += r
    else losses -= r
  }
  return losses === 0 ? 'no daily return is negative' : gains / losses
}

/** Historical value at risk of one day at 95 %: minus the 5 % quantile. A positive figure is a loss. */
export function valueAtRisk(returns: Float64Array): Figure {
  return returns.length < 2 ? FEW : -quantile(returns, 0.05)
}

/** Expected shortfall at 95 %: minus the mean of the returns at or below the 5 % quantile. A positive figure is a loss. */
export function expectedShortfall(returns: Float64Array): Figure {
  if (returns.length < 2) return FEW
  const cut = quantile(returns, 0.05)
  return -mean(returns.filter((r) => r <= cut))
}

/** Tail ratio: |95 % quantile| / |5 % quantile|. */
export function tailRatio(returns: Float64Array): Figure {
  if (returns.length < 2) return FEW
  const low = Math.abs(quantile(returns, 0.05))
  return low === 0 ? 'the 5 % quantile of the daily returns is 0' : Math.abs(quantile(returns, 0.95)) / low
}

/** Skewness of the daily returns, bias-corrected. */
export function skew(returns: Float64Array): Figure {
  if (returns.length < 3) return 'there are fewer than three daily returns'
  return deviation(returns) <= ROUNDING ? STILL : skewness(returns)
}

/** Excess kurtosis of the daily returns, bias-corrected: 0 for a normal distribution. */
export function kurtosis(returns: Float64Array): Figure {
  if (returns.length < 4) return 'there are fewer than four daily returns'
  return deviation(returns) <= ROUNDING ? STILL : excessKurtosis(returns)
}

/**
 * Probabilistic Sharpe ratio: the chance that the true Sharpe ratio is above `threshold` (per day, not annualised), given
 * the sample's length, skewness and raw kurtosis. Bailey and López de Prado 2012.
 */
export function probabilisticSharpe(returns: Float64Array, threshold: number): Figure {
  if (returns.length < 4) return 'there are fewer than four daily returns'
  const sd = deviation(returns)
  if (sd <= ROUNDING) return STILL
  const ratio = mean(returns) / sd
  const spread = 1 - skewness(returns) * ratio + ((excessKurtosis(returns) + 2) / 4) * ratio * ratio
  if (spread <= 0) return 'the skewness of the daily returns is too large for the estimate'
  return normalDistribution(((ratio - threshold) * Math.sqrt(returns.length - 1)) / Math.sqrt(spread))
}

/** Stability: R² of the straight line through the logarithm of daily equity. */
export function stability(equity: Float64Array): Figure {
  const n = equity.length
  if (n < 3) return 'there are fewer than three days'
  const logs = equity.map(Math.log)
  const middle = (n - 1) / 2
  const level = mean(logs)
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    xy += (i - middle) * (logs[i]! - level)
    xx += (i - middle) ** 2
    yy += (logs[i]! - level) ** 2
  }
  return yy <= ROUNDING * ROUNDING * n ? 'equity does not move' : (xy * xy) / (xx * yy)
}

/**
 * The standard normal distribution function by the series and continued fraction of the error function
 * (Abramowitz and Stegun 7.1.6 and 7.1.14), to the last few bits of a double.
 */
export function normalDistribution(x: number): number {
  const t = Math.abs(x) / Math.SQRT2
  const upper = t < 2.5 ? (1 - errorSeries(t)) / 2 : errorTail(t) / 2
  return x < 0 ? upper : 1 - upper
}

function errorSeries(t: number): number {
  let term = t
  let sum = t
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * t * t) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-t * t) * sum
}

function errorTail(t: number): number {
  let fraction = 0
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (t + fraction)
  return Math.exp(-t * t) / Math.sqrt(Math.PI) / (t + fraction)
}
