/** Statistics of daily returns against those of a benchmark on the same days. */
import { also, finite, type Figure } from './figure.ts'
import { mean } from './moments.ts'
import { sharpe } from './returns.ts'

export interface PairedReturns {
  readonly account: Float64Array
  readonly held: Float64Array
}

/** Covariance with the benchmark / variance of the benchmark. */
export function beta({ account, held }: PairedReturns): Figure {
  if (account.length < 2) return 'there are fewer than two days in common with the benchmark'
  const [a, h] = [mean(account), mean(held)]
  let [cov, variance] = [0, 0]
  for (let i = 0; i < held.length; i++) {
    cov += (account[i]! - a) * (held[i]! - h)
    variance += (held[i]! - h) ** 2
  }
  return variance === 0 ? 'the benchmark does not move' : cov / variance
}

/** Jensen's alpha, compounded to a year, risk-free rate 0. */
export function alpha(pair: PairedReturns, periodsPerYear: number): Figure {
  return also(beta(pair), (b) => finite((1 + mean(pair.account.map((r, i) => r - b * pair.held[i]!))) ** periodsPerYear - 1))
}

/** Sharpe ratio of the daily difference. */
export function informationRatio({ account, held }: PairedReturns, periodsPerYear: number): Figure {
  const ratio = sharpe(
    account.map((r, i) => r - held[i]!),
    periodsPerYear,
  )
  return typeof ratio === 'number' ? ratio : 'the difference to the benchmark does not vary'
}
