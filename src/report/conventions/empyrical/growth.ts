/**
 * Growth and drawdown as empyrical defines them: simple returns, of which one that is missing (NaN) counts as 0 but is counted.
 * `periodsPerYear` is 252 for days, 52 for weeks, 12 for months there.
 */
import { DAY_MS } from '../../../model/time.ts'
import { finite, type Figure } from '../../statistics/figure.ts'
import { monthOf } from '../../statistics/monthly-returns.ts'

const NONE = 'there is no return'

/** Returns of prices: one fewer than there are prices. */
export function simpleReturns(prices: Float64Array): Float64Array {
  return prices.subarray(1).map((price, i) => price / prices[i]! - 1)
}

/** Cumulative returns; with a `start` above 0 what that becomes. */
export function cumulativeReturns(returns: Float64Array, start = 0): Float64Array {
  let growth = 1
  return returns.map((r) => {
    growth *= 1 + (Number.isNaN(r) ? 0 : r)
    return start === 0 ? growth - 1 : growth * start
  })
}

/** The last of them. */
export function cumulativeReturn(returns: Float64Array, start = 0): Figure {
  return returns.length === 0 ? NONE : finite(cumulativeReturns(returns, start)[returns.length - 1]!)
}

export const periods = ['weekly', 'monthly', 'quarterly', 'yearly'] as const
export type Period = (typeof periods)[number]

/** Returns compounded by calendar period. `day` counts from 1970-01-01. */
export function aggregatedReturns(day: Float64Array, returns: Float64Array, period: Period): Float64Array {
  const growth = new Map<number, number>()
  for (let i = 0; i < day.length; i++) {
    const key = keyOf[period](day[i]!)
    growth.set(key, (growth.get(key) ?? 1) * (1 + returns[i]!))
  }
  return Float64Array.from(growth.values(), (g) => g - 1)
}

const keyOf: Readonly<Record<Period, (day: number) => number>> = {
  // 1970-01-01 was a Thursday: weeks begin on Monday.
  weekly: (day) => Math.floor((day + 3) / 7),
  monthly: monthOf,
  quarterly: (day) => Math.floor(monthOf(day) / 3),
  yearly: (day) => new Date(day * DAY_MS).getUTCFullYear(),
}

/** Compound growth of a year: (final value)^(periods per year / count) - 1. */
export function annualReturn(returns: Float64Array, periodsPerYear: number): Figure {
  if (returns.length === 0) return NONE
  const final = cumulativeReturns(returns, 1)[returns.length - 1]!
  return finite(final ** (periodsPerYear / returns.length) - 1)
}

/** Deepest fall from a peak, 1 being the first: 0 or below. */
export function maximumDrawdown(returns: Float64Array): Figure {
  if (returns.length === 0) return NONE
  let peak = 1
  let deepest = 0
  for (const value of cumulativeReturns(returns, 1)) {
    if (value > peak) peak = value
    deepest = Math.min(deepest, value / peak - 1)
  }
  return deepest
}

/** Growth of a year / |deepest drawdown|. */
export function calmarRatio(returns: Float64Array, periodsPerYear: number): Figure {
  const depth = maximumDrawdown(returns)
  if (typeof depth === 'string') return depth
  if (depth === 0) return 'there was no drawdown'
  const growth = annualReturn(returns, periodsPerYear)
  return typeof growth === 'string' ? growth : finite(growth / -depth)
}
