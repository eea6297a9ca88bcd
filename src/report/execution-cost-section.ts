/** What carrying decisions out cost, in money and of what was traded, and what worse fills would have left of the profit. */
import { moneyOf, type Currency } from '../model/instrument.ts'
import { orderTypes } from '../model/order.ts'
import { adjustKinds } from '../model/record.ts'
import { sum } from './activity.ts'
import type { ExecutionCosts } from './execution-costs.ts'

/** Parts of the cost, which add up to `total`. Negative is a gain. */
export interface CostParts {
  readonly delay: number
  readonly spread: number
  readonly slippage: number
  readonly fees: number
  readonly total: number
}

/** Money in the account's currency. */
export interface ExecutionCostRow extends CostParts {
  readonly fills: number
  /** Sum of |price × size|. */
  readonly notional: number
  /** Each part in basis points of the notional; null where nothing was traded. */
  readonly bps: CostParts | null
}

export interface ExecutionCostSection {
  /** By the type of the order as it was sent. */
  readonly byType: readonly (ExecutionCostRow & { readonly type: string })[]
  readonly total: ExecutionCostRow
  /** Cash that came without a fill, by kind: dividends, funding, borrow, interest; negative was paid. */
  readonly adjustments: Readonly<Record<string, number>>
  /** Net profit less so many basis points of all that was traded: arithmetic, not another run. */
  readonly sweep: readonly { readonly bps: number; readonly net: number }[]
}

const SWEEP_BPS = [0, 1, 2, 5, 10] as const

/** @param net profit of the run, money */
export function executionCostSection(
  costs: ExecutionCosts,
  adjustments: Float64Array,
  net: number,
  currency: Currency,
): ExecutionCostSection {
  const money = (units: number): number => moneyOf(currency, units)
  const row = (of: (column: Float64Array) => number): ExecutionCostRow => {
    const parts = { delay: of(costs.delay), spread: of(costs.spread), slippage: of(costs.slippage), fees: of(costs.fees) }
    const units = { ...parts, total: parts.delay + parts.spread + parts.slippage + parts.fees }
    const notional = of(costs.notional)
    const bps = notional === 0 ? null : mapParts(units, (part) => (part / notional) * 10_000)
    return { fills: of(costs.fills), notional: money(notional), ...mapParts(units, money), bps }
  }
  const types = orderTypes.flatMap((type, k) => (costs.fills[k] === 0 ? [] : [{ type, ...row((column) => column[k]!) }]))
  const total = row(sum)
  return {
    byType: types,
    total,
    adjustments: Object.fromEntries(adjustKinds.flatMap((kind, k) => (adjustments[k] === 0 ? [] : [[kind, money(adjustments[k]!)]]))),
    sweep: SWEEP_BPS.map((bps) => ({ bps, net: net - (total.notional * bps) / 10_000 })),
  }
}

function mapParts({ delay, spread, slippage, fees, total }: CostParts, each: (part: number) => number): CostParts {
  return { delay: each(delay), spread: each(spread), slippage: each(slippage), fees: each(fees), total: each(total) }
}
