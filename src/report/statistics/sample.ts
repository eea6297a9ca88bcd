/** When a sample says too little, stated once: the sentence that a reader gets, or null. */
import { deviation } from './moments.ts'

/** Below this a deviation is rounding in the last bit of the returns, not movement. */
export const ROUNDING = 1e-14

export const FEW = 'there are fewer than two daily returns'
export const STILL = 'the daily returns do not vary'

/** Why `returns` have no moments up to the fourth, or null when they have. */
export function tooFewForMoments(returns: Float64Array): string | null {
  if (returns.length < 4) return 'there are fewer than four daily returns'
  return deviation(returns) <= ROUNDING ? STILL : null
}
