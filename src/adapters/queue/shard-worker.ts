/**
 * Takes shards off a queue, one at a time. While it has one it renews a lock on it; who does no more is dead, and its shard is given to
 * another. Shards must be carried out in other threads, else this one could not renew.
 */
import type { Worker } from 'bullmq'
import { installed } from './installed.ts'
import { connectRedis, type Redis } from './redis.ts'
import { QUEUE_NAME } from './shard-queue.ts'

/** A shard that ended this many workers is not given to another: times that it may be found without its worker, and begin again. */
export const DEATHS_MAX = 3

/**
 * How long a worker may be silent: a lock is renewed at half of it, so a machine that swaps or a network that hiccups for some seconds
 * keeps its shard, and the shard of one that is dead waits less than a minute.
 */
export const LOCK_MS = 30_000

export interface ShardWorkerOptions<D, R> {
  /** The outcome of a shard; null gives it back. What it throws has the shard tried again, some times. */
  readonly carryOut: (data: D, id: string) => Promise<R | null>
  readonly lockMs?: number
  readonly onNote: (text: string) => void
}

export class ShardWorker {
  private readonly redis: Redis
  private readonly worker: Worker

  private constructor(redis: Redis, worker: Worker) {
    this.redis = redis
    this.worker = worker
  }

  /** @throws LockstepError E_QUEUE where there is no queue */
  static async start<D, R>(address: string, { carryOut, lockMs = LOCK_MS, onNote }: ShardWorkerOptions<D, R>): Promise<ShardWorker> {
    const redis = await connectRedis(address, onNote)
    const { WaitingError, Worker } = await installed('bullmq', () => import('bullmq'))
    const worker = new Worker(
      QUEUE_NAME,
      async (job, token) => {
        const outcome = await carryOut(job.data as D, job.id!)
        if (outcome !== null) return outcome
        await job.moveToWait(token)
        throw new WaitingError()
      },
      { connection: redis, concurrency: 1, lockDuration: lockMs, stalledInterval: lockMs, maxStalledCount: DEATHS_MAX - 1 },
    )
    worker.on('error', (error) => {
      if (!isOfConnection(error)) onNote(error.message)
    })
    worker.on('failed', (job, error) => onNote(`shard ${job?.id ?? ''} failed: ${error.message}`))
    await worker.waitUntilReady()
    return new ShardWorker(redis, worker)
  }

  /** Takes no more shards and waits for the one it has. */
  async close(): Promise<void> {
    const isThere = this.redis.status === 'ready'
    await this.worker.close(!isThere)
    this.redis.disconnect()
  }
}

/** The connection itself says when it is gone. */
function isOfConnection(error: Error): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined || error.message.startsWith('Connection is closed')
}
