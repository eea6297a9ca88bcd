/** Front door of a worker. What a queue needs is loaded when a worker is asked for, and by nobody else. */
import type { QueueWorkerOptions } from './queue-worker.ts'

/**
 * Carries out the sweeps of a queue until the signal. It runs the code that a sweep brings: whoever may write to the queue or to the
 * store decides what this machine does.
 *
 * @throws LockstepError E_QUEUE
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<void> {
  const { workQueue } = await import('./queue-worker.ts')
  await workQueue(options)
}
