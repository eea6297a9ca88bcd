/** How long a sweep would take: its trials are counted, and a few of them are timed. */
import { availableParallelism } from 'node:os'
import { barsIn } from '../search/fold.ts'
import { createMethod } from '../search/methods.ts'
import type { Trial, TrialResult } from '../search/trial.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { importStrategy, type StrategyModule } from './serve-trials.ts'
import { LineCache } from './line-cache.ts'
import { SweepLines } from './sweep-lines.ts'
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
/** Of a run that takes longer, compiling is a small part. */
const LONG_MS = 3000

/**
 * @param timing runs that are timed after one that only warms up, 3 unless given; with 0 it is that one
 * @throws LockstepError as `sweep` does
 */
export async function estimateSweep<P extends ParamSpecs>(
  of: StrategyModule | Strategy<P>,
  options: SweepOptions,
  { timed = TIMED }: { readonly timed?: number } = {},
): Promise<SweepEstimate> {
  const strategy = 'url' in of ? await importStrategy(of) : (of as Strategy)
  const plan = planOf(strategy, options)
  const asked = trialsOf(plan)
  const once = asked.reduce((sum, { share }) => sum + share, 0)
  const { trials, runs } = withFolds(plan, options, { trials: asked.length, runs: once })
  const cores = availableParallelism()
  const { workers = 'url' in of ? cores : 1 } = options
  const runMs = timeOf(plan, asked, { timed, lines: linesOf(plan, options) })
  // Threads beyond the cores wait for each other.
  const atOnce = Math.min(workers, cores, Math.max(1, trials))
  return { trials, runs, runMs, workers, seconds: (runs * runMs) / atOnce / 1000 }
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

/** What the timed trials share, as those of the sweep do. Nothing of it goes to the disk. */
function linesOf({ data }: SweepPlan, { lines = {} }: SweepOptions): LineCache | null {
  if (lines === false) return null
  const { bytes } = lines
  const shared = SweepLines.of(data.series, bytes === undefined ? {} : { bytes })?.enter() ?? null
  return shared === null ? null : new LineCache(shared)
}

interface Timing {
  /** How many runs. */
  readonly timed: number
  readonly lines: LineCache | null
}

/**
 * Mean time of some trials from the first to the last, after one that is not timed: code is slow before it is compiled. Where a run takes
 * so long that this does not matter, it is the only one.
 */
function timeOf({ strategy, data, settings, params, stretch }: SweepPlan, trials: readonly Trial[], { timed, lines }: Timing): number {
  if (trials.length === 0) return 0
  const some = Array.from({ length: timed }, (_, k) => trials[Math.round((k * (trials.length - 1)) / Math.max(1, timed - 1))]!)
  const from = stretch.from <= data.timeline.from ? null : stretch.from
  const run = (trial: Trial): unknown =>
    runTrial(strategy, { ...data, settings }, { params: { ...params, ...trial.params }, from, to: stretch.to, days: null }, lines)
  const firstMs = performance.now()
  run(trials[0]!)
  const startMs = performance.now()
  if (timed === 0 || startMs - firstMs > LONG_MS) return startMs - firstMs
  for (const trial of some) run(trial)
  return (performance.now() - startMs) / timed
}
