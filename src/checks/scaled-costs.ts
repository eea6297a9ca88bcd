/** The costs of a run times a factor: fees, slippage, and what holding costs. What they bring in stays as it is. */
import { list, wireRules, type MarketRules } from '../market-rules.ts'
import type { BarSeries } from '../model/bars.ts'
import type { Financing } from '../portfolio/financing.ts'
import type { Interest } from '../portfolio/interest.ts'
import { feeOf, type Fee } from '../venue/fees.ts'
import { slippageOf, type Slippage } from '../venue/slippage.ts'

/** @param rules of which a preset may name the fees */
export function scaledCosts(rules: MarketRules, series: readonly BarSeries[], factor: number): MarketRules {
  const { fee, slippage } = wireRules(rules, series)
  const { account } = rules
  return {
    fees: scaledFee(fee, factor),
    slippage: scaledSlippage(slippage, factor),
    ...(account !== undefined && {
      account: {
        ...account,
        financing: list(account.financing).map((rule) => scaledFinancing(rule, factor)),
        interest: list(account.interest).map((rule) => scaledInterest(rule, factor)),
      },
    }),
  }
}

function scaledFee(fee: Fee, factor: number): Fee {
  return {
    ...fee,
    label: `${factor} × (${fee.label})`,
    charge: (q) => {
      const charge = fee.charge(q)
      const scaled = charge > 0 ? Math.round(charge * factor) : charge
      // Taken in lots from what a buy receives, there is no more to take than that.
      return fee.paidIn === 'base' && q.side > 0 ? Math.min(q.lots, scaled) : scaled
    },
    of: (instrument) => scaledFee(withoutOf(feeOf(fee, instrument)), factor),
  }
}

function scaledSlippage(rule: Slippage, factor: number): Slippage {
  return {
    ...rule,
    label: `${factor} × (${rule.label})`,
    ticks: (q) => Math.round(rule.ticks(q) * factor),
    of: (instrument) => scaledSlippage(withoutOf(slippageOf(rule, instrument)), factor),
  }
}

/** A rule that was asked about its instrument already is not asked again. */
function withoutOf<T extends { readonly of?: unknown }>(rule: T): T {
  const { of: _, ...rest } = rule
  return rest as T
}

function scaledFinancing(rule: Financing, factor: number): Financing {
  return { ...rule, cash: (instrument, lots, price, time) => costTimes(rule.cash(instrument, lots, price, time), factor) }
}

function scaledInterest(rule: Interest, factor: number): Interest {
  return { ...rule, cash: (q) => costTimes(rule.cash(q), factor) }
}

function costTimes(cash: number, factor: number): number {
  return cash < 0 ? Math.round(cash * factor) + 0 : cash
}
