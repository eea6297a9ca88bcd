/** What an earlier sweep of the same kind left on the queue: results that nobody has fetched, and shards that workers are still at. */
import type { ShardQueue } from '../adapters/queue/shard-queue.ts'
import { canonical } from '../runs/canonical.ts'
import type { ShardData, ShardReturn, ShardTrial } from './shard.ts'
import type { SweepObjects } from './sweep-objects.ts'
import type { TrialOutcome } from './trial-run.ts'

/** What of it some trials need. */
export interface Taken {
  readonly known: readonly { readonly index: number; readonly outcome: TrialOutcome }[]
  /** Shards to wait for; an index is null where a trial of theirs is not asked for. */
  readonly underWay: readonly { readonly id: string; readonly data: ShardData; readonly indices: readonly (number | null)[] }[]
  /** Trials that nothing is known of, in order. */
  readonly open: number[]
}

export class LeftOver {
  private readonly known = new Map<string, TrialOutcome>()
  private readonly underWay = new Map<string, ShardData>()

  /** Takes waiting shards off the queue, and unless the sweep goes on all others but those that a worker has. */
  static async read(
    queue: ShardQueue<ShardData, ShardReturn>,
    { prefix, resume, objects }: { readonly prefix: string; readonly resume: boolean; readonly objects: SweepObjects },
  ): Promise<LeftOver> {
    const left = new LeftOver()
    for (const { id, data, state } of await queue.list(prefix)) {
      // What was made of other data or code is none of this sweep.
      const isOurs = resume && data.parcel === objects.parcel
      if (isOurs && state.kind === 'active') {
        left.underWay.set(id, data)
        continue
      }
      const made = isOurs && state.kind === 'completed' && state.value.kind === 'made' ? state.value : null
      const outcomes = made === null ? null : await objects.outcomesOf(id, made)
      // Results stay on the queue until they age: whoever is stopped again finds them again.
      if (outcomes === null) await queue.remove(id)
      else for (const [k, outcome] of outcomes.entries()) left.known.set(canonical(data.trials[k]), outcome)
    }
    return left
  }

  take(trials: readonly ShardTrial[]): Taken {
    const known: Taken['known'][number][] = []
    const open: number[] = []
    const wanted = new Map<string, number>()
    for (const [index, trial] of trials.entries()) {
      const key = canonical(trial)
      const outcome = this.known.get(key)
      if (outcome !== undefined) known.push({ index, outcome })
      else if (wanted.has(key)) open.push(index)
      else wanted.set(key, index)
    }
    const underWay: Taken['underWay'][number][] = []
    for (const [id, data] of this.underWay) {
      const keys = data.trials.map((trial) => canonical(trial))
      if (!keys.some((key) => wanted.has(key))) continue
      underWay.push({ id, data, indices: keys.map((key) => wanted.get(key) ?? null) })
      for (const key of keys) wanted.delete(key)
      this.underWay.delete(id)
    }
    return { known, underWay, open: [...open, ...wanted.values()].sort((a, b) => a - b) }
  }
}
