/** The objects of a sweep in its store: those that workers need, and the outcomes that they leave there. */
import { deserialize } from 'node:v8'
import { FolderStore } from '../adapters/queue/folder-store.ts'
import { fetchObject, openStore, sha256Of, type ObjectStore } from '../adapters/queue/object-store.ts'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { bytesOf, packParcel } from './parcel.ts'
import type { StrategyModule } from './serve-trials.ts'
import type { ShardMade, ShardOutcomes } from './shard.ts'
import type { TrialOutcome, TrialSetting } from './trial-run.ts'

/** Objects of a folder that no sweep has named for so long are removed. */
const UNUSED_MS_MAX = 30 * 86_400_000

export interface SweepObjectsParts {
  /** A folder, or `s3://BUCKET/PREFIX`. */
  readonly store: string
  readonly setting: TrialSetting
  readonly module: StrategyModule
  /** Files that the strategy imports. */
  readonly files: readonly string[]
  readonly onNote: (text: string) => void
}

export class SweepObjects {
  /** The object that says what all trials have in common. */
  readonly parcel: string
  private readonly store: ObjectStore
  private readonly onNote: (text: string) => void
  /** What was stored, to be stored again where it is damaged. */
  private readonly stored: Map<string, Uint8Array>
  private readonly repaired = new Set<string>()
  private readonly namesOfDays = new WeakMap<Float64Array, string>()

  private constructor(store: ObjectStore, { setting, module, files, onNote }: SweepObjectsParts) {
    const { parcel, objects } = packParcel(setting, module, files)
    this.store = store
    this.onNote = onNote
    this.parcel = parcel
    this.stored = new Map(objects)
  }

  /** Stores what workers need. @throws LockstepError E_QUEUE, E_STRATEGY_FILE */
  static async publish(parts: SweepObjectsParts): Promise<SweepObjects> {
    const store = await openStore(parts.store)
    const objects = new SweepObjects(store, parts)
    if (store instanceof FolderStore) await store.trim({ unusedMsMax: UNUSED_MS_MAX })
    for (const [sha256, bytes] of objects.stored) await store.put(sha256, bytes)
    return objects
  }

  /** Where they lie, as another machine opens it. */
  get address(): string {
    return this.store.address
  }

  /** The days of a stage are an object too. */
  async nameOfDays(days: Float64Array): Promise<string> {
    const known = this.namesOfDays.get(days)
    if (known !== undefined) return known
    const bytes = bytesOf(days)
    const sha256 = sha256Of(bytes)
    this.namesOfDays.set(days, sha256)
    this.stored.set(sha256, bytes)
    await this.store.put(sha256, bytes)
    return sha256
  }

  /** Stores an object again, once; returns false for one that this sweep did not store. */
  async repair(sha256: string): Promise<boolean> {
    const bytes = this.stored.get(sha256)
    if (bytes === undefined) return false
    if (this.repaired.has(sha256)) return true
    this.onNote(`a worker found the object ${sha256} missing or damaged; it is stored again`)
    this.repaired.add(sha256)
    await this.store.put(sha256, bytes, true)
    return true
  }

  /** What came of a shard; null where it is missing or damaged. */
  async outcomesOf(id: string, { outcomes: name }: ShardMade): Promise<readonly TrialOutcome[] | null> {
    try {
      const { shard, outcomes } = deserialize(await fetchObject(this.store, name, this.onNote)) as ShardOutcomes
      assert(shard === id, 'a result names its shard')
      return outcomes
    } catch (error) {
      if (error instanceof LockstepError && error.code === 'E_DATA_CORRUPT') return null
      throw error
    }
  }

  /** Outcomes that have been told are not needed any more. */
  async forget({ outcomes }: ShardMade): Promise<void> {
    await this.store.remove(outcomes)
  }
}
