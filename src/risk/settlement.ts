/** When the proceeds of a sale may be spent again, as rules by name: cash accounts wait for them, margin accounts do not. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'

export interface SettlementRule {
  readonly name: string
  /** In words, for the run's manifest. */
  readonly says: string
  /** Sessions after the trade's own whose 08:00 frees the money; 0 at once. */
  readonly sessions: number
}

export const settlementRules: readonly SettlementRule[] = [
  { name: 'immediate', says: 'proceeds may be spent at once', sessions: 0 },
  { name: 't+1', says: 'proceeds may be spent from 08:00 of the next session', sessions: 1 },
  { name: 't+2', says: 'proceeds may be spent from 08:00 two sessions later', sessions: 2 },
  { name: 't+3', says: 'proceeds may be spent from 08:00 three sessions later', sessions: 3 },
]

/** @throws LockstepError E_CONFIG with the nearest name */
export function settlementRuleOf(name: string): SettlementRule {
  const rule = settlementRules.find((r) => r.name === name)
  if (rule !== undefined) return rule
  const names = settlementRules.map((r) => r.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a settlement rule, was "${name}"; ${didYouMean(name, names)}`,
    `Known: ${names.join(', ')}.`,
  )
}

/** Proceeds that wait, by currency and the instant that frees them: a few instants at most, so the list stays short. */
export class Unsettled {
  private waiting: { readonly currency: number; readonly at: number; units: number }[] = []
  private readonly clock: Float64Array

  /** @param clock one element, epoch ms: what is due by then counts no more */
  constructor(clock: Float64Array) {
    this.clock = clock
  }

  /** @param units ledger units of the currency; what a sale at a loss costs beyond its price is not held */
  hold(currency: number, at: number, units: number): void {
    if (!(units > 0)) return
    const same = this.waiting.find((w) => w.currency === currency && w.at === at)
    if (same === undefined) this.waiting.push({ currency, at, units })
    else same.units += units
  }

  /** Ledger units of a currency that may not be spent yet. */
  of(currency: number): number {
    const now = this.clock[0]!
    if (this.waiting.length === 0) return 0
    if (this.waiting[0]!.at <= now) this.waiting = this.waiting.filter(({ at }) => at > now)
    let sum = 0
    for (const w of this.waiting) if (w.currency === currency && w.at > now) sum += w.units
    return sum
  }
}
