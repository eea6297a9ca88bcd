/** One run of a check: what is other than in the plain run, and what it came to. Plain data, so that another process may carry it out. */
import type { ErrorCode } from '../base/error-codes.ts'
import type { ParamValue } from '../model/ports.ts'

/** What stands in place of bars that are not known yet: nothing, wrong numbers, or other bars of the same data. */
export const hiddenKinds = ['absent', 'noise', 'shuffled'] as const
export type Hidden = (typeof hiddenKinds)[number]

/** What is other in a run; nothing for the plain one. Times are epoch ms. */
export interface Variant {
  /** What was done, in words that follow "when": `bars after each decision are hidden`. */
  readonly says: string
  /** The times of its steps are wanted. */
  readonly timed?: boolean
  /** Rows come one by one; what lies beyond is hidden. Steps and the start of trading are the plain run's. */
  readonly reveal?: { readonly hidden: Hidden; readonly steps: Float64Array; readonly tradingFrom: number }
  /** There is nothing that was known later than this. */
  readonly until?: number
  /** So many more rows follow the data; only what is done up to the end of the true ones counts. */
  readonly appended?: { readonly rows: number; readonly counts: number }
  /** All prices are others, drawn from this seed. */
  readonly replaced?: number
  /** Data begin at `since` and are traded from `from`, or from where all is warm; a probe ends with the first decision. */
  readonly history?: { readonly since: number; readonly from: number | null; readonly probe: boolean }
  readonly change?: Change
  readonly world?: World
}

/** Options of the run that differ. */
export interface Change {
  readonly params?: Readonly<Record<string, ParamValue>>
  readonly fill?: string
  /** Fees, slippage and what holding costs are multiplied by this. */
  readonly costs?: number
  readonly latencyMs?: number
}

/** What a strategy should not notice of the machine it runs on. */
export interface World {
  /** IANA name of the machine's zone. */
  readonly zone?: string
  /** The clock is ahead by this. */
  readonly clockAheadMs?: number
  /** Seed of Math.random. */
  readonly random?: number
  /** The event loop turns every few steps. */
  readonly turns?: boolean
  /**
   * The following need a process of their own. Locale as in `sv-SE`; environment variables of nobody; other answers of `node:os`;
   * worker threads that run it at once.
   */
  readonly locale?: string
  readonly bareEnvironment?: boolean
  readonly otherMachine?: boolean
  readonly workers?: number
}

/** What a run came to. */
export interface Played {
  /** Rows of RECORD_WIDTH, in order; the first million. */
  readonly records: Float64Array
  readonly recordCount: number
  /** False when there were more records than are kept. */
  readonly complete: boolean
  readonly tags: readonly string[]
  /** Time of each step; empty unless they were wanted. */
  readonly steps: Float64Array
  readonly tradingFrom: number | null
  readonly lastTime: number | null
  readonly threw: Threw | null
  /** Values of declared lines at the first decision. */
  readonly lines: readonly LineValue[]
  /** The longest timeframe that bars were put together to, such as `1d`. */
  readonly coarsest: string | null
  readonly asked: Asked
  /** By id of statistic; empty where none were made. */
  readonly figures: Readonly<Record<string, number | null>>
  /** What the strategy's code touched outside the run, where somebody watched. */
  readonly touched: readonly Touched[]
}

export interface Threw {
  readonly code: ErrorCode | null
  readonly message: string
  readonly hint: string
  /** Null before the first step. */
  readonly time: number | null
}

export interface LineValue {
  /** Such as `Rsi(14) value, SP500 1d`. */
  readonly name: string
  readonly value: number
}

/** What the strategy asked for and looked at. */
export interface Asked {
  /** Triples: time, what was asked of which market as one number, and the prices and shares that it named as another. The first million. */
  readonly requests: Float64Array
  readonly count: number
  /** Requests made in handlers that a schedule called. */
  readonly byClock: number
}

/** A file, socket, process or native module. `known`: a data file of the run, shown only up to the run's present. */
export interface Touched {
  readonly what: string
  readonly known: boolean
}

/** Who carries out runs. */
export interface Player {
  /** True when each run is a process of its own, so that what the strategy made at load is made again. */
  readonly fresh: boolean
  play(variant: Variant): Promise<Played>
}
