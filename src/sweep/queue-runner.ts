/**
 * Has the workers of a queue carry out trials, in shards. What a shard comes to depends on nothing but its trials, so it does not matter
 * who carries it out, how often or in which order; a trial is told once.
 */
import { deserialize } from 'node:v8'
import { fetchObject, openStore, sha256Of, type ObjectStore } from '../adapters/queue/object-store.ts'
import { FolderStore } from '../adapters/queue/folder-store.ts'
import { DEATHS_MAX } from '../adapters/queue/shard-worker.ts'
import { ATTEMPTS, ShardQueue, type ShardState } from '../adapters/queue/shard-queue.ts'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { ErrorCode } from '../base/error-codes.ts'
import { VERSION } from '../base/version.ts'
import { canonical } from '../runs/canonical.ts'
import { bytesOf, packParcel, type Objects } from './parcel.ts'
import type { StrategyModule } from './serve-trials.ts'
import { ShardSizes } from './shard-size.ts'
import type { ShardData, ShardFault, ShardMade, ShardOutcomes, ShardReturn, ShardTrial } from './shard.ts'
import { failed, type TrialJob, type TrialOutcome, type TrialSetting } from './trial-run.ts'
import type { TrialRunner } from './trial-runner.ts'

/** Where a sweep is handed out to workers. */
export interface QueueOptions {
  /** `redis://HOST:PORT/DB`. */
  readonly address: string
  /** Where data and code lie for workers: a folder they all see, `.lockstep/store` unless given, or `s3://BUCKET/PREFIX`. */
  readonly store?: string
  /** Files that the strategy imports; its own is always among them. */
  readonly files?: readonly string[]
  /** What whoever waits should know: that no worker is there, or that the queue is gone. */
  readonly onNote?: (text: string) => void
}

export interface QueueRunnerParts {
  readonly queue: QueueOptions
  readonly setting: TrialSetting
  readonly module: StrategyModule
  /** Hash of everything the strategy is made of. */
  readonly sources: string
  /** Equal for equal sweeps. */
  readonly sweepId: string
  /** Takes what a sweep that ended early left on the queue. */
  readonly resume: boolean
}

/** Shards are looked at so often also when none is said to have ended: a queue that was gone says nothing of that time. */
const LOOK_MS = 2000
/** Objects of a folder that no sweep has named for so long are removed. */
const UNUSED_MS_MAX = 30 * 86_400_000
/** A shard whose result cannot be fetched is made again so often. */
const LOST_MAX = 3

interface Shard {
  readonly data: ShardData
  /** Which jobs of the round its trials are; null for one that is not asked for. */
  readonly indices: readonly (number | null)[]
  /** Times that its result was lost. */
  lost: number
}

/** A run that is under way. */
interface Round {
  readonly jobs: readonly TrialJob[]
  readonly trials: readonly ShardTrial[]
  readonly tell: (index: number, outcome: TrialOutcome) => void
  readonly signal: AbortSignal | undefined
  readonly shards: Map<string, Shard>
  /** Jobs that are in no shard yet. */
  open: number[]
  left: number
}

export class QueueRunner implements TrialRunner {
  private readonly parts: QueueRunnerParts
  private readonly store: ObjectStore
  private readonly parcel: string
  private readonly objects: Map<string, Uint8Array>
  private readonly repaired = new Set<string>()
  private readonly daysNames = new WeakMap<Float64Array, string>()
  private readonly sizes = new ShardSizes()
  /** Outcomes and shards under way that an earlier sweep left, by trial and by shard. */
  private readonly known = new Map<string, TrialOutcome>()
  private readonly underWay = new Map<string, ShardData>()
  private readonly mine = new Set<string>()
  private readonly ended = new Set<string>()
  private queue: ShardQueue<ShardData, ShardReturn> | null = null
  private wake: (() => void) | null = null
  private workers = 1
  private saidNoWorker = false

  private constructor(parts: QueueRunnerParts, store: ObjectStore, packed: { parcel: string; objects: Objects }) {
    this.parts = parts
    this.store = store
    this.parcel = packed.parcel
    this.objects = new Map(packed.objects)
  }

  /** @throws LockstepError E_QUEUE, E_STRATEGY_FILE */
  static async open(parts: QueueRunnerParts): Promise<QueueRunner> {
    const { queue, setting, module } = parts
    const store = await openStore(queue.store ?? '.lockstep/store')
    const runner = new QueueRunner(parts, store, packParcel(setting, module, queue.files ?? []))
    try {
      await runner.begin()
      return runner
    } catch (error) {
      await runner.close()
      throw error
    }
  }

