/** What passes over the queue of a sweep: shards of trials one way, the names of their results the other. */
import type { Params } from '../search/trial.ts'
import type { TrialOutcome } from './trial-run.ts'

/** Major version of the Node that runs this. */
export const NODE: string = process.versions.node.split('.')[0]!

export interface ShardData {
  /** Version of the engine that the sweep is of. */
  readonly engine: string
  /** Major version of Node: logarithms and powers of statistics are those of its V8. */
  readonly node: string
  /** Where objects lie, unless the worker was told another place. */
  readonly store: string
  /** The object that says what all trials have in common. */
  readonly parcel: string
  /** Hash of everything the strategy is made of. */
  readonly sources: string
  readonly trials: readonly ShardTrial[]
}

/** A trial's job, with its days as the name of an object. */
export interface ShardTrial {
  readonly params: Params
  readonly from: number | null
  readonly to: number
  readonly days: string | null
}

export type ShardReturn = ShardMade | ShardFault

export interface ShardMade {
  readonly kind: 'made'
  /** The object with the outcomes. */
  readonly outcomes: string
  readonly ms: number
  readonly threads: number
}

/** Why no worker can carry out any shard of this sweep. */
export interface ShardFault {
  readonly kind: 'fault'
  readonly code: string
  readonly message: string
  readonly hint: string
  /** The object that is missing or damaged, where that is the fault. */
  readonly object?: string
}

/** The object of outcomes; that it names its shard keeps it apart from all others. */
export interface ShardOutcomes {
  readonly shard: string
  readonly outcomes: readonly TrialOutcome[]
}
