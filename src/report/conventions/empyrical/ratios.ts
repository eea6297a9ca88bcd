/** Ratios and tails as empyrical defines them. Missing returns (NaN) are left out; `required` is a rate of one period or a series. */
import { finite, type Figure } from '../../statistics/figure.ts'
import { deviation, mean, quantile } from '../../statistics/moments.ts'
import { ROUNDING } from '../../statistics/sample.ts'
import { cumulativeReturns } from './growth.ts'

const FEW = 'there are fewer than two returns'
const NONE = 'there is no return'

/** Sample deviation × sqrt(periods per year). */
export function annualVolatility(returns: Float64Array, periodsPerYear: number): Figure {
  const known = withoutGaps(returns)
  return known.length < 2 ? FEW : deviation(known) * Math.sqrt(periodsPerYear)
}

/** Mean / sample deviation of the returns above `riskFree` × sqrt(periods per year). */
export function sharpeRatio(returns: Float64Array, riskFree: number | Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  const excess = above(returns, riskFree)
  const spread = deviation(excess)
  return spread > ROUNDING ? (mean(excess) / spread) * Math.sqrt(periodsPerYear) : 'the returns do not vary'
}

/** Mean / sample deviation of the returns above those of a factor, of one period. */
export function excessSharpe(returns: Float64Array, factor: number | Float64Array): Figure {
  if (returns.length < 2) return FEW
  const active = above(returns, factor)
  const spread = deviation(active)
  return spread > ROUNDING ? mean(active) / spread : 'the difference does not vary'
}

/** Root mean square of min(0, return - required) × sqrt(periods per year). */
export function downsideRisk(returns: Float64Array, required: number | Float64Array, periodsPerYear: number): Figure {
  if (returns.length === 0) return NONE
  const squares = above(returns, required).map((r) => Math.min(0, r) ** 2)
  return Math.sqrt(mean(squares)) * Math.sqrt(periodsPerYear)
}

/** Mean return above the required one × periods per year / downside risk. */
export function sortinoRatio(returns: Float64Array, required: number | Float64Array, periodsPerYear: number): Figure {
  if (returns.length < 2) return FEW
  const risk = downsideRisk(returns, required, periodsPerYear) as number
  return risk > ROUNDING ? (mean(above(returns, required)) * periodsPerYear) / risk : 'no return is below the required one'
}

/** Sum of the returns above the threshold / sum of those below; the required return is one of a year. */
export function omegaRatio(
  returns: Float64Array,
  riskFree: number | Float64Array,
  { required = 0, periodsPerYear = 252 }: { readonly required?: number; readonly periodsPerYear?: number } = {},
): Figure {
  if (returns.length < 2) return FEW
  if (required <= -1) return 'the required return is a loss of everything'
  const threshold = periodsPerYear === 1 ? required : (1 + required) ** (1 / periodsPerYear) - 1
  let [gains, losses] = [0, 0]
  for (const r of above(returns, riskFree)) {
    if (r > threshold) gains += r - threshold
    else losses += threshold - r
  }
  return losses > 0 ? gains / losses : 'no return is below the threshold'
}

/** R² of the straight line through the cumulated logarithms of 1 + return; 0 when they stand still. */
export function stabilityOfTimeseries(returns: Float64Array): Figure {
  if (returns.length < 2) return FEW
  const logs = cumulativeReturns(withoutGaps(returns), 1).map(Math.log)
  const level = mean(logs)
  if (!Number.isFinite(level)) return 'a return loses everything'
  const middle = (logs.length - 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < logs.length; i++) {
    xy += (i - middle) * (logs[i]! - level)
    xx += (i - middle) ** 2
    yy += (logs[i]! - level) ** 2
  }
  return yy === 0 ? 0 : (xy * xy) / (xx * yy)
}

/** |95 % quantile| / |5 % quantile|. */
export function tailRatio(returns: Float64Array): Figure {
  const known = withoutGaps(returns)
  if (known.length === 0) return NONE
  const low = Math.abs(quantile(known, 0.05))
  return low === 0 ? 'the 5 % quantile is 0' : finite(Math.abs(quantile(known, 0.95)) / low)
}

/** The quantile at `cutoff`: below 0 for a loss. A missing return leaves it unknown. */
export function valueAtRisk(returns: Float64Array, cutoff = 0.05): Figure {
  if (returns.length === 0) return NONE
  return returns.some(Number.isNaN) ? 'a return is missing' : quantile(returns, cutoff)
}

/** Mean of the lowest floor((count - 1) × cutoff) + 1 returns. */
export function conditionalValueAtRisk(returns: Float64Array, cutoff = 0.05): Figure {
  if (returns.length === 0) return NONE
  // NaN sorts last.
  return mean(returns.toSorted().subarray(0, Math.floor((returns.length - 1) * cutoff) + 1))
}

/** Returns less a rate, or less another series; those that are missing in either are left out. */
function above(returns: Float64Array, by: number | Float64Array): Float64Array {
  return withoutGaps(typeof by === 'number' ? returns.map((r) => r - by) : returns.map((r, i) => r - by[i]!))
}

export function withoutGaps(returns: Float64Array): Float64Array {
  return returns.filter((r) => !Number.isNaN(r))
}
