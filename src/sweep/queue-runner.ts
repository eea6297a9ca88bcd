/**
 * Has the workers of a queue carry out trials, in shards. What a shard comes to depends on nothing but its trials, so it does not matter
 * who carries it out, how often or in which order; a trial is told once.
 */
import { DEATHS_MAX } from '../adapters/queue/shard-worker.ts'
import { sha256Of } from '../adapters/queue/object-store.ts'
import { ATTEMPTS, ShardQueue, type ShardState } from '../adapters/queue/shard-queue.ts'
import { LockstepError } from '../base/error.ts'
import type { ErrorCode } from '../base/error-codes.ts'
import { VERSION } from '../base/version.ts'
import { canonical } from '../runs/canonical.ts'
import { LeftOver } from './left-over.ts'
import type { StrategyModule } from './serve-trials.ts'
import { ShardSizes } from './shard-size.ts'
import { NODE, type ShardData, type ShardFault, type ShardMade, type ShardReturn, type ShardTrial } from './shard.ts'
import { SweepObjects } from './sweep-objects.ts'
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

/** All shards, and how many workers there are, are looked at so often, whatever is said to have ended: a queue that was gone says nothing of that time. */
const LOOK_MS = 2000
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
  readonly trials: readonly ShardTrial[]
  readonly tell: (index: number, outcome: TrialOutcome) => void
  readonly signal: AbortSignal | undefined
  readonly shards: Map<string, Shard>
  /** Jobs that are in no shard yet. */
  open: number[]
  left: number
}

export class QueueRunner implements TrialRunner {
  private readonly sources: string
  private readonly sweepId: string
  private readonly onNote: (text: string) => void
  private readonly sizes = new ShardSizes()
  /** Shards of this sweep that have not been told. */
  private readonly mine = new Set<string>()
  /** Shards that are said to have ended. */
  private readonly ended = new Set<string>()
  private objects!: SweepObjects
  private queue!: ShardQueue<ShardData, ShardReturn>
  private leftOver!: LeftOver
  private wake: (() => void) | null = null
  /** When all are looked at next, by performance.now(). */
  private lookAtMs = 0
  private workers = 1
  private saidNoWorker = false

  private constructor({ queue, sources, sweepId }: QueueRunnerParts) {
    this.sources = sources
    this.sweepId = sweepId
    this.onNote = (text) => queue.onNote?.(text)
  }

