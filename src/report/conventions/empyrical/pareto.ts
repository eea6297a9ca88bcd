/**
 * Value at risk and expected shortfall by a generalised Pareto distribution fitted to the largest losses, as empyrical does
 * it: the threshold is halved from 20 % until a fit has a fat tail. McNeil and Frey 2000.
 */
import { nelderMead } from '../../statistics/nelder-mead.ts'

export interface ParetoRisk {
  /** Loss from which on it was fitted. All are 0 when there is no fit. */
  readonly threshold: number
  readonly scale: number
  readonly shape: number
  readonly valueAtRisk: number
  readonly expectedShortfall: number
}

const NO_FIT: ParetoRisk = { threshold: 0, scale: 0, shape: 0, valueAtRisk: 0, expectedShortfall: 0 }
const THRESHOLD_MAX = 0.2
const THRESHOLD_MIN = 1e-9

/** @param probability of a loss beyond the value at risk */
export function paretoRisk(returns: Float64Array, probability = 0.01): ParetoRisk {
  if (returns.length < 3) return NO_FIT
  const losses = returns.filter((r) => r < 0).map((r) => -r)
  for (let threshold = THRESHOLD_MAX; threshold > THRESHOLD_MIN; threshold /= 2) {
    const beyond = losses.filter((loss) => loss >= threshold)
    const fit = fitted(beyond)
    if (fit === null || fit.shape <= 0) continue
    const { scale, shape } = fit
    const ratio = (losses.length / beyond.length) * probability
    const valueAtRisk = threshold + (scale / shape) * (ratio ** -shape - 1)
    if (!(valueAtRisk > 0)) continue
    const expectedShortfall = shape === 1 ? 0 : (valueAtRisk + scale - shape * threshold) / (1 - shape)
    return { threshold, scale, shape, valueAtRisk, expectedShortfall }
  }
  return NO_FIT
}

function fitted(losses: Float64Array): { scale: number; shape: number } | null {
  if (losses.length === 0) return null
  const { at, converged } = nelderMead(([scale = 0, shape = 0]) => -logLikelihood(losses, scale, shape), [1, 1])
  return converged ? { scale: at[0]!, shape: at[1]! } : null
}

function logLikelihood(losses: Float64Array, scale: number, shape: number): number {
  const n = losses.length
  if (shape === 0) return scale >= 0 ? -n * Math.log(scale) - losses.reduce((a, b) => a + b, 0) / scale : -Number.MAX_VALUE
  if (scale <= 0 || shape < 0) return -Number.MAX_VALUE
  return -n * Math.log(scale) - (1 / shape + 1) * losses.reduce((sum, loss) => sum + Math.log((shape / scale) * loss + 1), 0)
}
