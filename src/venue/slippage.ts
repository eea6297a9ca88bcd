/** How far market and stop orders fill beyond the price they would get. Limits never slip. */
import { LockstepError } from '../base/error.ts'
import type { Instrument } from '../model/instrument.ts'

/** What slippage may depend on: one fill. A reused object: a rule must keep nothing of it. */
export interface SlippageQuestion {
  instrument: Instrument
  /** Of the instrument in the run. */
  index: number
  /** +1 buy, -1 sell. */
  side: number
  /** 0 where the size is not known yet. */
  lots: number
  /** Where it would fill. */
  ticks: number
  /** Units of quantity that the bar traded it fills on; NaN where unknown. */
  volume: number
  /** Ask less bid in ticks; NaN where unknown. */
  spread: number
}

/** A rule that moves fills against us. */
export interface Slippage {
  readonly label: string
  /** Whole ticks, at least 0. */
  ticks(q: SlippageQuestion): number
}

/** A share of the price, rounded up to whole ticks: `slippageBps(2)`. */
export function slippageBps(bps: number): Slippage {
  check(Number.isFinite(bps) && bps >= 0 && bps <= 10_000, 'slippage between 0 and 10,000 basis points', bps)
  return { label: `${bps} bps`, ticks: ({ ticks }) => Math.max(Math.ceil((Math.abs(ticks) * bps) / 10_000 - 1e-9), 0) }
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
    ticks: (q) => {
      let sum = 0
      for (const rule of rules) sum += rule.ticks(q)
      return sum
    },
  }
}

function check(ok: boolean, expected: string, was: number): void {
  if (!ok) throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'For example slippageBps(2) or slippageTicks(1).')
}
