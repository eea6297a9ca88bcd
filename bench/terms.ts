/** What both programs of a pair are told: cash, fee, size and periods. Periods are powers of two, so that averages are exact. */
import type { BracketOptions } from './alternatives/hand-brackets.ts'
import type { MomentumOptions } from './alternatives/hand-momentum.ts'
import type { SmaCrossOptions } from './alternatives/hand-sma-cross.ts'

/** The 50 and 200 of the textbooks, as powers of two. */
export const crossing: SmaCrossOptions = { fast: 64, slow: 256, qty: 2, cash: 1_000_000, feeBps: 1 }

export const bracketing: BracketOptions = { period: 16, trendPeriod: 16, stop: 10, target: 15, qty: 2, cash: 1_000_000, feeBps: 1 }

export const rotating: MomentumOptions = { days: 252, hold: 50, invested: 0.95, cash: 10_000_000, feeBps: 1 }

/** Parameters of a strategy out of its terms. */
export function paramsOf<T extends SmaCrossOptions | BracketOptions | MomentumOptions>({
  cash: _cash,
  feeBps: _feeBps,
  ...params
}: T): Omit<T, 'cash' | 'feeBps'> {
  return params
}
