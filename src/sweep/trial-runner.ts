/** Whoever carries out trials: a pool of threads, or this thread itself. */
import { setImmediate } from 'node:timers/promises'
import type { Strategy } from '../strategy/strategy.ts'
import { LineCache } from './line-cache.ts'
import type { SweepLines } from './sweep-lines.ts'
import { runTrial, type TrialJob, type TrialOutcome, type TrialSetting } from './trial-run.ts'

export interface TrialRunner {
  /**
   * Carries out all jobs, in any order, and says what came of each as it is known. After an abort those that are under way are given up.
   * @throws LockstepError where no trial can be made at all: the strategy does not load in a thread
   */
  run(jobs: readonly TrialJob[], tell: (index: number, outcome: TrialOutcome) => void, signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** For a strategy that is a value and no file, and for data whose calendars only this thread knows. */
export class LocalRunner implements TrialRunner {
  private readonly strategy: Strategy
  private readonly setting: TrialSetting
  private readonly lines: LineCache | null

  constructor(strategy: Strategy, setting: TrialSetting, lines: SweepLines | null = null) {
    this.strategy = strategy
    this.setting = setting
    const shared = lines?.enter() ?? null
    this.lines = shared === null ? null : new LineCache(shared)
  }

  async run(jobs: readonly TrialJob[], tell: (index: number, outcome: TrialOutcome) => void, signal?: AbortSignal): Promise<void> {
    for (const [index, job] of jobs.entries()) {
      await setImmediate()
      if (signal?.aborted === true) return
      tell(index, runTrial(this.strategy, this.setting, job, this.lines))
    }
  }

  async close(): Promise<void> {}
}
