/** How long a sweep would take: its trials are counted, and a few of them are timed. */
import { availableParallelism } from 'node:os'
import { barsIn } from '../search/fold.ts'
import { createMethod } from '../search/methods.ts'
import type { Trial, TrialResult } from '../search/trial.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { importStrategy, type StrategyModule } from './serve-trials.ts'
import { planOf, type SweepOptions, type SweepPlan } from './sweep-options.ts'
import { runTrial } from './trial-run.ts'
import { foldsOf } from './walk-forward-run.ts'

export interface SweepEstimate {
  /** Trials at most, those of a walk forward among them. */
  readonly trials: number
  /** The same in runs over all of the data. */
  readonly runs: number
  /** Time of one run over all of the data, the mean of those that were timed. */
  readonly runMs: number
  readonly workers: number
  readonly seconds: number
}

const TIMED = 3

/** @throws LockstepError as `sweep` does */
export async function estimateSweep<P extends ParamSpecs>(of: StrategyModule | Strategy<P>, options: SweepOptions): Promise<SweepEstimate> {
  const strategy = 'url' in of ? await importStrategy(of) : (of as Strategy)
  const plan = planOf(strategy, options)
  const asked = trialsOf(plan)
  const once = asked.reduce((sum, { share }) => sum + share, 0)
  const { trials, runs } = withFolds(plan, options, { trials: asked.length, runs: once })
  const { workers = 'url' in of ? availableParallelism() : 1 } = options
  const runMs = timeOf(plan, asked)
  return { trials, runs, runMs, workers, seconds: (runs * runMs) / Math.min(workers, Math.max(1, trials)) / 1000 }
}

/** All trials that the method asks for when none of them has a score. */
function trialsOf({ space, score, scoreOnShare, allows, trialsMax, settings, method: name }: SweepPlan): Trial[] {
  const method = createMethod(name, { space, score, scoreOnShare, allows, trialsMax, seed: settings.seed })
  const trials: Trial[] = []
  const results: TrialResult[] = []
  for (;;) {
    const batch = method.next(results)
    if (batch.length === 0) return trials
    trials.push(...batch)
    results.push(...batch.map(({ number }) => ({ number, status: 'done' as const, figures: {} })))
  }
}

interface Work {
  readonly trials: number
  readonly runs: number
}

/** A walk forward searches each training, and runs each test once. */
function withFolds(plan: SweepPlan, { walkForward }: SweepOptions, { trials, runs }: Work): Work {
  if (walkForward === undefined) return { trials, runs }
  const folds = foldsOf(plan, walkForward)
  const { timeline } = plan.data
  const all = barsIn([plan.stretch], timeline)
  const shares = folds.map(({ train, test }) => (runs * barsIn(train, timeline) + barsIn(test, timeline)) / all)
  return { trials: trials + folds.length * (trials + 1), runs: shares.reduce((a, b) => a + b, runs) }
}

/** Mean time of the first, the middle and the last trial, after one that is not timed: code is slow before it is compiled. */
function timeOf({ strategy, data, settings, params, stretch }: SweepPlan, trials: readonly Trial[]): number {
  if (trials.length === 0) return 0
  const some = Array.from({ length: TIMED }, (_, k) => trials[Math.round((k * (trials.length - 1)) / (TIMED - 1))]!)
  const from = stretch.from <= data.timeline.from ? null : stretch.from
  const run = (trial: Trial): unknown =>
    runTrial(strategy, { ...data, settings }, { params: { ...params, ...trial.params }, from, to: stretch.to, days: null })
  run(some[0]!)
  const startMs = performance.now()
  for (const trial of some) run(trial)
  return (performance.now() - startMs) / TIMED
}
