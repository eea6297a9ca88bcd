/** A run's options as plain data: what the command line reads, a journal's header keeps and a replay builds the run from again. */
import type { BacktestOptions } from './backtest.ts'
import type { WarmUpMode } from './engine/warm-up.ts'
import type { AccountRules } from './market-rules.ts'
import type { ParamValue } from './model/ports.ts'
import { epochMs } from './model/time.ts'
import { borrow, funding } from './portfolio/financing.ts'
import { interest } from './portfolio/interest.ts'
import type { Limits } from './risk/limits.ts'
import { feeScheduleOf } from './venue/fee-schedules.ts'
import { feeBps, feePerOrder, feePerShare, type Fee } from './venue/fees.ts'
import { shareOfVolume, type Liquidity } from './venue/liquidity.ts'
import {
  slippageBps,
  slippageDepth,
  slippageRootOfVolume,
  slippageSpread,
  slippageTicks,
  slippageVolumeShare,
  type DepthStep,
  type Slippage,
} from './venue/slippage.ts'

/** A run as plain data: what a command line says and a journal keeps. */
export interface RunConfig {
  /** Where the strategy is and the SHA-256 of that file. */
  readonly strategy: { readonly path: string; readonly export: string; readonly sha256: string }
  readonly params: Readonly<Record<string, ParamValue>>
  /** Opening cash in the account's currency. */
  readonly cash: number
  readonly costs: Costs
  readonly limits: Partial<Limits>
  /** Names of policies; what is absent is the preset's, or the default. */
  readonly preset?: string
  readonly fill?: string
  readonly account?: Pick<AccountRules, 'currency' | 'rates' | 'margin' | 'reserve' | 'liquidation' | 'settlement'>
  readonly sizing?: string
  readonly conversion?: string
  readonly ending?: string
  readonly warmUp?: WarmUpMode
  /** Epoch ms: bars that open from here on are traded; null when trading begins as soon as all is warm. */
  readonly from: number | null
  /** Epoch ms: bars that open before this are used; null for all. */
  readonly to: number | null
  readonly seed: number
}

/** Amounts in the account's currency; what is left out costs nothing and limits nothing. */
export interface Costs {
  /** Name of what a venue charges; other fees are added to it. */
  readonly feeSchedule?: string
  /** Of the notional, in basis points; of makers or takers alone where those say otherwise. */
  readonly feeBps?: number
  readonly feeMakerBps?: number
  readonly feeTakerBps?: number
  readonly feePerOrder?: number
  readonly feePerShare?: number
  /** Least fee of an order charged per share, and its most as a share of the notional. */
  readonly feeMin?: number
  readonly feeMaxShare?: number
  readonly slippageBps?: number
  readonly slippageTicks?: number
  /** Share of the spread that is quoted. */
  readonly slippageSpread?: number
  /** Impact by the square of the share of volume, as `slippageVolumeShare` has it, and by its root. */
  readonly slippageVolume?: number
  readonly slippageRoot?: number
  readonly slippageDepth?: readonly DepthStep[]
  /** Share of each bar's volume that the run may trade. */
  readonly volumeLimit?: number
  /** Time that orders and cancels take to arrive. */
  readonly latencyMs?: number
  /** Fractions a year: of the value of shorts, of cash, and of what is borrowed. */
  readonly borrowRate?: number
  readonly cashRate?: number
  readonly debitRate?: number
  /** Fraction of the value that longs pay to shorts every eight hours. */
  readonly fundingRate?: number
}

/** The options of a backtest that a config stands for; data and listeners are the caller's. @throws LockstepError E_CONFIG */
export function optionsOf(config: RunConfig): Omit<BacktestOptions, 'data'> {
  const { params, cash, costs, limits, from, to, seed, preset, fill, account, sizing, conversion, ending, warmUp } = config
  const fees = feesOf(costs)
  const carry = carryOf(costs)
  return {
    params,
    cash,
    // Fees that nobody named leave the preset its own.
    ...(fees.length > 0 && { fees }),
    slippage: slippageOf(costs),
    ...executionOf(costs),
    ...(preset !== undefined && { preset }),
    ...(fill !== undefined && { fill }),
    ...((account !== undefined || carry !== null) && { account: { ...account, ...carry } }),
    ...(sizing !== undefined && { sizing }),
    ...(conversion !== undefined && { conversion }),
    ...(ending !== undefined && { ending }),
    ...(warmUp !== undefined && { warmUp }),
    limits,
    seed,
    ...(from !== null && { from: epochMs(from) }),
    ...(to !== null && { to: epochMs(to) }),
  }
}

/** @throws LockstepError E_CONFIG naming the cost that cannot be */
export function feesOf(costs: Costs): Fee[] {
  const { feeSchedule, feeBps: both, feeMakerBps, feeTakerBps, feePerShare: perShare, feeMin: minimum = 0, feeMaxShare: maxShare } = costs
  const fees: Fee[] = []
  if (feeSchedule !== undefined) fees.push(feeScheduleOf(feeSchedule).fee)
  if (feeMakerBps !== undefined || feeTakerBps !== undefined) {
    fees.push(feeBps({ maker: feeMakerBps ?? both ?? 0, taker: feeTakerBps ?? both ?? 0 }))
  } else if (both !== undefined) fees.push(feeBps(both))
  if (perShare !== undefined || minimum !== 0 || maxShare !== undefined) {
    fees.push(feePerShare({ amount: perShare ?? 0, minimum, ...(maxShare !== undefined && { maxShare }) }))
  }
  if (costs.feePerOrder !== undefined) fees.push(feePerOrder(costs.feePerOrder))
  return fees
}

/** @throws LockstepError E_CONFIG naming the cost that cannot be */
export function slippageOf(costs: Costs): Slippage[] {
  return [
    ...(costs.slippageBps === undefined ? [] : [slippageBps(costs.slippageBps)]),
    ...(costs.slippageTicks === undefined ? [] : [slippageTicks(costs.slippageTicks)]),
    ...(costs.slippageSpread === undefined ? [] : [slippageSpread({ share: costs.slippageSpread })]),
    ...(costs.slippageVolume === undefined ? [] : [slippageVolumeShare({ impact: costs.slippageVolume })]),
    ...(costs.slippageRoot === undefined ? [] : [slippageRootOfVolume(costs.slippageRoot)]),
    ...(costs.slippageDepth === undefined ? [] : [slippageDepth(costs.slippageDepth)]),
  ]
}

/** What limits and delays fills, as far as the costs say. @throws LockstepError E_CONFIG */
export function executionOf({ volumeLimit, latencyMs }: Costs): { readonly liquidity?: Liquidity; readonly latencyMs?: number } {
  return {
    ...(volumeLimit !== undefined && { liquidity: shareOfVolume(volumeLimit) }),
    ...(latencyMs !== undefined && { latencyMs }),
  }
}

/** What holding positions and cash costs and brings; null for nothing. @throws LockstepError E_CONFIG */
function carryOf({ borrowRate, fundingRate, cashRate, debitRate }: Costs): Pick<AccountRules, 'financing' | 'interest'> | null {
  if ([borrowRate, fundingRate, cashRate, debitRate].every((rate) => rate === undefined)) return null
  return {
    financing: [
      ...(borrowRate === undefined ? [] : [borrow({ rate: borrowRate })]),
      ...(fundingRate === undefined ? [] : [funding({ rate: fundingRate })]),
    ],
    interest: (cashRate ?? debitRate) === undefined ? [] : [interest({ credit: cashRate ?? 0, debit: debitRate ?? 0 })],
  }
}
