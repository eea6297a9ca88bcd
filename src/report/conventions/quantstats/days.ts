/** Days as quantstats counts them, as if each were a round trip. */
import { also, type Figure } from '../../statistics/figure.ts'
import { mean } from '../../statistics/moments.ts'
import { omega } from '../../statistics/returns.ts'

export function sumOf(returns: Float64Array): number {
  return returns.reduce((sum, r) => sum + r, 0)
}

/** Rounded up to a whole per cent. */
export function exposure(returns: Float64Array): Figure {
  return Math.ceil((returns.filter((r) => r !== 0).length / returns.length) * 100) / 100
}

export function winRate(returns: Float64Array): Figure {
  const moved = returns.filter((r) => r !== 0).length
  return moved === 0 ? 'no daily return is other than 0' : returns.filter((r) => r > 0).length / moved
}

/** Mean of the returns above 0 (sign 1), below 0 (sign -1) or other than 0 (sign 0). */
export function averageOf(returns: Float64Array, sign: 1 | -1 | 0): Figure {
  const those = returns.filter((r) => (sign === 0 ? r !== 0 : r * sign > 0))
  if (those.length > 0) return mean(those)
  return sign === 0 ? 'no daily return is other than 0' : `no daily return is ${sign > 0 ? 'positive' : 'negative'}`
}

export function payoff(returns: Float64Array): Figure {
  return also(averageOf(returns, -1), (loss) => also(averageOf(returns, 1), (win) => win / -loss))
}

export function profitFactor(returns: Float64Array): Figure {
  return omega(returns)
}

export function cpcIndex(returns: Float64Array): Figure {
  return also(profitFactor(returns), (factor) => also(winRate(returns), (rate) => also(payoff(returns), (ratio) => factor * rate * ratio)))
}

export function kelly(returns: Float64Array): Figure {
  return also(winRate(returns), (rate) => also(payoff(returns), (ratio) => rate - (1 - rate) / ratio))
}

/** Most days in a row above 0 (sign 1) or below it (sign -1). */
export function streak(returns: Float64Array, sign: 1 | -1): Figure {
  let [longest, now] = [0, 0]
  for (const r of returns) {
    now = r * sign > 0 ? now + 1 : 0
    if (now > longest) longest = now
  }
  return longest
}
