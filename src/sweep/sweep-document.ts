/**
 * A sweep as one JSON-able object: what terminal and page are made from. Nothing in it depends on how many threads there were, on the
 * clock or on whether it was resumed. Fractions are 0.01 for one per cent; a number is never NaN or infinite.
 */
import type { ErrorCode } from '../base/error-codes.ts'
import type { ParamValue } from '../model/ports.ts'
import type { Statistic } from '../report/document.ts'
import type { HeatMap } from '../search/heat-map.ts'
import type { SearchFigure } from '../search/overfitting-figures.ts'
import type { ParallelCoordinates } from '../search/parallel-coordinates.ts'
import type { Plateau } from '../search/plateau.ts'
import type { ParamStability } from '../search/stability.ts'
import type { Params, Space } from '../search/trial.ts'

export interface SweepDocument {
  readonly schemaVersion: 1
  /** `aborted`: what was done until then is here. */
  readonly status: 'done' | 'aborted'
  readonly sweep: SweepManifest
  readonly counts: { readonly asked: number; readonly done: number; readonly failed: number; readonly ranked: number }
  /** From best to worst: trials on all of the data that meet the conditions. */
  readonly ranking: readonly RankedRow[]
  /** Why trials failed, the most frequent first. */
  readonly failures: readonly FailureRow[]
  /** Of the best trial among all; absent where none is ranked. */
  readonly overfitting?: readonly SearchFigure[]
  /** Scores one step beside the best. */
  readonly plateau: Plateau
  readonly heatMap?: HeatMap
  readonly parallelCoordinates: ParallelCoordinates
  readonly walkForward?: WalkForwardSection
  readonly crossValidation?: CrossValidationSection
}

export interface SweepManifest {
  readonly engineVersion: string
  readonly strategy: string
  /** Parameters that every trial has. */
  readonly params: Params
  readonly space: Space
  readonly method: string
  readonly trialsMax: number
  readonly seed: number
  readonly objective: { readonly name: string; readonly direction: 'max' | 'min' }
  /** Every one of them has to be met. */
  readonly conditions: readonly string[]
  readonly series: readonly {
    readonly instrument: string
    readonly timeframe: string
    readonly contentHash: string
    readonly bars: number
  }[]
  /** Bars that open from here on and before `to` are used, epoch ms. */
  readonly from: number
  readonly to: number
  readonly bars: number
}

export interface RankedRow {
  readonly rank: number
  readonly number: number
  readonly params: Readonly<Record<string, ParamValue>>
  /** The objective. */
  readonly value: number
  /** Some figures by id, those that `rankingFigures` names. */
  readonly figures: Readonly<Record<string, number | null>>
}

/** Figures that a ranking shows beside the objective. */
export const rankingFigures = ['totalReturn', 'sharpe', 'maxDrawdown', 'roundTrips', 'winRate', 'profitFactor'] as const

export interface FailureRow {
  readonly code: ErrorCode | 'BUG'
  /** Of the first of them. */
  readonly message: string
  readonly number: number
  readonly params: Params
  readonly count: number
}

/** Days that no choice has seen, chained: columns of one length. */
export interface StitchedSection {
  /** Days since 1970-01-01. */
  readonly day: readonly number[]
  /** What 1 became. */
  readonly equity: readonly number[]
  readonly figures: readonly Statistic[]
}

export interface WalkForwardSection {
  /** As it was asked for: `12m/3m`. */
  readonly spans: string
  readonly anchored: boolean
  readonly folds: readonly WalkForwardRow[]
  readonly stitched: StitchedSection
  /** What the tests keep of the training: null with a reason where it cannot be told. */
  readonly efficiency: { readonly value: number | null; readonly reason?: string }
  /** How far the chosen parameters move. */
  readonly stability: readonly ParamStability[]
}

export interface WalkForwardRow {
  readonly number: number
  /** Epoch ms. */
  readonly train: { readonly from: number; readonly to: number }
  readonly test: { readonly from: number; readonly to: number }
  readonly trials: number
  /** null where no trial could be chosen: then the account rests. */
  readonly chosen: Params | null
  /** The objective in training and in the test. */
  readonly trainValue: number | null
  readonly testValue: number | null
  /** Total return of the test. */
  readonly testReturn: number | null
}

export interface CrossValidationSection {
  readonly parts: number
  readonly folds: readonly {
    readonly number: number
    readonly test: { readonly from: number; readonly to: number }
    readonly chosen: Params | null
    /** Sharpe ratios of a year. */
    readonly trainSharpe: number | null
    readonly testSharpe: number | null
    /** Share of the trials that the chosen one beats in the test. */
    readonly testRank: number | null
  }[]
  readonly stitched: StitchedSection
}
