/**
 * Statistics of daily returns. `returns` are simple returns, one a day; `periodsPerYear` is the number of such days in a
 * year of the calendar. For a risk-free rate above 0 the caller takes it off the returns of ratios. Undefined figures are reasons.
 */
import { finite, type Figure } from './figure.ts'
import { deviation, excessKurtosis, mean, quantile, skewness } from './moments.ts'
import { FEW, ROUNDING, STILL, tooFewForMoments } from './sample.ts'

/** The year of growth rates: 365.25 days. */
export const YEAR_MS = 31_557_600_000

/** A week: growth of minutes raised to the power of a year has thirty digits. */
const SHORTEST_YEARS = 7 / 365.25

/** Total return: closing / opening - 1. */
export function totalReturn({ opening, closing }: { readonly opening: number; readonly closing: number }): Figure {
  return opening > 0 ? finite(closing / opening - 1) : 'the opening equity is not positive'
}

/** Compound annual growth rate: (closing / opening)^(1 / years) - 1, a year being 365.25 days. */
export function cagr({ opening, closing, years }: { readonly opening: number; readonly closing: number; readonly years: number }): Figure {
  const short = tooShortForYears(years)
  if (short !== null) return short
  if (opening <= 0 || closing <= 0) return 'equity is not positive at both ends'
  return finite((closing / opening) ** (1 / years) - 1)
}

/** Why what a run did cannot be said of a year, or null when it can. */
export function tooShortForYears(years: number): string | null {
  if (!(years > 0)) return 'the run spans no time'
  return years < SHORTEST_YEARS ? 'the run spans less than a week, a year of it says nothing' : null
}

/** Annualised volatility: sample deviation × sqrt(periods per year). */
export function volatility(returns: Float64Array, periodsPerYear: number): Figure {
  return returns.length < 2 ? FEW : deviation(returns) * Math.sqrt(periodsPerYear)
}

/** Sharpe ratio, annualised: mean / sample deviation × sqrt(periods per year). Sharpe 1994. */
export function sharpe(returns: Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  const center = mean(returns)
  const sd = deviation(returns, center)
  return sd <= ROUNDING ? STILL : (center / sd) * Math.sqrt(periodsPerYear)
}

/** Sortino ratio, annualised: mean × sqrt(periods per year) / root mean square of min(0, r) over all days. */
export function sortino(returns: Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  const downside = rootMeanSquareLoss(returns)
  return downside <= ROUNDING ? 'no daily return is negative' : (mean(returns) * Math.sqrt(periodsPerYear)) / downside
}

/** Downside deviation, annualised: root mean square of min(0, r) over all days × sqrt(periods per year). */
export function downsideDeviation(returns: Float64Array, periodsPerYear: number): Figure {
  return returns.length < 2 ? FEW : rootMeanSquareLoss(returns) * Math.sqrt(periodsPerYear)
}

/** Omega at 0: sum of positive returns / |sum of negative returns|. Keating and Shadwick 2002. */
export function omega(returns: Float64Array): Figure {
  let gains = 0
  let losses = 0
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! > 0) gains += returns[i]!
    else losses -= returns[i]!
  }
  return losses === 0 ? 'no daily return is negative' : gains / losses
}

/** Gain to pain: sum of the returns / |sum of negative returns|. Schwager 2012. */
export function gainToPain(returns: Float64Array): Figure {
  const ratio = omega(returns)
  return typeof ratio === 'number' ? ratio - 1 : ratio
}

/** Share of the returns that are above 0 (sign 1) or below it (sign -1). */
export function shareOf(returns: Float64Array, sign: 1 | -1): Figure {
  if (returns.length === 0) return 'there is no return'
  let count = 0
  for (let i = 0; i < returns.length; i++) if (returns[i]! * sign > 0) count++
  return count / returns.length
}

/** The largest (sign 1) or smallest (sign -1) of the returns. */
export function extreme(returns: Float64Array, sign: 1 | -1): Figure {
  if (returns.length === 0) return 'there is no return'
  let most = -Infinity
  for (let i = 0; i < returns.length; i++) if (returns[i]! * sign > most) most = returns[i]! * sign
  return most * sign
}

/** Historical value at risk of one day at 95 %: minus the 5 % quantile. A positive figure is a loss. */
export function valueAtRisk(returns: Float64Array): Figure {
  return returns.length < 2 ? FEW : -quantile(returns, 0.05)
}

/** Expected shortfall at 95 %: minus the mean of the returns at or below the 5 % quantile. A positive figure is a loss. */
export function expectedShortfall(returns: Float64Array): Figure {
  if (returns.length < 2) return FEW
  const cut = quantile(returns, 0.05)
  let sum = 0
  let count = 0
  for (let i = 0; i < returns.length; i++) {
    if (!(returns[i]! <= cut)) continue
    sum += returns[i]!
    count++
  }
  return -(sum / count)
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
  return tooFewForMoments(returns) ?? excessKurtosis(returns)
}

/** Stability: R² of the straight line through the logarithm of daily equity. */
export function stability(equity: Float64Array): Figure {
  const n = equity.length
  if (n < 3) return 'there are fewer than three days'
  // Of growth since the first day, so that equity that stands still is 0 to the last bit.
  const logs = equity.map((e) => Math.log(e / equity[0]!))
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

function rootMeanSquareLoss(returns: Float64Array): number {
  return Math.sqrt(squaredLosses(returns) / returns.length)
}

function squaredLosses(returns: Float64Array): number {
  let squares = 0
  for (let i = 0; i < returns.length; i++) if (returns[i]! < 0) squares += returns[i]! * returns[i]!
  return squares
}
