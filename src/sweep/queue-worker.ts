/** A worker of a queue: takes shards of sweeps, fetches what they need and runs their trials in threads. */
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { serialize } from 'node:v8'
import { ObjectCache } from '../adapters/queue/object-cache.ts'
import { openStore, sha256Of, type ObjectStore } from '../adapters/queue/object-store.ts'
import { ShardWorker } from '../adapters/queue/shard-worker.ts'
import { LockstepError } from '../base/error.ts'
import { VERSION } from '../base/version.ts'
import { unpackCode } from './code-folder.ts'
import { inSharedMemory, readParcel, unpackSeries, type Parcel } from './parcel.ts'
import type { StrategyModule } from './serve-trials.ts'
import { NODE, type ShardData, type ShardFault, type ShardOutcomes, type ShardReturn } from './shard.ts'
import { SweepLines } from './sweep-lines.ts'
import { TrialPool } from './trial-pool.ts'
import type { TrialJob, TrialOutcome } from './trial-run.ts'

export interface QueueWorkerOptions {
  /** `redis://HOST:PORT/DB`. */
  readonly queue: string
  /** Where data and code lie; the place that a sweep names unless given. */
  readonly store?: string
  /** As many as there are cores unless given. */
  readonly threads?: number
  /** The file that threads begin in. */
  readonly thread?: URL
  /** Runs this strategy and no code from the queue; a sweep of another one is refused. */
  readonly strategy?: StrategyModule & { /** Hash of everything it is made of. */ readonly sources: string }
  /** The folder of copies of data and code; `.lockstep/objects` unless given. */
  readonly objects?: string
  /** Silence after which a worker is taken for dead and its shard given to another; 30 s unless given. */
  readonly lockMs?: number
  /** Ends the worker; its shard is given back. */
  readonly signal?: AbortSignal
  readonly onNote?: (text: string) => void
  readonly onShard?: (shard: { readonly trials: number; readonly ms: number }) => void
}

/** Sweeps whose data stay in memory; the one that was not needed for the longest time goes first. */
const SWEEPS_MAX = 2

/** Serves until the signal. @throws LockstepError E_QUEUE, also for a sweep of another engine or strategy */
export async function workQueue(options: QueueWorkerOptions): Promise<void> {
  const ended = Promise.withResolvers<void>()
  // A shard may be refused before anybody waits for the end.
  ended.promise.catch(() => {})
  const bench = new Bench(options, ended.reject)
  const worker = await ShardWorker.start<ShardData, ShardReturn>(options.queue, {
    carryOut: (data, id) => bench.carryOut(data, id),
    onNote: (text) => options.onNote?.(text),
    ...(options.lockMs !== undefined && { lockMs: options.lockMs }),
  })
  const stop = (): void => ended.resolve()
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted === true) stop()
  try {
    await ended.promise
  } finally {
    options.signal?.removeEventListener('abort', stop)
    const closed = worker.close()
    bench.stop()
    await closed
    await bench.close()
  }
}

/** Where shards are worked on: the pools of the last sweeps. */
class Bench {
  private readonly options: QueueWorkerOptions
  private readonly refuse: (error: LockstepError) => void
  private readonly cache: ObjectCache
  private readonly folder: string
  private readonly stopping = new AbortController()
  /** The store of the last shard, by the name it was opened with. */
  private store: { readonly name: string; readonly opened: ObjectStore } | null = null
  private readonly pools = new Map<string, TrialPool>()
  private readonly days = new Map<string, Float64Array>()

  constructor(options: QueueWorkerOptions, refuse: (error: LockstepError) => void) {
    this.options = options
    this.refuse = refuse
    this.folder = resolve(options.objects ?? join('.lockstep', 'objects'))
    this.cache = new ObjectCache(this.folder, (text) => options.onNote?.(text))
  }

