/** How far market and stop orders fill beyond the price they would get. Limits never slip. */
import { LockstepError } from '../base/error.ts'

/** A rule that moves fills against us. */
export interface Slippage {
  readonly label: string
  /** Whole ticks, at least 0, for a fill that would be at `ticks`. */
  ticks(ticks: number): number
}

/** A share of the price, rounded up to whole ticks: `slippageBps(2)`. */
export function slippageBps(bps: number): Slippage {
  check(Number.isFinite(bps) && bps >= 0 && bps <= 10_000, 'slippage between 0 and 10,000 basis points', bps)
  return { label: `${bps} bps`, ticks: (ticks) => Math.max(Math.ceil((Math.abs(ticks) * bps) / 10_000 - 1e-9), 0) }
}

/** A fixed number of ticks: `slippageTicks(1)`. */
export function slippageTicks(count: number): Slippage {
  check(Number.isSafeInteger(count) && count >= 0, 'slippage as a whole number of ticks of at least 0', count)
  return { label: `${count} ticks`, ticks: () => count }
}

/** Several rules as one: their ticks add up. */
export function sumOfSlippage(rules: readonly Slippage[]): Slippage {
  const [only] = rules
  if (only !== undefined && rules.length === 1) return only
  return {
    label: rules.length === 0 ? 'none' : rules.map((r) => r.label).join(' + '),
    ticks: (ticks) => {
      let sum = 0
      for (const rule of rules) sum += rule.ticks(ticks)
      return sum
    },
  }
}

function check(ok: boolean, expected: string, was: number): void {
  if (!ok) throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'For example slippageBps(2) or slippageTicks(1).')
}