  /** @throws LockstepError E_QUEUE, E_STRATEGY_FILE */
  static async open(parts: QueueRunnerParts): Promise<QueueRunner> {
    const { queue, setting, module, sweepId, resume } = parts
    const runner = new QueueRunner(parts)
    const { onNote } = runner
    runner.queue = await ShardQueue.open(queue.address, { onNote, onEnd: (id) => runner.hear(id) })
    try {
      const { store = '.lockstep/store', files = [] } = queue
      runner.objects = await SweepObjects.publish({ store, setting, module, files, onNote })
      runner.leftOver = await LeftOver.read(runner.queue, { prefix: `${sweepId}-`, resume, objects: runner.objects })
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
    if (queue.isThere) await Promise.all([...this.mine].map((id) => this.takeBack(id)))
    await queue.close()
  }

  private async takeBack(id: string): Promise<void> {
    const { kind } = await this.queue.state(id)
    if (kind === 'waiting') await this.queue.remove(id)
  }

  private hear(id: string): void {
    if (!id.startsWith(`${this.sweepId}-`)) return
    this.ended.add(id)
    this.wake?.()
  }

  private async carryOut(jobs: readonly TrialJob[], tell: Round['tell'], signal: AbortSignal | undefined): Promise<void> {
    const trials = await Promise.all(jobs.map((job) => this.trialOf(job)))
    const round: Round = { trials, tell, signal, shards: new Map(), open: [], left: jobs.length }
    this.takeLeftOver(round)
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
  private takeLeftOver(round: Round): void {
    const { known, underWay, open } = this.leftOver.take(round.trials)
    for (const { index, outcome } of known) this.tell(round, index, outcome)
    for (const { id, data, indices } of underWay) round.shards.set(id, { data, indices, lost: 0 })
    round.open = open
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
    const { sources, sweepId, objects } = this
    const trials = indices.map((index) => round.trials[index]!)
    const data: ShardData = { engine: VERSION, node: NODE, store: objects.address, parcel: objects.parcel, sources, trials }
    // The first index keeps shards of equal trials apart, the parcel those of other data or code.
    const id = `${sweepId}-${sha256Of(canonical([data.parcel, indices[0], trials])).slice(0, 16)}`
    round.shards.set(id, { data, indices, lost: 0 })
    this.mine.add(id)
    await this.queue.add(id, data)
  }

  /** Until a shard is said to have ended, or it is time to look at all of them; returns whether it is that. */
  private async waitForEnd(): Promise<boolean> {
    const leftMs = this.lookAtMs - performance.now()
    if (this.ended.size === 0 && leftMs > 0) await this.woken(leftMs)
    const isTime = performance.now() >= this.lookAtMs
    if (isTime) this.lookAtMs = performance.now() + LOOK_MS
    return isTime
  }

  private async woken(msMax: number): Promise<void> {
    const woken = Promise.withResolvers<void>()
    const timer = setTimeout(() => woken.resolve(), msMax)
    this.wake = () => woken.resolve()
    try {
      await woken.promise
    } finally {
      clearTimeout(timer)
      this.wake = null
    }
  }

  private async countWorkers(): Promise<void> {
    const count = await this.queue.workers()
    if (count === 0 && !this.saidNoWorker) this.onNote('no worker is connected: start one on each machine with lockstep worker --queue')
    this.saidNoWorker = count === 0
    this.workers = Math.max(1, count)
  }

  private async look(id: string, shard: Shard, round: Round): Promise<void> {
    const state = await this.queue.state(id)
    if (isOver(round) || state.kind === 'waiting' || state.kind === 'active') return
    if (state.kind === 'failed') await this.onFailed(id, shard, { round, state })
    else if (state.kind === 'gone') await this.again(id, shard)
    else if (state.value.kind === 'fault') await this.onFault(id, shard, state.value)
    else await this.take(id, shard, { round, made: state.value })
  }

  private async take(id: string, shard: Shard, { round, made }: { readonly round: Round; readonly made: ShardMade }): Promise<void> {
    const outcomes = await this.objects.outcomesOf(id, made)
    if (isOver(round)) return
    if (outcomes === null) return this.again(id, shard)
    this.sizes.learn({ ...made, trials: outcomes.length })
    for (const [k, outcome] of outcomes.entries()) {
      const index = shard.indices[k]
      if (index !== null && index !== undefined) this.tell(round, index, outcome)
    }
    await this.drop(id, round)
    await this.objects.forget(made)
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
      this.onNote(`a shard of ${asked.length} trials ended ${DEATHS_MAX} workers: they are tried one by one`)
      for (const index of asked) await this.add(round, [index])
      return
    }
    const sentence = `expected a trial to end by itself, ${DEATHS_MAX} workers ended with it`
    const fault = new LockstepError('E_STRATEGY_THREW', sentence, 'Look for a strategy that ends the process, or takes too much memory.')
    for (const index of asked) this.tell(round, index, failed(fault))
  }

  /** Shards that found an object damaged are tried again, with another copy of it. @throws LockstepError */
  private async onFault(id: string, shard: Shard, { code, message, hint, object }: ShardFault): Promise<void> {
    const isMended = object !== undefined && shard.lost < LOST_MAX && (await this.objects.repair(object))
    if (!isMended) throw new LockstepError(code as ErrorCode, message, hint)
    await this.again(id, shard)
  }

  /** @throws LockstepError E_QUEUE for one that is lost again and again */
  private async again(id: string, shard: Shard): Promise<void> {
    if (++shard.lost > LOST_MAX) {
      throw new LockstepError(
        'E_QUEUE',
        `expected the result of ${shard.data.trials.length} trials in ${this.objects.address}, it was lost ${shard.lost} times`,
        'Check that the queue and the store keep what they are given; --resume goes on with what is done.',
      )
    }
    await this.queue.remove(id)
    this.mine.add(id)
    await this.queue.add(id, shard.data)
  }

  private async drop(id: string, round: Round): Promise<void> {
    round.shards.delete(id)
    this.mine.delete(id)
    await this.queue.remove(id)
  }

  private tell(round: Round, index: number, outcome: TrialOutcome): void {
    round.left--
    round.tell(index, outcome)
  }

  private async trialOf({ params, from, to, days }: TrialJob): Promise<ShardTrial> {
    return { params, from, to, days: days === null ? null : await this.objects.nameOfDays(days) }
  }
}

function isOver({ signal }: Round): boolean {
  return signal?.aborted === true
}
