/** The thread's side of the pool: loads the strategy once, then runs one trial after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { LineCache, type SharedLines } from './line-cache.ts'
import { knowCalendars, runTrial, type TrialJob, type TrialOutcome, type TrialSetting } from './trial-run.ts'

/** Where a strategy is, so that every thread can load its own. */
export interface StrategyModule {
  /** URL of the file, `file:///…`. */
  readonly url: string
  /** Name of the export; `default` unless given. */
  readonly export?: string
}

/** What a thread is started with. Columns of bars are in shared memory: they are handed over and not copied. */
export interface ThreadData {
  readonly module: StrategyModule
  readonly setting: TrialSetting
  /** The lines that its trials share with those of other threads. */
  readonly lines?: SharedLines
}

/** What a thread is asked: a job, and which it is. */
export interface TrialQuestion {
  readonly index: number
  readonly job: TrialJob
}

/** What it answers: that the strategy is loaded, why it is not, or what came of a trial. */
export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'fault'; readonly code: string; readonly message: string; readonly hint: string }
  | { readonly kind: 'outcome'; readonly index: number; readonly outcome: TrialOutcome }

/** Serves until the thread is ended. For the file that a pool starts its threads with. */
export async function serveTrials(): Promise<void> {
  const port = parentPort
  assert(port !== null, 'trials are served by a worker thread')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  const say = (answer: ThreadAnswer): void => port.postMessage(answer)
  const { module, setting, lines } = workerData as ThreadData
  try {
    const strategy = await importStrategy(module)
    knowCalendars(setting)
    const cache = lines === undefined ? null : new LineCache(lines)
    port.on('message', ({ index, job }: TrialQuestion) => say({ kind: 'outcome', index, outcome: runTrial(strategy, setting, job, cache) }))
    say({ kind: 'ready' })
  } catch (error) {
    const { code = 'E_STRATEGY_FILE', message = String(error), hint = '' } = error as { code?: string; message?: string; hint?: string }
    say({ kind: 'fault', code, message, hint })
  }
}

/** @throws LockstepError E_STRATEGY_FILE */
export async function importStrategy({ url, export: name = 'default' }: StrategyModule): Promise<Strategy> {
  const loaded = await load(url)
  const found = loaded[name] as Strategy | undefined
  if (found?.kind === 'lockstep.strategy') return found
  throw new LockstepError(
    'E_STRATEGY_FILE',
    `expected ${url} to export a strategy as ${name}, it does not`,
    `It exports ${Object.keys(loaded).join(', ') || 'nothing'}.`,
  )
}

async function load(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new LockstepError('E_STRATEGY_FILE', `expected ${url} to load, it threw: ${message}`, 'Mend the file.', cause)
  }
}
