/** One of LEAN's regression algorithms as a Lockstep strategy: what it runs on, and what it does. */
import type { BacktestOptions, LeanRequest, LeanStatisticsOptions, Strategy, Tap } from '../../../src/index.ts'

export interface LeanAlgorithm {
  /** LEAN's name of it. */
  readonly name: string
  /** First and last date, both included, in New York. */
  readonly from: string
  readonly to: string
  /** 100,000 unless given. */
  readonly cash?: number
  readonly data: readonly LeanInput[]
  /** Dates before `from` that data are read from, so that there is a past when the run begins. */
  readonly history?: string
  /** A constant or another series in place of SPY. */
  readonly benchmark?: number | LeanInput
  /** What differs from the preset. */
  readonly options?: Partial<BacktestOptions>
  /** Further listeners, to look at a run. */
  readonly taps?: readonly Tap[]
  /** What its brokerage changes about the statistics. */
  readonly statistics?: Partial<LeanStatisticsOptions>
  /** Made anew for each run, since its closure is its state. */
  strategy(): Strategy
  /** What LEAN's own test asserts beyond figures; after the run. */
  check?(): void
}

/** A series of the run's dates. */
export type LeanInput = Omit<LeanRequest, 'from' | 'to'>

export const spyMinute: LeanInput = { type: 'equity', symbol: 'SPY', resolution: 'minute' }
export const spyHour: LeanInput = { type: 'equity', symbol: 'SPY', resolution: 'hour' }
export const spyDaily: LeanInput = { type: 'equity', symbol: 'SPY', resolution: 'daily' }

/** The week that most of LEAN's examples run over. */
export const week = { from: '2013-10-07', to: '2013-10-11' } as const
