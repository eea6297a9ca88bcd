/**
 * From where a position is to be to what is bought or sold, as rules by name: how fees, lots and a reserve are taken off the wish.
 * One rule is one entry of `targetRules`.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { freeAtFill } from './free-margin.ts'

/** A wish about one position. A reused object; money in ledger units of the instrument's currency. */
export interface TargetQuestion {
  /** Share of equity that the position is to be worth, negative for a short. */
  weight: number
  equity: number
  /** Signed lots that are held, open market orders counted as filled. */
  held: number
  /** Worth of one lot at the last close. */
  lotValue: number
  leverage: number
  /** Worth of one lot at the last ask (side above 0) or bid; at the last close where that is not known. */
  readonly quotedValue: (side: number) => number
  /** What the fee of a market order of so many signed lots would be. */
  readonly feeOf: (signed: number) => number
}

/** A request for a share of equity that is about to fill. A reused object; money in ledger units of the instrument's currency. */
export interface FillSizeQuestion {
  /** What was asked for. */
  share: number
  /** Equity that no position takes. */
  free: number
  /** Position over margin. */
  leverage: number
  /** Worth of one lot at the price of the fill. */
  lotValue: number
  /** The fee of so many lots at that price. */
  readonly feeOf: (lots: number) => number
}

/** How a wish about a position becomes a quantity. */
export interface TargetRule {
  readonly name: string
  readonly says: string
  /** Signed lots to trade. */
  lotsToTrade(q: TargetQuestion): number
  /** Lots of a request for a share of equity, reckoned as it fills; without it such a request is sized as it is decided. */
  lotsAtFill?(q: FillSizeQuestion): number
}

/** Float noise when an amount of money is divided by the worth of a lot. */
const NOISE_LOTS = 1e-6
/** Each round takes a lot off at least, but fees are small: a few are enough. */
const ROUNDS_MAX = 1000

const lockstep: TargetRule = {
  name: 'lockstep',
  says: 'worth and fee together at most the weight of equity, in whole lots',
  lotsToTrade({ weight, equity, held, lotValue, feeOf }) {
    const budget = Math.abs(weight) * Math.max(equity, 0)
    const side = weight < 0 ? -1 : 1
    const fits = (lots: number): boolean => {
      const trade = side * lots - held
      return lots * lotValue + (trade === 0 ? 0 : feeOf(trade)) <= budget * (1 + 1e-12)
    }
    let lots = Math.floor(budget / lotValue + NOISE_LOTS)
    // What is there already stays where only the fee of more does not fit.
    for (let round = 0; lots > 0 && side * lots !== held && !fits(lots) && round < ROUNDS_MAX; round++) {
      const tooMany = lots
      const cost = lots * lotValue + feeOf(side * lots - held)
      lots = Math.min(lots - 1, Math.floor((lots * budget) / cost))
      // The fee is of what is traded alone, so that may be too few.
      for (; lots + 1 < tooMany && round < ROUNDS_MAX && fits(lots + 1); round++) lots++
    }
    if (lots > 0) return side * lots - held
    return -held + 0
  },
}

export interface LeanTargetOptions {
  /** Share of the portfolio that stays free. */
  readonly free?: number
  /** Share of the portfolio below which a difference in margin is left alone. */
  readonly leastOrder?: number
}

/** LEAN's way to quantities, on margin: the free share off the weight, the fee off the portfolio, rounded towards less. */
export function leanTargets({ free = 0.0025, leastOrder = 0.001 }: LeanTargetOptions = {}): TargetRule {
  return {
    name: 'lean',
    says: `${free * 100} % of the portfolio stays free, differences under ${leastOrder * 100} % are left alone, fees come off the portfolio`,
    lotsToTrade({ weight, equity, held, lotValue, leverage, feeOf }) {
      // Without equity there is nothing to hold, and no share of it.
      if (weight === 0 || !(equity > 0)) return -held + 0
      const share = (weight * (equity - free * equity)) / equity / leverage
      const unit = lotValue / leverage
      let target = share * equity
      if (Math.abs(target - held * unit) < leastOrder * equity) return 0
      let lots = NaN
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const exact = -held + target / unit
        const next = weight > 0 ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9)
        // Where the fee takes nothing more off the target, a lot is what it takes.
        lots = next === lots ? next - Math.sign(weight) : next
        if (lots === 0) return 0
        const left = equity - feeOf(lots)
        if (left <= 0) return 0
        target = left * share
        if (Math.abs((lots + held) * unit) <= Math.abs(target)) return lots
      }
      return 0
    },
  }
}

/** LEAN's way to quantities where everything is paid for: what is bought costs the ask, and its fee is part of the weight. */
export function leanCashTargets({ free = 0.0025 }: Pick<LeanTargetOptions, 'free'> = {}): TargetRule {
  return {
    name: 'lean-cash',
    says: `${free * 100} % of the portfolio stays free, a difference costs ask or bid and its fee, nothing is sold short`,
    lotsToTrade({ weight, equity, held, lotValue, quotedValue, feeOf }) {
      if (weight === 0 || !(equity > 0)) return -held + 0
      if (weight < 0) return 0
      const difference = weight * (equity - free * equity) - held * lotValue
      const side = difference > 0 ? 1 : -1
      const budget = Math.abs(difference)
      const unit = quotedValue(side)
      let lots = Math.floor(budget / unit + NOISE_LOTS)
      for (let round = 0; lots > 0 && round < ROUNDS_MAX; round++) {
        const cost = lots * unit + feeOf(side * lots)
        if (cost <= budget) return side * lots
        lots = Math.min(lots - 1, Math.floor(lots - (cost - budget) / (cost / lots)))
      }
      return 0
    },
  }
}

/** Every rule of sizing that a run may name. */
export const targetRules: readonly TargetRule[] = [lockstep, leanTargets(), leanCashTargets(), freeAtFill(lockstep)]

/** @throws LockstepError E_CONFIG with the nearest name */
export function targetRuleOf(name: string): TargetRule {
  const found = targetRules.find((r) => r.name === name)
  if (found !== undefined) return found
  const names = targetRules.map((r) => r.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a rule for targets, was "${name}"`,
    `${didYouMean(name, names)} Known: ${names.join(', ')}.`,
  )
}
