/**
 * How a bar fills orders is an assumption, so it has a name. A policy is one file that walks one bar over one
 * instrument's open orders, and one row in `fillPolicies`; its truth tables are in docs/reference/fill-policies.md.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Instrument } from '../model/instrument.ts'
import type { BarTicks, Book } from './book.ts'
import { lean } from './lean.ts'
import { oneByOne } from './one-by-one.ts'
import { adaptive, ohlc, olhc } from './path.ts'
import { pessimistic } from './pessimistic.ts'
import { atThisClose } from './this-close.ts'
import { tick, tickTouch } from './tick.ts'
import { touch } from './touch-policy.ts'

/** How a bar fills orders. */
export interface FillPolicy {
  readonly name: string
  /** One sentence for the run's manifest. */
  readonly says: string
  /** It reads bid and ask, the age of prices and whether the market is open, and is shown rows that only repeat. */
  readonly usesQuotes?: boolean
  /** It must be shown every bar while orders rest, also those that come nowhere near a level. */
  readonly seesEveryBar?: boolean
  /** It takes stops that the last price has already passed, and fills them as reached. */
  readonly eagerStops?: boolean
  /** What a fill places waits for the next bar, whatever is left of this one. */
  readonly legsWait?: boolean
  /** The policy for one instrument, where that differs; asked once, before the first bar. */
  of?(instrument: Instrument, index: number): FillPolicy
  /** An order became live (`amended`: changed) after this bar; what can fill on what is known now fills. False where it has yet to meet a price. */
  accepted?(book: Book, slot: number, bar: BarTicks): boolean
  amended?(book: Book, slot: number, bar: BarTicks): void
  /** Fills what fills at the bar's open. */
  open(book: Book, bar: BarTicks): void
  /** Fills what the rest of the bar reaches; called after the opens of every instrument of the moment. */
  inside(book: Book, bar: BarTicks): void
}

/** Every fill policy that a run may name. */
export const fillPolicies: readonly FillPolicy[] = [
  pessimistic,
  ohlc,
  olhc,
  adaptive,
  touch,
  atThisClose('this-close', pessimistic, { limits: true }),
  oneByOne,
  atThisClose('one-by-one-this-close', oneByOne, { limits: false }),
  lean,
  tick,
  tickTouch,
]

/** @throws LockstepError E_CONFIG with the nearest name */
export function fillPolicyOf(name: string): FillPolicy {
  const found = fillPolicies.find((p) => p.name === name)
  if (found !== undefined) return found
  const names = fillPolicies.map((p) => p.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a fill policy, was "${name}"; ${didYouMean(name, names)}`,
    'docs/reference/fill-policies.md says what each does.',
  )
}
