/** Saves what a backtest gave in the store of runs, and says when the same inputs gave something else before. */
import { dataKeyOf, LockstepError, RunStore, VERSION, type BarSeries, type ReportDocument, type RunConfig, type RunKey } from 'lockstep'
import type { StoreFlags } from './commands/runs.ts'
import type { Screen } from './screen.ts'
import type { StrategyFile } from './strategy-file.ts'

export interface FinishedRun {
  readonly source: StrategyFile
  readonly config: RunConfig
  readonly series: readonly BarSeries[]
  /** Finer bars that said what happened inside a bar. */
  readonly detail: readonly BarSeries[]
  readonly document: ReportDocument
}

/** All that the result of a run may depend on. */
export function keyOf({ source, config, series, detail, document }: FinishedRun): RunKey {
  return {
    engineVersion: VERSION,
    strategy: { name: document.run.strategy, sha256: source.sources },
    params: document.run.params,
    settings: { ...settingsOf(config, detail), ...reportKey(document), ...streamedKey(series) },
    data: series.map(dataKeyOf),
  }
}

/** How a run is carried out: all but the strategy, its parameters and its bars. */
export function settingsOf(config: RunConfig, detail: readonly BarSeries[]): RunKey['settings'] {
  const { strategy: _, params: __, ...settings } = config
  return { ...settings, ...(detail.length > 0 && { detail: detail.map(dataKeyOf) }) }
}

/** The run is the same, its report lacks what needs all bars at once. */
function streamedKey(series: readonly BarSeries[]): object {
  return series.some((s) => s.stream !== undefined) ? { streamed: true } : {}
}

/** A run that cannot be saved has still been made: that is a remark, not a failure. */
export function saveRun(key: RunKey, document: ReportDocument, { runs }: StoreFlags, screen: Screen): void {
  try {
    const { id, was } = RunStore.open(runs).save(key, document, new Date())
    screen.note('run', was === 'same' ? `${id}, the same as before` : id)
    if (was === 'different') {
      screen.warn(
        `run ${id} gave another result before, on the same bars, parameters and code: the strategy reads something else, such as a clock, a file or chance`,
      )
    }
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error
    screen.warn(`the run is not saved: ${error.message}`)
  }
}

/** What was asked of the report and changes it; nothing where nothing was. */
function reportKey({ run, convention }: ReportDocument): object {
  return { ...(run.riskFree !== 0 && { riskFree: run.riskFree }), ...(convention !== undefined && { convention }) }
}
