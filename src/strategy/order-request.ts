/** What an author may ask for. The types allow exactly one size, one kind of entry, and `risk` only with a stop. */
import type { Timestamp } from '../model/time.ts'

/** Units of the instrument, before rounding down to lots. */
export interface SizeInUnits {
  readonly qty: number
  readonly equity?: never
  readonly risk?: never
}

/** A share of equity as the order's value, fees included: 1 is all of it. */
export interface SizeInEquity {
  readonly equity: number
  readonly qty?: never
  readonly risk?: never
}

/** A share of equity to lose if the bracket's stop fills at its level. */
export interface SizeInRisk {
  readonly risk: number
  readonly qty?: never
  readonly equity?: never
  readonly bracket: { readonly stop: number; readonly target?: number }
}

/** Fills at the next bar's open. */
export interface MarketEntry {
  readonly limit?: never
  readonly stop?: never
}

/** Fills at this price or better. */
export interface LimitEntry {
  readonly limit: number
  readonly stop?: never
}

/** Becomes a market order when price trades at or through it. */
export interface StopEntry {
  readonly stop: number
  readonly limit?: never
}

/** Orders placed when the entry fills; the first of the two that fills ends the other. Prices in money. */
export type Bracket = { readonly stop: number; readonly target?: number } | { readonly stop?: number; readonly target: number }

interface Terms {
  readonly bracket?: Bracket
  /** An instant from which it is dead, or a number of the market's bars it may live through. Never, unless given. */
  readonly expires?: Timestamp | { readonly bars: number }
  /** A word of yours that fills, round trips and reports carry. */
  readonly tag?: string
}

export type OrderRequest = Terms & (SizeInUnits | SizeInEquity | SizeInRisk) & (MarketEntry | LimitEntry | StopEntry)
