/** Trials in threads, one after the other in each. A thread that a trial ends is replaced, and that trial has failed. */
import { Worker } from 'node:worker_threads'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { ErrorCode } from '../base/error-codes.ts'
import type { ThreadAnswer, ThreadData, TrialQuestion } from './serve-trials.ts'
import type { SweepLines } from './sweep-lines.ts'
import { failed, type TrialJob, type TrialOutcome } from './trial-run.ts'
import type { TrialRunner } from './trial-runner.ts'

export interface TrialPoolOptions extends Omit<ThreadData, 'lines'> {
  /** Threads at most; as many are started as there are trials for. */
  readonly workers: number
  /** The file that threads begin in, which calls `serveTrials`. */
  readonly thread?: URL
  /** The lines that trials share; nothing unless given. */
  readonly lines?: SweepLines | null
}

/** Threads that a pool may have. */
export const WORKERS_MAX = 256

/** Trials that a thread has: the one it runs, and the next, so that it never waits for this thread to hear of the first. */
const JOBS_HELD = 2
/**
 * Room for what dies young, MB. Trials leave little behind, and V8's own bound would have each thread walk over 30 MB more before it looks
 * for what may go: that is memory for each thread, and no time is gained.
 */
const YOUNG_MB_MAX = 10

const OWN_THREAD = new URL(import.meta.url.endsWith('.ts') ? './trial-thread.ts' : './trial-thread.js', import.meta.url)

interface Thread {
  readonly worker: Worker
  isReady: boolean
  /** Indices of the jobs that it has, in the order in which it does them. */
  readonly held: number[]
}

/** A run that is under way. */
interface Round {
  readonly jobs: readonly TrialJob[]
  readonly tell: (index: number, outcome: TrialOutcome) => void
  readonly end: (error?: Error) => void
  /** Jobs that no thread has, the next one last. */
  readonly open: number[]
  told: number
}

export class TrialPool implements TrialRunner {
  private readonly options: TrialPoolOptions
  private threads: Thread[] = []
  private round: Round | null = null

  constructor(options: TrialPoolOptions) {
    this.options = options
  }

  async run(jobs: readonly TrialJob[], tell: (index: number, outcome: TrialOutcome) => void, signal?: AbortSignal): Promise<void> {
    assert(this.round === null, 'a pool carries out one list of jobs at a time')
    if (jobs.length === 0 || signal?.aborted === true) return
    let stop: (() => void) | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        stop = () => resolve()
        signal?.addEventListener('abort', stop)
        const end = (error?: Error): void => (error === undefined ? resolve() : reject(error))
        this.round = { jobs, tell, end, open: Array.from(jobs.keys()).toReversed(), told: 0 }
        while (this.threads.length < Math.min(this.options.workers, jobs.length)) this.start()
        for (const thread of this.threads) this.give(thread)
      })
    } finally {
      this.round = null
      if (stop !== undefined) signal?.removeEventListener('abort', stop)
      // What is still under way belongs to no run any more.
      if (this.threads.some(({ held }) => held.length > 0)) await this.close()
    }
  }

  async close(): Promise<void> {
    const threads = this.threads
    this.threads = []
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }

  private start(): void {
    const { module, setting, thread = OWN_THREAD } = this.options
    const lines = this.options.lines?.enter() ?? null
    const data: ThreadData = { module, setting, ...(lines !== null && { lines }) }
    const worker = new Worker(thread, { name: 'trials', workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB_MAX } })
    const one: Thread = { worker, isReady: false, held: [] }
    worker.on('message', (answer: ThreadAnswer) => this.hear(one, answer))
    worker.on('error', (error: Error) => this.lose(one, error))
    worker.on('exit', (code) => this.lose(one, new Error(`its thread ended with ${code}`)))
    if (lines !== null) worker.on('exit', () => this.options.lines!.leave(lines))
    this.threads.push(one)
  }

  private hear(thread: Thread, answer: ThreadAnswer): void {
    if (answer.kind === 'fault') {
      this.round?.end(new LockstepError(answer.code as ErrorCode, answer.message, answer.hint))
      return
    }
    if (answer.kind === 'ready') thread.isReady = true
    else {
      thread.held.shift()
      this.told(answer.index, answer.outcome)
    }
    this.give(thread)
  }

  /** The next job, and one more while there are enough left that no other thread will wait for it at the end. */
  private give(thread: Thread): void {
    const { round } = this
    if (round === null || !thread.isReady) return
    while (thread.held.length < (round.open.length > this.threads.length ? JOBS_HELD : 1)) {
      const index = round.open.pop()
      if (index === undefined) return
      thread.held.push(index)
      const question: TrialQuestion = { index, job: round.jobs[index]! }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.worker.postMessage(question)
    }
  }

  private told(index: number, outcome: TrialOutcome): void {
    const { round } = this
    if (round === null) return
    try {
      round.tell(index, outcome)
    } catch (error) {
      // A disk that is full, say: whoever waits for the run is told, and no event that nobody hears.
      round.end(error as Error)
      return
    }
    if (++round.told === round.jobs.length) round.end()
  }

  /**
   * A thread that is gone: the trial that it was at has failed, those that it had not begun are open again, and another thread goes on.
   * One that never began is no trial's fault.
   */
  private lose(thread: Thread, error: Error): void {
    const at = this.threads.indexOf(thread)
    if (at < 0) return
    this.threads.splice(at, 1)
    const sentence = `expected a trial to end by itself, ${error.message}`
    const fault = new LockstepError('E_STRATEGY_THREW', sentence, 'Look for a strategy that ends the process, or takes too much memory.')
    const [broken, ...open] = thread.held
    this.round?.open.push(...open.toReversed())
    if (!thread.isReady) this.round?.end(fault)
    else if (broken !== undefined) this.told(broken, failed(fault))
    if (this.round !== null && this.round.open.length > 0) this.start()
  }
}