  async run(jobs: readonly TrialJob[], tell: Round['tell'], signal?: AbortSignal): Promise<void> {
    if (jobs.length === 0 || signal?.aborted === true) return
    const stopped = Promise.withResolvers<void>()
    const stop = (): void => stopped.resolve()
    signal?.addEventListener('abort', stop)
    try {
      // A queue that is gone keeps nobody from stopping.
      await Promise.race([this.carryOut(jobs, tell, signal), stopped.promise])
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Takes back what no worker has begun. What one has begun ends, and its result waits for the sweep to go on. */
  async close(): Promise<void> {
    const { queue } = this
    this.queue = null
    if (queue === null) return
    if (queue.isThere) await Promise.all([...this.mine].map((id) => queue.remove(id)))
    await queue.close()
  }

  private async begin(): Promise<void> {
    const { queue, sweepId, resume } = this.parts
    const onEnd = (id: string): void => {
      this.ended.add(id)
      this.wake?.()
    }
    const opened = await ShardQueue.open<ShardData, ShardReturn>(queue.address, { onNote: (text) => this.note(text), onEnd })
    this.queue = opened
    if (this.store instanceof FolderStore) await this.store.trim({ unusedMsMax: UNUSED_MS_MAX })
    for (const [sha256, bytes] of this.objects) await this.store.put(sha256, bytes)
    for (const { id, data, state } of await opened.list(`${sweepId}-`)) {
      if (resume && state.kind === 'active') this.underWay.set(id, data)
      else if (resume && state.kind === 'completed') await this.learnKnown(id, data, state.value)
      else await opened.remove(id)
    }
  }

  /** Results of before are kept on the queue until they age: whoever is stopped again finds them again. */
  private async learnKnown(id: string, { trials }: ShardData, value: ShardReturn): Promise<void> {
    const outcomes = value.kind === 'made' ? await this.outcomesOf(id, value) : null
    if (outcomes === null) await this.queue?.remove(id)
    else for (const [k, outcome] of outcomes.entries()) this.known.set(canonical(trials[k]), outcome)
  }

  private async carryOut(jobs: readonly TrialJob[], tell: Round['tell'], signal: AbortSignal | undefined): Promise<void> {
    const trials = await Promise.all(jobs.map((job) => this.trialOf(job)))
    const round: Round = { jobs, trials, tell, signal, shards: new Map(), open: [], left: jobs.length }
    this.takeLeftovers(round)
    while (round.left > 0 && !isOver(round)) {
      await this.handOut(round)
      const all = await this.waitForEnd()
      if (all) await this.countWorkers()
      const ids = all ? [...round.shards.keys()] : [...this.ended]
      this.ended.clear()
      for (const id of ids) {
        const shard = round.shards.get(id)
        if (shard !== undefined && !isOver(round)) await this.look(id, shard, round)
      }
    }
  }

  /** Tells what is known, and waits for shards that are under way instead of adding their trials again. */
  private takeLeftovers(round: Round): void {
    const wanted = new Map<string, number>()
    for (const [index, trial] of round.trials.entries()) {
      const key = canonical(trial)
      const outcome = this.known.get(key)
      if (outcome !== undefined) this.tell(round, index, outcome)
      else if (wanted.has(key)) round.open.push(index)
      else wanted.set(key, index)
    }
    for (const [id, data] of this.underWay) {
      const keys = data.trials.map((trial) => canonical(trial))
      if (!keys.some((key) => wanted.has(key))) continue
      round.shards.set(id, { data, indices: keys.map((key) => wanted.get(key) ?? null), lost: 0 })
      for (const key of keys) wanted.delete(key)
      this.underWay.delete(id)
    }
    round.open = [...round.open, ...wanted.values()].sort((a, b) => a - b)
  }

  /** Some more shards than there are workers wait, so that none is idle; the others are made when it is known how long a trial takes. */
  private async handOut(round: Round): Promise<void> {
    const shardsMax = 2 * this.workers + 1
    while (round.open.length > 0 && round.shards.size < shardsMax && !isOver(round)) {
      const size = this.sizes.next({ left: round.open.length, workers: this.workers })
      await this.add(round, round.open.splice(0, size))
    }
  }

  private async add(round: Round, indices: readonly number[]): Promise<void> {
    const { sources, sweepId } = this.parts
    const trials = indices.map((index) => round.trials[index]!)
    const data: ShardData = { engine: VERSION, store: this.store.address, parcel: this.parcel, sources, trials }
    // The first index keeps shards of equal trials apart.
    const id = `${sweepId}-${sha256Of(canonical([indices[0], trials])).slice(0, 16)}`
    round.shards.set(id, { data, indices, lost: 0 })
    this.mine.add(id)
    await this.queue?.add(id, data)
  }

  /** Until a shard is said to have ended, or for a while; returns whether it was that. */
  private async waitForEnd(): Promise<boolean> {
    if (this.ended.size > 0) return false
    const woken = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => woken.resolve(true), LOOK_MS)
    this.wake = () => woken.resolve(false)
    try {
      return await woken.promise
    } finally {
      clearTimeout(timer)
      this.wake = null
    }
  }

  private async countWorkers(): Promise<void> {
    const count = (await this.queue?.workers()) ?? 1
    if (count === 0 && !this.saidNoWorker) this.note('no worker is connected: start one on each machine with lockstep worker --queue')
    this.saidNoWorker = count === 0
    this.workers = Math.max(1, count)
  }

  private async look(id: string, shard: Shard, round: Round): Promise<void> {
    const state = await this.queue?.state(id)
    if (state === undefined || isOver(round) || state.kind === 'waiting' || state.kind === 'active') return
    if (state.kind === 'failed') await this.onFailed(id, shard, { round, state })
    else if (state.kind === 'gone') await this.again(id, shard)
    else if (state.value.kind === 'fault') await this.onFault(id, shard, state.value)
    else await this.take(id, shard, { round, made: state.value })
  }

  private async take(id: string, shard: Shard, { round, made }: { readonly round: Round; readonly made: ShardMade }): Promise<void> {
    const outcomes = await this.outcomesOf(id, made)
    if (isOver(round)) return
    if (outcomes === null) return this.again(id, shard)
    this.sizes.learn({ ...made, trials: outcomes.length })
    for (const [k, outcome] of outcomes.entries()) {
      const index = shard.indices[k]
      if (index !== null && index !== undefined) this.tell(round, index, outcome)
    }
    await this.drop(id, round)
    await this.store.remove(made.outcomes)
  }

  /** A shard that ended every worker that took it: its trials are tried one by one, so that only the one to blame has failed. */
  private async onFailed(
    id: string,
    { data, indices }: Shard,
    { round, state }: { readonly round: Round; readonly state: ShardState<ShardReturn> & { readonly kind: 'failed' } },
  ): Promise<void> {
    if (!state.killed) {
      throw new LockstepError(
        'E_QUEUE',
        `expected a worker to carry out ${data.trials.length} trials, ${ATTEMPTS} attempts failed: ${state.reason}`,
        'Mend that; --resume goes on with what is done.',
      )
    }
    const asked = indices.filter((index) => index !== null)
    await this.drop(id, round)
    if (asked.length > 1) {
      this.note(`a shard of ${asked.length} trials ended ${DEATHS_MAX} workers: they are tried one by one`)
      for (const index of asked) await this.add(round, [index])
      return
    }
    const sentence = `expected a trial to end by itself, ${DEATHS_MAX} workers ended with it`
    const fault = new LockstepError('E_STRATEGY_THREW', sentence, 'Look for a strategy that ends the process, or takes too much memory.')
    for (const index of asked) this.tell(round, index, failed(fault))
  }

  /** An object that is damaged in the store is stored again, once; shards that found it damaged are tried again. @throws LockstepError */
  private async onFault(id: string, shard: Shard, { code, message, hint, object }: ShardFault): Promise<void> {
    const bytes = object === undefined ? undefined : this.objects.get(object)
    if (object === undefined || bytes === undefined || shard.lost === LOST_MAX) throw new LockstepError(code as ErrorCode, message, hint)
    if (!this.repaired.has(object)) {
      this.note(`a worker found the object ${object} missing or damaged; it is stored again`)
      this.repaired.add(object)
      await this.store.put(object, bytes, true)
    }
    await this.again(id, shard)
  }

  /** @throws LockstepError E_QUEUE for one that is lost again and again */
  private async again(id: string, shard: Shard): Promise<void> {
    if (++shard.lost > LOST_MAX) {
      throw new LockstepError(
        'E_QUEUE',
        `expected the result of ${shard.data.trials.length} trials in ${this.store.address}, it was lost ${shard.lost} times`,
        'Check that the queue and the store keep what they are given; --resume goes on with what is done.',
      )
    }
    await this.queue?.remove(id)
    await this.queue?.add(id, shard.data)
  }

  private async drop(id: string, round: Round): Promise<void> {
    round.shards.delete(id)
    this.mine.delete(id)
    await this.queue?.remove(id)
  }

  /** null where they are missing or damaged. */
  private async outcomesOf(id: string, { outcomes: name }: ShardMade): Promise<readonly TrialOutcome[] | null> {
    try {
      const { shard, outcomes } = deserialize(await fetchObject(this.store, name, (text) => this.note(text))) as ShardOutcomes
      assert(shard === id, 'a result names its shard')
      return outcomes
    } catch (error) {
      if (error instanceof LockstepError && error.code === 'E_DATA_CORRUPT') return null
      throw error
    }
  }

  private tell(round: Round, index: number, outcome: TrialOutcome): void {
    round.left--
    round.tell(index, outcome)
  }

  private async trialOf({ params, from, to, days }: TrialJob): Promise<ShardTrial> {
    return { params, from, to, days: days === null ? null : await this.nameOfDays(days) }
  }

  private async nameOfDays(days: Float64Array): Promise<string> {
    const known = this.daysNames.get(days)
    if (known !== undefined) return known
    const bytes = bytesOf(days)
    const sha256 = sha256Of(bytes)
    this.daysNames.set(days, sha256)
    this.objects.set(sha256, bytes)
    await this.store.put(sha256, bytes)
    return sha256
  }

  private note(text: string): void {
    this.parts.queue.onNote?.(text)
  }
}

function isOver({ signal }: Round): boolean {
  return signal?.aborted === true
}
