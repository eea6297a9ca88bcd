/** Where verdicts turn. Everything has a default; whoever knows better says so. */
import { LockstepError } from '../base/error.ts'

export interface CheckLimits {
  /** Look-ahead: runs that end early, at decisions and elsewhere. */
  readonly cuts: number
  /** Warm-up: a line may differ by this share of its value before it is a warning. */
  readonly lineShare: number
  /** Costs: what it should still earn at. */
  readonly costFactor: number
  /** Sensitivity: a neighbour may lose this share of the result before it is a warning. */
  readonly drop: number
  /** Data: share of fills on stale, gapped, torn or last bars of a session before it is a warning, and before it fails. */
  readonly fillShareWarn: number
  readonly fillShareFail: number
}

export const checkLimits: CheckLimits = {
  cuts: 4,
  lineShare: 0.001,
  costFactor: 2,
  drop: 0.5,
  fillShareWarn: 0.05,
  fillShareFail: 0.5,
}

/** The defaults, and what is given instead of them. @throws LockstepError E_CONFIG for what is no size */
export function limitsOf(given: Partial<CheckLimits>): CheckLimits {
  const stray = Object.entries(given).find(([, value]) => !(value >= 0 && value < Infinity))
  if (stray !== undefined)
    throw new LockstepError('E_CONFIG', `expected ${stray[0]} of a check to be 0 or more, was ${stray[1]}`, 'Give a size, such as 0.5.')
  return { ...checkLimits, ...given }
}
