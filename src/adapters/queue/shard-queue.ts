/** Shards of a sweep on a queue, as the one who hands them out sees them. Whoever carries them out is a ShardWorker. */
import type { Queue, QueueEvents } from 'bullmq'
import { LockstepError } from '../../base/error.ts'
import { connectRedis, type Redis } from './redis.ts'
import { installed } from './installed.ts'

/** One queue for all sweeps of a database. */
export const QUEUE_NAME = 'lockstep-sweeps'

/** A shard that a worker could not carry out, for want of its store for example, is tried so often: after 2, 4, 8 and 16 seconds. */
export const ATTEMPTS = 5
const RETRY_MS = 2000
/** News are waited for so long at a time: a process whose queue is gone ends no sooner than that. */
const LISTEN_MS = 1000
/** Results of a sweep whose machine is gone wait so long for it to go on, and no more of them than this. */
const KEPT_SECONDS = 7 * 86_400
const KEPT_COUNT = 10_000

export type ShardState<R> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'active' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'completed'; readonly value: R }
  | { readonly kind: 'failed'; readonly reason: string; /** Every worker that took it died with it. */ readonly killed: boolean }

export interface ListedShard<D, R> {
  readonly id: string
  readonly data: D
  readonly state: ShardState<R>
}

export class ShardQueue<D, R> {
  private readonly redis: Redis
  private readonly queue: Queue
  private readonly events: QueueEvents

  private constructor(redis: Redis, queue: Queue, events: QueueEvents) {
    this.redis = redis
    this.queue = queue
    this.events = events
  }

  /** @param onEnd told the id of every shard that ends, whoever's it is; one may be missed while the queue is gone */
  static async open<D, R>(
    address: string,
    { onNote, onEnd }: { readonly onNote: (text: string) => void; readonly onEnd: (id: string) => void },
  ): Promise<ShardQueue<D, R>> {
    const redis = await connectRedis(address, onNote)
    const { Queue, QueueEvents } = await installed('bullmq', () => import('bullmq'))
    const queue = new Queue(QUEUE_NAME, { connection: redis })
    const events = new QueueEvents(QUEUE_NAME, { connection: redis, blockingTimeout: LISTEN_MS })
    // The connection itself says when it is gone; without a listener an error would end the process.
    queue.on('error', () => {})
    events.on('error', () => {})
    events.on('completed', ({ jobId }) => onEnd(jobId))
    events.on('failed', ({ jobId }) => onEnd(jobId))
    await events.waitUntilReady()
    return new ShardQueue(redis, queue, events)
  }

  /** Adds a shard; one that is there under the same id already stays as it is. @throws LockstepError E_QUEUE, as all that ask */
  async add(id: string, data: D): Promise<void> {
    const options = {
      jobId: id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: RETRY_MS },
      removeOnComplete: { age: KEPT_SECONDS, count: KEPT_COUNT },
      removeOnFail: { age: KEPT_SECONDS, count: KEPT_COUNT },
    }
    await asked(() => this.queue.add('shard', data, options))
  }

  async state(id: string): Promise<ShardState<R>> {
    // First the state: what is read after it belongs to it or to a later one, never to an earlier.
    const state = await asked(() => this.queue.getJobState(id))
    if (state === 'unknown') return { kind: 'gone' }
    if (state !== 'completed' && state !== 'failed') return { kind: state === 'active' ? 'active' : 'waiting' }
    const job = await asked(() => this.queue.getJob(id))
    if (job === undefined) return { kind: 'gone' }
    if (state === 'completed') return { kind: 'completed', value: job.returnvalue as R }
    const reason = job.failedReason
    return { kind: 'failed', reason, killed: reason.startsWith('job stalled more than') }
  }

  /** Shards whose id begins so. */
  async list(prefix: string): Promise<ListedShard<D, R>[]> {
    const jobs = await asked(() => this.queue.getJobs(['waiting', 'delayed', 'active', 'completed', 'failed']))
    const mine = jobs.flatMap(({ id, data }) => (id?.startsWith(prefix) === true ? [{ id, data: data as D }] : []))
    return Promise.all(mine.map(async ({ id, data }) => ({ id, data, state: await this.state(id) })))
  }

  /** Takes a shard off the queue; returns false for one that a worker has. */
  async remove(id: string): Promise<boolean> {
    return (await asked(() => this.queue.remove(id))) === 1
  }

  /** Workers that are connected. */
  async workers(): Promise<number> {
    return asked(() => this.queue.getWorkersCount())
  }

  /** Whether the queue answers now. */
  get isThere(): boolean {
    return this.redis.status === 'ready'
  }

  async close(): Promise<void> {
    const closed = Promise.allSettled([this.events.close(), this.queue.close()])
    // With the queue gone nobody would answer a farewell.
    if (this.isThere) await closed
    this.redis.disconnect()
  }
}

/** A Redis that refuses, for want of memory for example, is a fault of the queue. One that is gone is waited for. */
async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Mend that; a Redis for sweeps needs some megabytes and maxmemory-policy noeviction.'
    throw new LockstepError('E_QUEUE', `expected the queue to do what it is asked, it answered: ${said}`, hint, cause)
  }
}
