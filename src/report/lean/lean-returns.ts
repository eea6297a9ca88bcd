/** LEAN's figures of daily returns, by LEAN's formulas: 0 where it prints 0 because there is none. */
import { covariance, deviation, excessKurtosis, mean, skewness, variance } from '../statistics/moments.ts'
import { normalDistribution } from '../statistics/normal.ts'
import type { LeanStatistics } from './lean-statistics.ts'

/** 5 % and 1 % quantiles of the standard normal distribution. */
const QUANTILE_95 = -1.6448536269514729
const QUANTILE_99 = -2.3263478740408408

export type OfReturns = Pick<
  LeanStatistics,
  | 'annualVariance'
  | 'annualStandardDeviation'
  | 'sharpeRatio'
  | 'sortinoRatio'
  | 'probabilisticSharpeRatio'
  | 'valueAtRisk95'
  | 'valueAtRisk99'
>

/** Figures of daily returns; `riskFree` is a yearly rate. */
export function leanOfReturns(returns: Float64Array, days: number, riskFree: number): OfReturns {
  const annualVariance = variance(returns) * days
  const annualStandardDeviation = Math.sqrt(annualVariance)
  const losses = returns.filter((r) => r < 0)
  const downside = losses.length < 2 ? 0 : Math.sqrt(variance(losses) * days)
  const excess = yearOf(returns, days) - riskFree
  const year = returns.slice(-days)
  const valueAtRisk = (quantile: number): number => mean(year) + quantile * deviation(year)
  return {
    annualVariance,
    annualStandardDeviation,
    sharpeRatio: ratio(excess, annualStandardDeviation),
    sortinoRatio: ratio(excess, downside),
    probabilisticSharpeRatio: probabilisticSharpe(returns, days, riskFree),
    valueAtRisk95: valueAtRisk(QUANTILE_95),
    valueAtRisk99: valueAtRisk(QUANTILE_99),
  }
}

export type OfBoth = Pick<LeanStatistics, 'alpha' | 'beta' | 'trackingError' | 'informationRatio' | 'treynorRatio'>

/** Figures of daily returns against those of a benchmark. */
export function leanOfBoth(returns: Float64Array, benchmark: Float64Array, days: number, riskFree: number): OfBoth {
  const [own, other] = [yearOf(returns, days), yearOf(benchmark, days)]
  const beta = ratio(covariance(returns, benchmark), variance(benchmark))
  const difference = returns.map((r, i) => r - benchmark[i]!)
  const trackingError = Math.sqrt(variance(difference) * days)
  return {
    beta,
    alpha: beta === 0 ? 0 : own - (riskFree + beta * (other - riskFree)),
    trackingError,
    informationRatio: ratio(own - other, trackingError),
    treynorRatio: ratio(own - riskFree, beta),
  }
}

/**
 * The chance that the Sharpe ratio is above 1 a year. Excess kurtosis stands where Bailey and López de Prado have the raw
 * one, as in LEAN. 0 where the sample is too small for it.
 */
function probabilisticSharpe(returns: Float64Array, days: number, riskFree: number): number {
  const n = returns.length
  if (n < 4) return 0
  const sharpe = (mean(returns) - riskFree / days) / deviation(returns)
  const spread = 1 - skewness(returns) * sharpe + ((excessKurtosis(returns) - 1) / 4) * sharpe * sharpe
  const chance = normalDistribution((sharpe - 1 / Math.sqrt(days)) / Math.sqrt(spread / (n - 1)))
  return finiteOrZero(chance)
}

/** The mean return of a day, compounded to a year. */
function yearOf(returns: Float64Array, days: number): number {
  return finiteOrZero((mean(returns) + 1) ** days - 1)
}

function ratio(of: number, to: number): number {
  return to === 0 ? 0 : finiteOrZero(of / to)
}

export function finiteOrZero(value: number): number {
  return Number.isFinite(value) ? value : 0
}
