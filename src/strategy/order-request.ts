/** What an author may ask for. The types allow exactly one size, one kind of entry, and `risk` only with a stop's price. */
import type { Timestamp } from '../model/time.ts'
import type { Line } from './line.ts'

/** How large. Each is rounded down to whole lots; all but `qty` leave room for the fee. */
interface Sizes {
  /** Units of the instrument. */
  readonly qty: number
  /** A share of equity as the order's value: 1 is all of it. */
  readonly equity: number
  /** A share of equity to lose if the bracket's stop fills at its level. */
  readonly risk: number
  /** Money of the account as the order's value. */
  readonly value: number
  /** The value at which the position moves by `target` a year, where `of` is a line of the market's own yearly deviation: 0.1 of 0.4 is a quarter of equity. */
  readonly volatility: { readonly target: number; readonly of: Line }
  /** So many lots for each full `per` of equity: `{ lots: 1, per: 10_000 }`. */
  readonly lotsPerCapital: { readonly lots: number; readonly per: number }
}

/** When and at which price. Prices in money. */
interface Prices {
  /** Fills at this price or better; with `stop` or `touch`, from when that is reached. */
  readonly limit: number
  /** Becomes a market order, or with `limit` a limit order, when price trades at or through it. */
  readonly stop: number
  /** The trigger of a limit-if-touched order: price comes to it from the favourable side. */
  readonly touch: number
  readonly trail: Trail
  /** The open of the next session, or the close of the session. */
  readonly on: 'open' | 'close'
}

/** One key of T, and none of the others. */
type Just<T, K extends keyof T> = { readonly [P in K]: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never }

/** How far a trailing stop stays behind the best price: money, or a share of price, or times a line's value now. */
export type Trail =
  | number
  | { readonly amount: number; readonly percent?: never }
  | { readonly percent: number; readonly amount?: never }
  | { readonly atr: Line; readonly times: number }

/** A stop that follows price. `activation`: it begins to, once this price is seen. */
export interface TrailingStop {
  readonly trail: Trail
  readonly activation?: number
}

export interface Target {
  readonly price: number
  /** Part of what the entry fills, above 0; those of all targets add up to at most 1. */
  readonly share: number
}

type StopLeg = number | TrailingStop
type TargetLeg = number | readonly Target[]

/** Orders placed as the entry fills. Each target reduces the stop by what it fills, and the stop ends them all. Prices in money. */
export type Bracket = { readonly stop: StopLeg; readonly target?: TargetLeg } | { readonly stop?: StopLeg; readonly target: TargetLeg }

export type Size =
  | Just<Sizes, 'qty'>
  | Just<Sizes, 'equity'>
  | (Just<Sizes, 'risk'> & { readonly bracket: { readonly stop: number } })
  | Just<Sizes, 'value'>
  | Just<Sizes, 'volatility'>
  | Just<Sizes, 'lotsPerCapital'>

/** Market, limit, stop, stop-limit, limit-if-touched, trailing stop, market on open or close. */
export type Entry = (
  | { readonly [P in keyof Prices]?: never }
  | Just<Prices, 'limit'>
  | Just<Prices, 'stop'>
  | Just<Prices, 'stop' | 'limit'>
  | Just<Prices, 'touch' | 'limit'>
  | (Just<Prices, 'trail'> & { readonly activation?: number })
  | Just<Prices, 'on'>
) & { readonly activation?: number }

/** `day` ends at the close of the session, `ioc` and `fok` at the first chance to fill: what can be filled, or all or nothing. */
export type Expiry = Timestamp | { readonly bars: number } | 'day' | 'ioc' | 'fok'

interface Terms {
  readonly bracket?: Bracket
  /** Orders that go live as this one fills; `share` is of what it fills, rounded down to whole lots. */
  readonly places?: readonly Placed[]
  /** An instant from which it is dead, a number of the market's bars it may live through, or a word. Never, unless given. */
  readonly expires?: Expiry
  /** A limit that fills at once is refused or cancelled instead. */
  readonly postOnly?: boolean
  /** Fills no more than reduces the position. */
  readonly reduceOnly?: boolean
  /** A word of yours that fills, round trips and reports carry. */
  readonly tag?: string
  /** What forecast or rule it comes from, where a strategy has several: reports sum profit by it. */
  readonly model?: string
}

/** What `buy` and `sell` take: exactly one size, one kind of entry, and terms. Orders: docs/reference/orders.md. */
export type OrderRequest = Terms & Size & Entry

/** The size of an order that another places: units of its own, or a part of what the other fills. */
type PlacedSize = { readonly qty: number; readonly share?: never } | { readonly share: number; readonly qty?: never }
export type PlacedRequest = Terms & PlacedSize & Entry
/** An order that another places as it fills. */
export type Placed = { readonly buy: PlacedRequest; readonly sell?: never } | { readonly sell: PlacedRequest; readonly buy?: never }

/** One order of a group. */
export type Sided = { readonly buy: OrderRequest; readonly sell?: never } | { readonly sell: OrderRequest; readonly buy?: never }

/** What to change of an open order; the rest stays. `qty` is units in all, those filled included. */
export interface AmendRequest {
  readonly limit?: number
  /** The level that triggers it, be it a stop or a touch. */
  readonly stop?: number
  readonly qty?: number
  readonly trail?: Trail
  readonly expires?: Expiry
}

/** Where a position is to be: a share of equity, units, or money; negative is short. */
export type TargetRequest =
  | { readonly weight: number; readonly qty?: never; readonly value?: never }
  | { readonly qty: number; readonly weight?: never; readonly value?: never }
  | { readonly value: number; readonly weight?: never; readonly qty?: never }
