/**
 * How a bar fills orders is an assumption, so it has a name. A policy is one file that walks one bar over one
 * instrument's open orders, and one row in `fillPolicies`; its truth table is in docs/reference/fill-policies.md.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { pessimistic } from './pessimistic.ts'

/** One bar in fractional ticks, with its open and close in epoch ms. A reused object. */
export interface BarTicks {
  open: number
  high: number
  low: number
  close: number
  openTime: number
  closeTime: number
}

/** What a policy may see and do: the open orders of one instrument, oldest first, legs born in this bar last. */
export interface Book {
  readonly slots: Float64Array
  /** Number of places, which grows when a fill places bracket legs. */
  size(): number
  /** Number of orders that have not ended. */
  live(): number
  /** Slot at place k, or -1 when that order has ended in this bar. */
  slotAt(k: number): number
  /** Fills a slot at the bar's open. */
  fillAtOpen(slot: number): void
  /** Fills a slot inside the bar at its level; the range (in ticks) surely came after. */
  fillInside(slot: number, rangeLow: number, rangeHigh: number): void
  /** Counts a bar in which the policy had to choose what came first. */
  ambiguous(): void
}

export interface FillPolicy {
  readonly name: string
  /** One sentence for the run's manifest. */
  readonly says: string
  /** Fills what fills at the bar's open. */
  open(book: Book, bar: BarTicks): void
  /** Fills what the rest of the bar reaches; called after the opens of every instrument of the moment. */
  inside(book: Book, bar: BarTicks): void
}

export const fillPolicies: readonly FillPolicy[] = [pessimistic]

/** @throws LockstepError E_CONFIG with the nearest name */
export function fillPolicyOf(name: string): FillPolicy {
  const found = fillPolicies.find((p) => p.name === name)
  if (found !== undefined) return found
  const names = fillPolicies.map((p) => p.name)
  throw new LockstepError('E_CONFIG', `expected a fill policy, was "${name}"`, `${didYouMean(name, names)} Known: ${names.join(', ')}.`)
}
