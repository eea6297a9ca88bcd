/** Searches each training by itself and trades the test that follows with what was chosen: nothing of a test is known to any choice. */
import { barClose } from '../model/timeframe.ts'
import { dayOf } from '../report/daily-equity.ts'
import { sections } from '../report/definitions.ts'
import type { Fold, Stretch } from '../search/fold.ts'
import { rankTrials } from '../search/ranking.ts'
import { parameterStability, walkForwardEfficiency } from '../search/stability.ts'
import type { DailyReturns } from '../search/stitching.ts'
import type { Params, TrialResult } from '../search/trial.ts'
import { parseWalkForward, walkForwardFolds } from '../search/walk-forward.ts'
import { Timeline } from '../search/span.ts'
import { stitchedOf } from './stitched.ts'
import type { WalkForwardRow, WalkForwardSection } from './sweep-document.ts'
import type { SweepOptions, SweepPlan } from './sweep-options.ts'
import type { TrialMaker } from './trial-maker.ts'

export type WalkForwardOptions = NonNullable<SweepOptions['walkForward']>

/** The folds of a sweep. @throws LockstepError E_USAGE, E_LIMIT */
export function foldsOf({ data, stretch }: SweepPlan, { spans, anchored = false }: WalkForwardOptions): Fold[] {
  const { bars } = data.series[0]!
  const [first, end] = [data.timeline.barsBefore(stretch.from), data.timeline.barsBefore(stretch.to)]
  return walkForwardFolds(new Timeline(bars.time.subarray(first, end)), { ...parseWalkForward(spans), anchored })
}

/** Stopped early, it has the folds that are whole. */
export async function walkForward(plan: SweepPlan, maker: TrialMaker, options: WalkForwardOptions): Promise<WalkForwardSection> {
  const walked: Walked[] = []
  for (const fold of foldsOf(plan, options)) {
    const one = await walkFold(plan, maker, fold)
    if (maker.isStopped) break
    walked.push(one)
  }
  const rows = walked.map(({ row }) => row)
  const folds = rows.map(({ trainValue, testValue }) => ({ train: trainValue, test: testValue }))
  const efficiency = isNoRate(plan) ?? walkForwardEfficiency(folds)
  const chosen = rows.flatMap((row) => (row.chosen === null ? [] : [row.chosen]))
  return {
    spans: options.spans,
    anchored: options.anchored ?? false,
    folds: rows,
    stitched: stitchedOf(
      walked.map(({ returns }) => returns),
      plan.periodsPerYear,
    ),
    efficiency: typeof efficiency === 'string' ? { value: null, reason: efficiency } : { value: efficiency },
    stability: chosen.length === 0 ? [] : parameterStability(plan.space, chosen),
  }
}

/** Why what the tests keep of the training cannot be told, where the objective is not one that a short stretch has as much of as a long one. */
function isNoRate({ objective: { name, direction } }: SweepPlan): string | null {
  if (direction === 'min') return `less ${name} is better`
  const unit = sections
    .flatMap<{ readonly id: string; readonly unit: string }>(({ definitions }) => definitions)
    .find(({ id }) => id === name)?.unit
  const grows = name === 'totalReturn' || unit === 'money' || unit === 'count'
  return grows ? `${name} is more in a longer stretch; cagr and sharpe are not` : null
}

interface Walked {
  readonly row: WalkForwardRow
  readonly returns: DailyReturns
}

async function walkFold(plan: SweepPlan, maker: TrialMaker, { number, train, test }: Fold): Promise<Walked> {
  const [training, testing] = [train[0]!, test[0]!]
  const done = await maker.search({
    name: `train ${training.from} ${training.to}`,
    label: `train ${number + 1}`,
    stretch: training,
    days: null,
  })
  const [best] = rankTrials(done, plan.score)
  const days = daysIn(plan, testing)
  const tested = best === undefined ? undefined : await testOf(best.trial.params, { maker, testing, days })
  const row: WalkForwardRow = {
    number,
    train: training,
    test: testing,
    trials: done.results.length,
    chosen: best?.trial.params ?? null,
    trainValue: best === undefined ? null : plan.objective.value(best.result.figures),
    testValue: tested?.status === 'done' ? plan.objective.value(tested.figures) : null,
    testReturn: tested?.figures['totalReturn'] ?? null,
  }
  return { row, returns: { day: days, returns: tested?.returns ?? days.map(() => 0) } }
}

interface Testing {
  readonly maker: TrialMaker
  readonly testing: Stretch
  readonly days: Float64Array
}

/** Parameters are part of the stage's name: another search that tests the same stretch may have chosen others. */
async function testOf(params: Params, { maker, testing, days }: Testing): Promise<TrialResult | undefined> {
  const name = `test ${testing.from} ${testing.to} ${JSON.stringify(params)}`
  const [result] = await maker.make([{ number: 0, params, share: 1 }], { name, label: 'test', stretch: testing, days })
  return result
}

/** Days of the sweep from the one on which the first bar of a stretch closes to that of the last. */
function daysIn({ days, data }: SweepPlan, { from, to }: Stretch): Float64Array {
  const { bars, closes, timeframe } = data.series[0]!
  const closeOf = (row: number): number => closes?.[row] ?? barClose(timeframe, bars.time[row]!)
  const first = dayOf(closeOf(data.timeline.barsBefore(from)))
  const last = dayOf(closeOf(data.timeline.barsBefore(to) - 1))
  return days.filter((day) => day >= first && day <= last)
}
