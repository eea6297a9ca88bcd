/** Returns against those of a factor, such as a benchmark, as empyrical defines them. Both series lie on the same dates; NaN is missing. */
import { also, finite, type Figure } from '../../statistics/figure.ts'
import { mean } from '../../statistics/moments.ts'
import { annualReturn } from './growth.ts'

export interface AlphaBeta {
  readonly alpha: Figure
  readonly beta: Figure
}

const FEW = 'there are fewer than two returns'
/** Variances below this count as none there. */
const VARIANCE_MIN = 1e-30

/** Covariance / variance of the factor, over the dates that have both. */
export function beta(returns: Float64Array, factor: Float64Array, riskFree = 0): Figure {
  if (returns.length < 2 || factor.length < 2) return FEW
  const { own, other } = known(returns, factor, riskFree)
  const level = mean(other)
  const variance = mean(other.map((r) => (r - level) ** 2))
  if (!(variance >= VARIANCE_MIN)) return 'the factor does not move'
  return mean(own.map((r, i) => r * (other[i]! - level))) / variance
}

/** Alpha, compounded to a year, and beta. */
export function alphaBeta(returns: Float64Array, factor: Float64Array, periodsPerYear: number, riskFree = 0): AlphaBeta {
  const slope = beta(returns, factor, riskFree)
  if (typeof slope === 'string') return { alpha: slope, beta: slope }
  const { own, other } = known(returns, factor, riskFree)
  return { alpha: finite((1 + mean(own.map((r, i) => r - slope * other[i]!))) ** periodsPerYear - 1), beta: slope }
}

/** Which periods count: all, those in which the factor rose, or fell. */
export type Market = 'all' | 'up' | 'down'

/** Alpha and beta of the periods in which the factor rose or fell. */
export function alphaBetaIn(market: Market, returns: Float64Array, factor: Float64Array, periodsPerYear: number): AlphaBeta {
  const { own, other } = restricted(market, returns, factor)
  return alphaBeta(own, other, periodsPerYear)
}

/** Growth of a year / that of the factor, both over the periods of `market` alone. */
export function capture(market: Market, returns: Float64Array, factor: Float64Array, periodsPerYear: number): Figure {
  const { own, other } = restricted(market, returns, factor)
  return also(annualReturn(own, periodsPerYear), (a) =>
    also(annualReturn(other, periodsPerYear), (b) => (b === 0 ? 'the factor does not move' : finite(a / b))),
  )
}

/** Up capture / down capture. */
export function upDownCapture(returns: Float64Array, factor: Float64Array, periodsPerYear: number): Figure {
  return also(capture('up', returns, factor, periodsPerYear), (up) =>
    also(capture('down', returns, factor, periodsPerYear), (down) => (down === 0 ? 'the down capture is 0' : finite(up / down))),
  )
}

/**
 * How much the returns at the factor's ends lie above the one in its middle: below 0 is fragile. Dates are put in the order
 * of the factor. Taleb, Canetti, Kinda, Loukoianova and Schmieder 2012.
 */
export function betaFragility(returns: Float64Array, factor: Float64Array): Figure {
  if (returns.length < 3 || factor.length < 3) return 'there are fewer than three returns'
  const { own, other } = known(returns, factor, 0)
  const order = Array.from(other.keys()).sort((a, b) => other[a]! - other[b]!)
  const [start, middle, end] = [order[0]!, order[halfEven(order.length / 2)]!, order[order.length - 1]!]
  const range = other[end]! - other[start]!
  const [low, high] = range === 0 ? [0.5, 0.5] : [(other[middle]! - other[start]!) / range, (other[end]! - other[middle]!) / range]
  return low * own[start]! + high * own[end]! - own[middle]!
}

function halfEven(value: number): number {
  return value % 2 === 0.5 ? Math.floor(value) : Math.round(value)
}

function known(returns: Float64Array, factor: Float64Array, riskFree: number): { own: Float64Array; other: Float64Array } {
  const both = (_: number, i: number): boolean => !Number.isNaN(returns[i]!) && !Number.isNaN(factor[i]!)
  return { own: returns.filter(both).map((r) => r - riskFree), other: factor.filter(both).map((r) => r - riskFree) }
}

function restricted(market: Market, returns: Float64Array, factor: Float64Array): { own: Float64Array; other: Float64Array } {
  if (market === 'all') return { own: returns, other: factor }
  const sign = market === 'up' ? 1 : -1
  const counts = (_: number, i: number): boolean => factor[i]! * sign > 0
  return { own: returns.filter(counts), other: factor.filter(counts) }
}
