/** Makes the trials that methods ask for: looks whether one is stored, has the others run, and keeps what came of them. */
import { LockstepError } from '../base/error.ts'
import type { Stretch } from '../search/fold.ts'
import { createMethod } from '../search/methods.ts'
import type { TrialsDone } from '../search/ranking.ts'
import type { Trial, TrialResult } from '../search/trial.ts'
import { shareOf } from './sweep-data.ts'
import type { SweepOptions, SweepPlan } from './sweep-options.ts'
import type { TrialJob, TrialOutcome } from './trial-run.ts'
import type { TrialRunner } from './trial-runner.ts'
import type { TrialStore } from './trial-store.ts'

/** Bytes of daily returns that a sweep keeps; trials after that have none, and overfitting is judged by those that do. */
const RETURNS_BYTES_MAX = 536_870_912

export interface Stage {
  /** What it is called in the store. */
  readonly name: string
  /** What it is called to a person who waits. */
  readonly label: string
  readonly stretch: Stretch
  /** Days whose returns are kept of each trial; null for none. */
  readonly days: Float64Array | null
}

export interface MakerParts extends Pick<SweepOptions, 'signal' | 'onProgress'> {
  readonly plan: SweepPlan
  readonly runner: TrialRunner
  readonly store: TrialStore | null
}

export class TrialMaker {
  private readonly parts: MakerParts
  private asked = 0
  private done = 0

  constructor(parts: MakerParts) {
    this.parts = parts
  }

  get isStopped(): boolean {
    return this.parts.signal?.aborted === true
  }

  /** A whole search over a stretch. Stopped early, it has the results there are. @throws LockstepError E_PARAM_VALUE, E_LIMIT */
  async search(stage: Stage): Promise<TrialsDone> {
    const { space, score, scoreOnShare, allows, trialsMax, settings, method: name } = this.parts.plan
    const method = createMethod(name, { space, score, scoreOnShare, allows, trialsMax, seed: settings.seed })
    const trials: Trial[] = []
    const results: TrialResult[] = []
    while (!this.isStopped) {
      const batch = method.next(results)
      if (batch.length === 0 && trials.length === 0) throw nothingAllowed()
      if (batch.length === 0) break
      trials.push(...batch)
      results.push(...(await this.make(batch, stage)))
    }
    return { trials, results }
  }

  /** The results of a batch in the order of its trials. Stopped early, those of trials that have not ended are missing. */
  async make(batch: readonly Trial[], stage: Stage): Promise<TrialResult[]> {
    const { runner, store, signal } = this.parts
    const found = batch.map(({ number }) => store?.get(stage.name, number))
    const open = batch.flatMap((trial, k) => (found[k] === undefined ? [{ trial, k }] : []))
    this.asked += batch.length
    this.done += batch.length - open.length
    this.tell(stage)
    const jobs = open.map(({ trial }) => this.jobOf(trial, stage))
    const keep = (index: number, outcome: TrialOutcome): void => {
      const { trial, k } = open[index]!
      found[k] = outcome
      store?.put(stage.name, trial.number, outcome)
      this.done++
      this.tell(stage)
    }
    await runner.run(jobs, keep, signal)
    store?.sync()
    return batch.flatMap(({ number }, k) => (found[k] === undefined ? [] : [{ number, ...found[k] }]))
  }

  private jobOf({ number, params, share }: Trial, { stretch, days }: Stage): TrialJob {
    const { data, params: fixed } = this.parts.plan
    const { from, to } = shareOf(data.timeline, stretch, share)
    const keepsReturns = days !== null && share === 1 && (number + 1) * days.byteLength <= RETURNS_BYTES_MAX
    return {
      params: { ...fixed, ...params },
      // With no bar before it there is nothing to warm up on: trading begins when all is warm.
      from: from <= data.timeline.from ? null : from,
      to,
      days: keepsReturns ? days : null,
    }
  }

  private tell({ label }: Stage): void {
    this.parts.onProgress?.({ stage: label, done: this.done, asked: this.asked })
  }
}

function nothingAllowed(): LockstepError {
  return new LockstepError(
    'E_PARAM_VALUE',
    "expected values that the strategy's own check takes, it refuses every combination of them",
    'Give ranges that go together, such as --param fast=5:20:5 --param slow=30:90:30.',
  )
}
