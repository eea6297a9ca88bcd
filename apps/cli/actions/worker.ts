/** `lockstep worker`: makes the trials of other machines' sweeps. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveQueue, type QueueWorkerOptions } from 'lockstep'
import type { WorkerFlags } from '../commands/worker.ts'
import { UsageFault } from '../failure.ts'
import { Interrupt } from '../interrupt.ts'
import { grouped } from '../progress.ts'
import { readCount, readNumber } from '../read-flag.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy } from '../strategy-file.ts'
import { THREAD } from '../thread-url.ts'

/** As many as a sweep on one machine may have. */
const THREADS_MAX = 256

/** Works until Ctrl-C; returns the exit code. */
export async function work(screen: Screen, flags: WorkerFlags): Promise<number> {
  using interrupt = new Interrupt()
  const { queue, store, objects, lock, threads: wanted } = flags
  const threads = wanted === undefined ? availableParallelism() : readCount('--threads', wanted)
  if (threads < 1 || threads > THREADS_MAX)
    throw new UsageFault(`expected 1 to ${THREADS_MAX} --threads, was ${threads}`, 'As many as there are cores are best.')
  const lockMs = lock === undefined ? undefined : 1000 * readNumber('--lock', lock)
  if (lockMs !== undefined && !(lockMs >= 1000)) throw new UsageFault(`expected at least 1 second for --lock, was ${lock}`, 'Use 30.')
  const note = (text: string): void => screen.note('worker', text)
  const options: QueueWorkerOptions = {
    queue,
    threads,
    thread: THREAD,
    ...(store !== undefined && { store }),
    ...(objects !== undefined && { objects }),
    ...(lockMs !== undefined && { lockMs }),
    ...(flags.strategy !== undefined && { strategy: await pinned(flags.strategy) }),
    signal: interrupt.signal,
    onNote: note,
    onShard: ({ trials, ms }) => note(`${grouped(trials)} trials in ${(ms / 1000).toFixed(1)} s`),
  }
  note(`${threads} threads; Ctrl-C gives back what is not done`)
  await serveQueue(options)
  return interrupt.exitCode
}

async function pinned(spec: string): Promise<NonNullable<QueueWorkerOptions['strategy']>> {
  const { path, export: name, sources } = await loadStrategy(spec)
  return { url: pathToFileURL(resolve(path)).href, export: name, sources }
}
