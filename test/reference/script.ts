/** What both simulators are given: markets, bars, rules of the run, and what is asked at which close. Plain data, nothing else. */
import type { Instrument } from '../../src/model/instrument.ts'

export interface ScriptBar {
  /** Index of its market. */
  readonly market: number
  /** Epoch ms. */
  readonly openTime: number
  readonly closeTime: number
  /** Prices in money. */
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Units. */
  readonly volume: number
}

/** A trailing distance: money, or a share of price in percent. */
export type ScriptTrail = { readonly amount: number } | { readonly percent: number }

export interface ScriptTrailingStop {
  readonly trail: ScriptTrail
  readonly activation?: number
}

export interface ScriptTarget {
  readonly price: number
  readonly share: number
}

/** The terms of one request, prices in money. Those that are absent were not asked for. */
export interface Terms {
  /** Units; a child may have a share of its parent instead. */
  readonly qty?: number
  readonly share?: number
  readonly limit?: number
  readonly stop?: number
  readonly touch?: number
  readonly trail?: ScriptTrail
  readonly activation?: number
  readonly on?: 'open' | 'close'
  /** Epoch ms, or bars, or a word. */
  readonly expires?: { readonly at: number } | { readonly bars: number } | 'day' | 'ioc' | 'fok'
  readonly postOnly?: boolean
  readonly reduceOnly?: boolean
  readonly bracket?: { readonly stop?: number | ScriptTrailingStop; readonly target?: number | readonly ScriptTarget[] }
  readonly places?: readonly Entry[]
}

export interface Entry {
  readonly side: 1 | -1
  readonly terms: Terms
}

/** One thing asked. Orders are named by their numbers. */
export type Ask = { readonly market: number } & (
  | { readonly do: 'order'; readonly side: 1 | -1; readonly terms: Terms }
  | { readonly do: 'oco' | 'ouo'; readonly entries: readonly Entry[] }
  | { readonly do: 'close'; readonly share?: number; readonly on?: 'open' | 'close' }
  | { readonly do: 'cancel'; readonly order: number }
  | { readonly do: 'cancel all' }
  | { readonly do: 'amend'; readonly order: number; readonly change: Change }
)

export interface Change {
  readonly limit?: number
  readonly stop?: number
  readonly qty?: number
  readonly expires?: Terms['expires']
}

export interface Script {
  readonly markets: readonly Instrument[]
  /** In the order of their closes, markets of one close in declared order. */
  readonly bars: readonly ScriptBar[]
  /** What is asked at a close, by its epoch ms. */
  readonly asks: ReadonlyMap<number, readonly Ask[]>
  /** Name of the fill policy. */
  readonly policy: string
  /** Money. */
  readonly cash: number
  readonly leverage: number
  readonly shorts: boolean
  /** Units, and orders; Infinity for no limit. */
  readonly positionMax: number
  readonly ordersMax: number
  readonly feeBps: number
  /** Money. */
  readonly feePerOrder: number
  readonly slippageTicks: number
  /** Part of a bar's volume that orders may take; 0 for all they like. */
  readonly volumeShare: number
  readonly latencyMs: number
}
