/** A run's options as plain data: what the command line reads, a journal's header keeps and a replay builds the run from again. */
import type { BacktestOptions } from './backtest.ts'
import type { ParamValue } from './model/ports.ts'
import { epochMs } from './model/time.ts'
import type { Limits } from './risk/limits.ts'
import { feeBps, feePerOrder, feePerShare, type Fee } from './venue/fees.ts'
import { slippageBps, slippageTicks, type Slippage } from './venue/slippage.ts'

export interface RunConfig {
  /** Where the strategy is and the SHA-256 of that file. */
  readonly strategy: { readonly path: string; readonly export: string; readonly sha256: string }
  readonly params: Readonly<Record<string, ParamValue>>
  /** Opening cash in the account's currency. */
  readonly cash: number
  readonly costs: Costs
  readonly limits: Partial<Limits>
  readonly fill: string
  /** Epoch ms: bars that open from here on are traded; null when trading begins as soon as all is warm. */
  readonly from: number | null
  /** Epoch ms: bars that open before this are used; null for all. */
  readonly to: number | null
  readonly seed: number
}

/** Amounts in the account's currency; what is left out costs nothing. */
export interface Costs {
  readonly feeBps?: number
  readonly feePerOrder?: number
  readonly feePerShare?: number
  /** Least fee of a fill charged per share. */
  readonly feeMin?: number
  readonly slippageBps?: number
  readonly slippageTicks?: number
}

/** The options of a backtest that a config stands for; data and listeners are the caller's. @throws LockstepError E_CONFIG */
export function optionsOf(config: RunConfig): Omit<BacktestOptions, 'data'> {
  const { params, cash, costs, fill, limits, from, to, seed } = config
  return {
    params,
    cash,
    fees: feesOf(costs),
    slippage: slippageOf(costs),
    fill,
    limits,
    seed,
    ...(from !== null && { from: epochMs(from) }),
    ...(to !== null && { to: epochMs(to) }),
  }
}

/** @throws LockstepError E_CONFIG naming the cost that cannot be */
export function feesOf(costs: Costs): Fee[] {
  const { feeMin: minimum = 0 } = costs
  return [
    ...(costs.feeBps === undefined ? [] : [feeBps(costs.feeBps)]),
    ...(costs.feePerShare === undefined && minimum === 0 ? [] : [feePerShare({ amount: costs.feePerShare ?? 0, minimum })]),
    ...(costs.feePerOrder === undefined ? [] : [feePerOrder(costs.feePerOrder)]),
  ]
}

/** @throws LockstepError E_CONFIG naming the cost that cannot be */
export function slippageOf(costs: Costs): Slippage[] {
  return [
    ...(costs.slippageBps === undefined ? [] : [slippageBps(costs.slippageBps)]),
    ...(costs.slippageTicks === undefined ? [] : [slippageTicks(costs.slippageTicks)]),
  ]
}
