/** Front door: many runs of a strategy, ranked, with what the search itself makes of luck. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { LockstepError } from '../base/error.ts'
import { VERSION } from '../base/version.ts'
import { canonical } from '../runs/canonical.ts'
import { dataKeyOf } from '../runs/run-key.ts'
import { rankTrials } from '../search/ranking.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { importStrategy, type StrategyModule } from './serve-trials.ts'
import { crossValidate, partsOf } from './cross-validate.ts'
import { documentOf } from './sweep-result.ts'
import type { SweepDocument } from './sweep-document.ts'
import type { QueueOptions } from './queue-runner.ts'
import { SweepLines } from './sweep-lines.ts'
import { planOf, type SweepOptions, type SweepPlan } from './sweep-options.ts'
import { TrialMaker } from './trial-maker.ts'
import { TrialPool, WORKERS_MAX } from './trial-pool.ts'
import { LocalRunner, type TrialRunner } from './trial-runner.ts'
import { foldsOf, walkForward } from './walk-forward-run.ts'
import { TrialStore, type SweepKey } from './trial-store.ts'

/**
 * Searches the parameters of a strategy. Results are the same for any number of threads, byte for byte.
 *
 *     const found = await sweep({ url: import.meta.resolve('./sma-cross.ts') }, { data: bars, space: { fast: '5:50:5', slow: '20:200:20' } })
 *
 * @param of a file, of which every thread loads its own, or a strategy itself, whose trials run in this thread one by one
 * @throws LockstepError E_USAGE, E_PARAM_*, E_DATA_EMPTY, E_CONFIG, E_STRATEGY_FILE, E_LIMIT for a grid that is too large, E_WRITE, E_QUEUE
 */
export async function sweep<P extends ParamSpecs>(of: StrategyModule | Strategy<P>, options: SweepOptions): Promise<SweepDocument> {
  const module = 'url' in of ? of : null
  const strategy = 'url' in of ? await importStrategy(of) : (of as Strategy)
  const plan = planOf(strategy, options)
  const { walkForward: walk, crossValidation: parts } = options
  // Spans and parts that make no sense are found out before the first trial.
  if (walk !== undefined) foldsOf(plan, walk)
  if (parts !== undefined) partsOf(plan, parts)
  const lines = options.queue === undefined ? SweepLines.of(plan.data.series, options.lines ?? {}) : null
  const runner = await runnerOf({ plan, module, options, lines })
  let store: TrialStore | null = null
  try {
    if (options.store !== undefined) store = TrialStore.open(keyOf(plan, options, module), options.store)
    const { signal, onProgress } = options
    const maker = new TrialMaker({ plan, runner, store, ...(signal && { signal }), ...(onProgress && { onProgress }) })
    const done = await maker.search({ name: 'all', label: 'all', stretch: plan.stretch, days: plan.days })
    const walked = walk === undefined || maker.isStopped ? undefined : await walkForward(plan, maker, walk)
    const validated = parts === undefined || maker.isStopped ? undefined : crossValidate(plan, done, parts)
    const document = documentOf({ plan, options, done, ranked: rankTrials(done, plan.score), isStopped: maker.isStopped })
    return { ...document, ...(walked && { walkForward: walked }), ...(validated && { crossValidation: validated }) }
  } finally {
    await runner.close()
    store?.close()
    if (lines !== null) options.onLines?.(lines.report)
  }
}

/** The hash is null for a strategy that is a value. */
interface StrategyKey {
  readonly name: string
  readonly sha256: string | null
}

interface RunnerParts {
  readonly plan: SweepPlan
  readonly module: StrategyModule | null
  readonly options: SweepOptions
  /** What trials in this process share. */
  readonly lines: SweepLines | null
}

async function runnerOf({ plan, module, options, lines }: RunnerParts): Promise<TrialRunner> {
  if (options.queue !== undefined) return queueRunnerOf(options.queue, { plan, module, options, lines })
  const { workers = module === null ? 1 : availableParallelism(), thread } = options
  if (!Number.isInteger(workers) || workers < 1 || workers > WORKERS_MAX) {
    throw new LockstepError('E_CONFIG', `expected 1 to ${WORKERS_MAX} threads, was ${workers}`, 'As many as there are cores are best.')
  }
  const { series, detail, calendars } = plan.data
  const setting = { series, detail, calendars, settings: plan.settings }
  if (module !== null) return new TrialPool({ module, setting, workers, lines, ...(thread !== undefined && { thread }) })
  if (workers === 1) return new LocalRunner(plan.strategy, setting, lines)
  const hint = 'Give { url: import.meta.resolve("./strategy.ts") }, or leave out the number of threads.'
  throw new LockstepError('E_CONFIG', `expected the file of a strategy for ${workers} threads, was the strategy itself`, hint)
}

/** What a queue needs is loaded where there is one. */
async function queueRunnerOf(queue: QueueOptions, { plan, module, options }: RunnerParts): Promise<TrialRunner> {
  if (module === null) {
    const hint = 'Give { url: import.meta.resolve("./strategy.ts") }, or leave out the queue.'
    throw new LockstepError('E_CONFIG', 'expected the file of a strategy for the workers of a queue, was the strategy itself', hint)
  }
  const key = keyOf(plan, options, module)
  const { series, detail, calendars } = plan.data
  const { QueueRunner } = await import('./queue-runner.ts')
  return QueueRunner.open({
    queue,
    setting: { series, detail, calendars, settings: plan.settings },
    module,
    sources: key.strategy.sha256 ?? hashOfFile(module.url),
    sweepId: createHash('sha256').update(canonical(key)).digest('hex').slice(0, 12),
    resume: options.store?.resume === true,
  })
}

/** What results depend on; how many threads there are is not among it. */
function keyOf(plan: SweepPlan, { sha256 }: SweepOptions, module: StrategyModule | null): SweepKey & { readonly strategy: StrategyKey } {
  const { strategy, data, space, params, settings, stretch, method, trialsMax, objective, conditions } = plan
  const made = sha256 ?? (module === null ? null : hashOfFile(module.url))
  return {
    engineVersion: VERSION,
    strategy: { name: strategy.name, sha256: made },
    params,
    settings,
    space,
    method: { name: method, trialsMax },
    objective: { name: objective.name, direction: objective.direction, conditions },
    stretch,
    data: [...data.series, ...data.detail].map(dataKeyOf),
  }
}

function hashOfFile(url: string): string {
  return createHash('sha256')
    .update(readFileSync(new URL(url)))
    .digest('hex')
}
