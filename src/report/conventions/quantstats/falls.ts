/** Drawdowns as quantstats counts them: of daily equity, below 0, and from the first day under water to the last. */
import { grown } from '../../daily-facts.ts'
import type { AccountFacts } from '../../definitions/definition.ts'
import { also, finite, type Figure } from '../../statistics/figure.ts'
import { deviation, mean } from '../../statistics/moments.ts'
import { FEW, ROUNDING, STILL } from '../../statistics/sample.ts'
import * as underwater from '../../statistics/underwater.ts'
import { sumOf } from './days.ts'
import { shortfall } from './ratios.ts'

const NONE = 'there was no drawdown'

export function maximumDrawdown(returns: Float64Array): Figure {
  return also(underwater.maxDrawdown(grown(returns), 1), (depth) => -depth)
}

export function averageDrawdown(returns: Float64Array): Figure {
  return also(underwater.averageDrawdown(grown(returns), 1), (depth) => -depth)
}

export function perDrawdown(returns: Float64Array, value: number): Figure {
  return also(maximumDrawdown(returns), (depth) => (depth === 0 ? NONE : finite(value / -depth)))
}

export function ulcerIndex(returns: Float64Array): Figure {
  const n = returns.length
  return n < 2 ? FEW : also(underwater.ulcerIndex(grown(returns), 1), (ulcer) => ulcer * Math.sqrt(n / (n - 1)))
}

export function perUlcer(returns: Float64Array, value: number): Figure {
  return also(ulcerIndex(returns), (ulcer) => (ulcer === 0 ? NONE : finite(value / ulcer)))
}

export function serenity(returns: Float64Array, riskFree: number): Figure {
  const depths = underwater.depths(grown(returns), 1)
  if (typeof depths === 'string') return depths
  const spread = returns.length < 2 ? 0 : deviation(returns)
  if (spread <= ROUNDING) return STILL
  return also(shortfall(depths.map((depth) => -depth)), (deep) =>
    also(ulcerIndex(returns), (ulcer) => (ulcer === 0 ? NONE : finite((sumOf(returns) - riskFree) / (ulcer * (-deep / spread))))),
  )
}

export function longestDays(account: AccountFacts): Figure {
  const lengths = daysOf(account)
  return lengths.length === 0 ? NONE : Math.max(...lengths)
}

export function averageDays(account: AccountFacts): Figure {
  const lengths = daysOf(account)
  return lengths.length === 0 ? NONE : mean(Float64Array.from(lengths))
}

/** Calendar days of every stretch under water, its first and its last both counted. */
function daysOf({ day, equity, opening }: AccountFacts): number[] {
  const depths = underwater.depths(equity, opening)
  if (typeof depths === 'string') return []
  const lengths: number[] = []
  for (let i = 0, first = -1; i < depths.length; i++) {
    if (depths[i]! > 0 && first < 0) first = i
    if (first < 0 || (depths[i]! > 0 && i + 1 < depths.length && depths[i + 1]! > 0)) continue
    lengths.push(day[i]! - day[first]! + 1)
    first = -1
  }
  return lengths
}
