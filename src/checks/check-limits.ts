/** Where verdicts turn. Everything has a default; whoever knows better says so. */
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
