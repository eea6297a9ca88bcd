/** Statistics of daily returns against those of a benchmark on the same days. */
import { also, finite, type Figure } from './figure.ts'
import { covariance, deviation, mean, variance } from './moments.ts'
import { monthlyOf } from './monthly-returns.ts'
import { shareOf, sharpe } from './returns.ts'
import { ROUNDING } from './sample.ts'

export interface PairedReturns {
  readonly account: Float64Array
  readonly held: Float64Array
}

const FEW = 'there are fewer than two days in common with the benchmark'
const STILL = 'the benchmark does not move'
const ALIKE = 'the difference to the benchmark does not vary'

/** Covariance with the benchmark / variance of the benchmark. */
export function beta({ account, held }: PairedReturns): Figure {
  if (account.length < 2) return FEW
  const spread = variance(held)
  if (Math.sqrt(spread) <= ROUNDING) return STILL
  return deviation(account) <= ROUNDING ? 0 : covariance(account, held) / spread
}

/** Jensen's alpha, compounded to a year. Both returns are in excess of the risk-free rate. */
export function alpha(pair: PairedReturns, periodsPerYear: number): Figure {
  return also(beta(pair), (b) => finite((1 + mean(differenceOf(pair, b))) ** periodsPerYear - 1))
}

/** Correlation with the benchmark. */
export function correlation({ account, held }: PairedReturns): Figure {
  if (account.length < 2) return FEW
  const [own, other] = [deviation(account), deviation(held)]
  return Math.min(own, other) <= ROUNDING ? 'the account or the benchmark does not move' : covariance(account, held) / (own * other)
}

/** Sample deviation of the daily difference × sqrt(periods per year). */
export function trackingError(pair: PairedReturns, periodsPerYear: number): Figure {
  return pair.account.length < 2 ? FEW : deviation(differenceOf(pair)) * Math.sqrt(periodsPerYear)
}

/** Sharpe ratio of the daily difference. */
export function informationRatio(pair: PairedReturns, periodsPerYear: number): Figure {
  if (pair.account.length < 2) return FEW
  const ratio = sharpe(differenceOf(pair), periodsPerYear)
  return typeof ratio === 'number' ? ratio : ALIKE
}

/** Mean return on the days on which the benchmark rose (sign 1) or fell (sign -1) / mean return of the benchmark on them. */
export function capture({ account, held }: PairedReturns, sign: 1 | -1): Figure {
  let [own, other, days] = [0, 0, 0]
  for (let i = 0; i < held.length; i++) {
    if (!(held[i]! * sign > 0)) continue
    own += account[i]!
    other += held[i]!
    days++
  }
  return days === 0 ? `the benchmark never ${sign > 0 ? 'rose' : 'fell'}` : own / days / (other / days)
}

/** Share of the calendar months in which the account returned more than the benchmark. */
export function battingAverage({ day, account, held }: PairedReturns & { readonly day: Float64Array }): Figure {
  const other = monthlyOf(day, held)
  return shareOf(
    monthlyOf(day, account).map((r, i) => r - other[i]!),
    1,
  )
}

/** What each day returned beyond so much of the benchmark. */
function differenceOf({ account, held }: PairedReturns, share = 1): Float64Array {
  const difference = new Float64Array(account.length)
  for (let i = 0; i < account.length; i++) difference[i] = account[i]! - share * held[i]!
  return difference
}
