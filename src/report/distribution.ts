/** How returns of days, weeks and months are spread: quartiles, a histogram, and daily ones against a normal distribution. */
import { returnsOf } from './daily-equity.ts'
import type { AccountFacts } from './definitions/definition.ts'
import type { ProfitBin } from './document.ts'
import { histogram } from './histogram.ts'
import { deviation, mean, sortedQuantile } from './statistics/moments.ts'
import { monthAfter } from './statistics/monthly-returns.ts'
import { normalQuantile } from './statistics/normal.ts'

export interface DistributionSection {
  readonly periods: readonly PeriodReturns[]
  /** Quantiles of daily returns in standard deviations from their mean, beside those of a normal distribution; at most 199. */
  readonly normal: { readonly columns: readonly ['expected', 'actual']; readonly points: readonly (readonly number[])[] }
  /** Why there is nothing. */
  readonly reason?: string
}

/** Returns of one length. The first and the last period may be shorter. */
export interface PeriodReturns {
  readonly period: 'day' | 'week' | 'month'
  readonly count: number
  readonly mean: number
  readonly low: number
  /** Quartiles, linear between neighbours. */
  readonly quarter: number
  readonly median: number
  readonly threeQuarters: number
  readonly high: number
  /** Lowest and highest return within 1.5 interquartile ranges of the box (Tukey 1977). */
  readonly whiskerLow: number
  readonly whiskerHigh: number
  readonly bins: readonly ProfitBin[]
}

const BINS_WANTED = 40
const QUANTILES = 199

export function distributionOf({ day, equity, returns, opening, noReturns }: AccountFacts): DistributionSection {
  const normal = { columns: ['expected', 'actual'] as const, points: [] }
  if (noReturns !== null) return { periods: [], normal, reason: noReturns }
  const sorted = returns.toSorted()
  const of = (period: PeriodReturns['period'], after: (day: number) => number): PeriodReturns => {
    const longer = returnsOf(lastOfEach(day, equity, after), opening)
    return spreadOf(period, longer, longer.toSorted())
  }
  const periods = [spreadOf('day', returns, sorted), of('week', weekAfter), of('month', monthAfter)]
  return { periods, normal: { ...normal, points: againstNormal(returns, sorted) } }
}

/** The last equity of each period; `after` is the first day of the one that follows. */
function lastOfEach(day: Float64Array, equity: Float64Array, after: (day: number) => number): Float64Array {
  const last = new Float64Array(equity.length)
  let end = -Infinity
  let count = 0
  for (let i = 0; i < day.length; i++) {
    if (day[i]! >= end) {
      end = after(day[i]!)
      count++
    }
    last[count - 1] = equity[i]!
  }
  return last.subarray(0, count)
}

/** Weeks begin on Monday; 1970-01-01 was a Thursday. */
function weekAfter(day: number): number {
  return Math.floor((day + 3) / 7) * 7 + 4
}

function spreadOf(period: PeriodReturns['period'], returns: Float64Array, sorted: Float64Array): PeriodReturns {
  const [quarter, middle, threeQuarters] = [sortedQuantile(sorted, 0.25), sortedQuantile(sorted, 0.5), sortedQuantile(sorted, 0.75)]
  const reach = 1.5 * (threeQuarters - quarter)
  const [low, high] = [sorted[0]!, sorted[sorted.length - 1]!]
  return {
    period,
    count: returns.length,
    mean: mean(returns),
    low,
    quarter,
    median: middle,
    threeQuarters,
    high,
    whiskerLow: sorted.find((r) => r >= quarter - reach) ?? low,
    whiskerHigh: sorted.findLast((r) => r <= threeQuarters + reach) ?? high,
    bins: histogram(sorted, BINS_WANTED),
  }
}

function againstNormal(returns: Float64Array, sorted: Float64Array): number[][] {
  const [center, spread] = [mean(returns), returns.length < 2 ? 0 : deviation(returns)]
  if (!(spread > 1e-14)) return []
  const count = Math.min(QUANTILES, sorted.length)
  return Array.from({ length: count }, (_, k) => {
    // Plotting positions of Hazen 1914: the middle of the k-th of n equal shares.
    const share = (k + 0.5) / count
    const actual = count === sorted.length ? sorted[k]! : sortedQuantile(sorted, share)
    return [normalQuantile(share), (actual - center) / spread]
  })
}
