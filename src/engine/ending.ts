/** What becomes of positions that are open when a run's data end, as rules by name. One rule is one entry of `endingRules`. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { tickSize } from '../model/instrument.ts'
import { ROLE_CLOSE } from '../model/order.ts'
import { forceClose, type ForcedCloseParts } from './forced-close.ts'

/** What becomes of positions that are open when the data end. */
export interface EndingRule {
  readonly name: string
  /** In words, for the run's manifest. */
  readonly says: string
  /** The price of the last bar that positions are closed at; without it they stay open. */
  readonly at?: ClosingPrice
}

/** A price of the last bar, or the close before it. */
export type ClosingPrice = 'open' | 'close' | 'close before'

export const hold: EndingRule = { name: 'hold', says: 'positions stay open, worth the last close' }

/** Every rule for the end of a run that one may name. */
export const endingRules: readonly EndingRule[] = [
  hold,
  { name: 'close', says: 'positions are closed at the last close, with fees', at: 'close' },
  { name: 'close-at-last-open', says: 'positions are closed at the open of the last bar, looking back, with fees', at: 'open' },
  {
    name: 'close-at-close-before',
    says: 'positions are closed at the close before the last bar, looking back, with fees',
    at: 'close before',
  },
]

/** @throws LockstepError E_CONFIG with the nearest name */
export function endingRuleOf(name: string): EndingRule {
  const found = endingRules.find((rule) => rule.name === name)
  if (found !== undefined) return found
  const names = endingRules.map((rule) => rule.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a rule for the end of a run, was "${name}"; ${didYouMean(name, names)}`,
    'docs/how-to/reproduce-other-engines.md says what each does.',
  )
}

/** Closes what is open; returns whether anything was. */
export function closeAtEnd(p: ForcedCloseParts, price: ClosingPrice): boolean {
  let closed = false
  for (const [instrument, spec] of p.instruments.entries()) {
    const series = p.set.bases[p.set.tradedSeries[instrument]!]!
    if (series.row < 0) continue
    const row = price === 'close before' ? Math.max(series.row - 1, 0) : series.row
    const ticks = series.columns[price === 'open' ? 'open' : 'close'][row & series.mask]! / tickSize(spec)
    for (const [owner, own] of p.subs.owners.entries()) {
      if (own.lots[instrument] === 0) continue
      closed = forceClose(p, { owner, instrument, lots: Infinity, role: ROLE_CLOSE }, ticks) || closed
    }
  }
  return closed
}
