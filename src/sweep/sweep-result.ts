/** Makes the document of a sweep from its trials. */
import { VERSION } from '../base/version.ts'
import { heatMap, type HeatMap } from '../search/heat-map.ts'
import { valueOfScore } from '../search/objective.ts'
import { overfittingFigures, type SearchFigure } from '../search/overfitting-figures.ts'
import { parallelCoordinates } from '../search/parallel-coordinates.ts'
import { plateauOf } from '../search/plateau.ts'
import type { Ranked, TrialsDone } from '../search/ranking.ts'
import { rankingFigures, type FailureRow, type RankedRow, type SweepDocument, type SweepManifest } from './sweep-document.ts'
import type { SweepOptions, SweepPlan } from './sweep-options.ts'

export interface SweepOutcome {
  readonly plan: SweepPlan
  readonly options: Pick<SweepOptions, 'heatMap'>
  /** Trials on all of the data and on shares of them. */
  readonly done: TrialsDone
  readonly ranked: readonly Ranked[]
  readonly isStopped: boolean
}

export function documentOf({ plan, options, done, ranked, isStopped }: SweepOutcome): SweepDocument {
  const failed = done.results.filter(({ status }) => status === 'failed').length
  const overfitting = overfittingOf(plan, done, ranked)
  const map = heatMapOf(plan, options, ranked)
  return {
    schemaVersion: 1,
    status: isStopped ? 'aborted' : 'done',
    sweep: manifestOf(plan),
    counts: { asked: done.trials.length, done: done.results.length - failed, failed, ranked: ranked.length },
    ranking: ranked.map((row) => rowOf(row, plan)),
    failures: failuresOf(done),
    ...(overfitting !== null && { overfitting }),
    plateau: plateauOf(ranked, plan.space),
    ...(map !== null && { heatMap: map }),
    parallelCoordinates: parallelCoordinates(ranked, plan.space),
  }
}

function manifestOf({
  strategy,
  data,
  space,
  params,
  settings,
  stretch,
  method,
  trialsMax,
  objective,
  conditions,
}: SweepPlan): SweepManifest {
  return {
    engineVersion: VERSION,
    strategy: strategy.name,
    params,
    space,
    method,
    trialsMax,
    seed: settings.seed,
    objective: { name: objective.name, direction: objective.direction },
    conditions,
    series: data.series.map(({ instrument, timeframe, source, bars }) => ({
      instrument: instrument.id,
      timeframe: timeframe.label,
      contentHash: source.contentHash,
      bars: bars.length,
    })),
    from: stretch.from,
    to: stretch.to,
    bars: data.timeline.barsBefore(stretch.to) - data.timeline.barsBefore(stretch.from),
  }
}

function rowOf({ rank, trial, result, score }: Ranked, { objective }: SweepPlan): RankedRow {
  return {
    rank,
    number: trial.number,
    params: trial.params,
    value: valueOfScore(objective, score),
    figures: Object.fromEntries(rankingFigures.map((id) => [id, result.figures[id] ?? null])),
  }
}

function failuresOf({ trials, results }: TrialsDone): FailureRow[] {
  const paramsOf = new Map(trials.map(({ number, params }) => [number, params]))
  const rows = new Map<string, FailureRow>()
  for (const { number, error } of results) {
    if (error === undefined) continue
    const before = rows.get(error.code)
    if (before === undefined) rows.set(error.code, { ...error, number, params: paramsOf.get(number)!, count: 1 })
    else rows.set(error.code, { ...before, count: before.count + 1 })
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || a.number - b.number)
}

/** Of the best among all trials on all of the data, also those that do not meet the conditions: they were tried too. */
function overfittingOf({ periodsPerYear, settings }: SweepPlan, { results }: TrialsDone, ranked: readonly Ranked[]): SearchFigure[] | null {
  const [best] = ranked
  const judged = results.filter((result) => result.returns !== undefined)
  const chosen = judged.findIndex(({ number }) => number === best?.result.number)
  if (chosen < 0) return null
  const excess = judged.map(({ returns }) => returns!)
  return overfittingFigures({ excess, chosen, tried: results.length, periodsPerYear, seed: settings.seed })
}

function heatMapOf({ space }: SweepPlan, { heatMap: given }: SweepOutcome['options'], ranked: readonly Ranked[]): HeatMap | null {
  const [x, y] = Object.keys(space)
  const names = given ?? (x === undefined || y === undefined ? undefined : { x, y })
  return names === undefined ? null : heatMap(ranked, space, names)
}