  stop(): void {
    this.stopping.abort()
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()))
  }

  /** null where the shard is given back: this worker ends. */
  async carryOut(data: ShardData, id: string): Promise<ShardReturn | null> {
    const unfit = this.unfitFor(data)
    if (unfit !== null) this.refuse(unfit)
    if (unfit !== null || this.stopping.signal.aborted) return null
    const startMs = performance.now()
    try {
      const store = await this.storeOf(data.store)
      const pool = await this.poolOf(data.parcel, store)
      const outcomes: TrialOutcome[] = []
      const jobs = await this.jobsOf(data, store)
      await pool.run(jobs, (index, outcome) => void (outcomes[index] = outcome), this.stopping.signal)
      if (this.stopping.signal.aborted) return null
      const ms = performance.now() - startMs
      const made: ShardOutcomes = { shard: id, outcomes }
      const bytes = serialize(made)
      const name = sha256Of(bytes)
      // Also where something of that name lies there: it may be what the sweep could not read.
      await store.put(name, bytes, true)
      this.options.onShard?.({ trials: outcomes.length, ms })
      return { kind: 'made', outcomes: name, ms, threads: this.threads }
    } catch (error) {
      return faultOf(error)
    }
  }

  private get threads(): number {
    return this.options.threads ?? availableParallelism()
  }

  private unfitFor({ engine, node, sources }: ShardData): LockstepError | null {
    if (engine !== VERSION) {
      const hint = `Install lockstep@${engine} on this machine, or the same version on all.`
      return new LockstepError('E_QUEUE', `expected a sweep of Lockstep ${VERSION}, the one on the queue is of ${engine}`, hint)
    }
    if (node !== NODE) {
      const hint = 'Run the same major version of Node on all machines: the last digits of statistics may differ between them.'
      return new LockstepError('E_QUEUE', `expected a sweep of Node ${NODE}, the one on the queue is of Node ${node}`, hint)
    }
    const { strategy } = this.options
    if (strategy === undefined || strategy.sources === sources) return null
    return new LockstepError(
      'E_QUEUE',
      `expected a sweep of the strategy that --strategy names, whose hash is ${strategy.sources}, the one on the queue is of ${sources}`,
      'Give both machines the same files, or leave out --strategy to run the code that the sweep brings.',
    )
  }

  private async storeOf(named: string): Promise<ObjectStore> {
    const name = this.options.store ?? named
    if (this.store?.name !== name) this.store = { name, opened: await openStore(name) }
    return this.store.opened
  }

  private async poolOf(name: string, store: ObjectStore): Promise<TrialPool> {
    const pool = this.pools.get(name) ?? (await this.openPool(name, store))
    // The newest is the last.
    this.pools.delete(name)
    this.pools.set(name, pool)
    for (const [old, unused] of this.pools) {
      if (this.pools.size <= SWEEPS_MAX) break
      this.pools.delete(old)
      await unused.close()
    }
    return pool
  }

  private async openPool(name: string, store: ObjectStore): Promise<TrialPool> {
    const fetch = (sha256: string): Promise<Uint8Array> => this.fetch(sha256, store)
    const parcel = readParcel(await fetch(name))
    const unpack = async (packed: Parcel['series']): Promise<Awaited<ReturnType<typeof unpackSeries>>[]> => {
      const series = []
      for (const one of packed) series.push(await unpackSeries(one, fetch))
      return series
    }
    const { calendars, settings } = parcel
    const setting = { series: await unpack(parcel.series), detail: await unpack(parcel.detail), calendars, settings }
    const module = this.options.strategy ?? (await unpackCode(parcel, join(this.folder, 'code'), fetch))
    const lines = SweepLines.of(setting.series, {})
    const { thread } = this.options
    return new TrialPool({ module: moduleOf(module), setting, workers: this.threads, lines, ...(thread !== undefined && { thread }) })
  }

  private async jobsOf({ trials }: ShardData, store: ObjectStore): Promise<TrialJob[]> {
    const jobs: TrialJob[] = []
    for (const { days, ...trial } of trials) jobs.push({ ...trial, days: days === null ? null : await this.daysOf(days, store) })
    return jobs
  }

  /** Those of the last stage; a shard has trials of one. */
  private async daysOf(sha256: string, store: ObjectStore): Promise<Float64Array> {
    const known = this.days.get(sha256)
    if (known !== undefined) return known
    const days = new Float64Array(inSharedMemory(await this.fetch(sha256, store)))
    this.days.clear()
    this.days.set(sha256, days)
    return days
  }

  private async fetch(sha256: string, store: ObjectStore): Promise<Uint8Array> {
    try {
      return await this.cache.get(sha256, store)
    } catch (error) {
      if (error instanceof LockstepError && error.code === 'E_DATA_CORRUPT') throw new DamagedObject(sha256, error)
      throw error
    }
  }
}

class DamagedObject extends Error {
  readonly object: string
  readonly fault: LockstepError

  constructor(object: string, fault: LockstepError) {
    super(fault.message)
    this.object = object
    this.fault = fault
  }
}

/** What no other worker could do better either is told to the sweep; the rest is thrown and tried again. */
function faultOf(error: unknown): ShardFault {
  if (error instanceof DamagedObject) {
    const { code, message, hint } = error.fault
    return { kind: 'fault', code, message, hint, object: error.object }
  }
  if (!(error instanceof LockstepError) || error.code === 'E_QUEUE') throw error
  const { code, message, hint } = error
  return { kind: 'fault', code, message, hint }
}

function moduleOf({ url, export: name }: StrategyModule): StrategyModule {
  return { url, ...(name !== undefined && { export: name }) }
}
