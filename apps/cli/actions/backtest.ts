/** `lockstep backtest`: bars and a strategy in, a report out. */
import { basename, join } from 'node:path'
import {
  reportTables,
  exitCodes,
  type FinishOptions,
  JournalWriter,
  type LeanStatisticsTap,
  LockstepError,
  optionsOf,
  renderCsv,
  renderHtml,
  renderTerminal,
  startBacktest,
  type BacktestOptions,
  type BarSeries,
  type ReportDocument,
  type RunConfig,
} from 'lockstep'
import { readSeries, type Streaming } from '../bar-source.ts'
import type { BacktestFlags } from '../commands/backtest.ts'
import { readDetail } from '../detail-source.ts'
import { report, UsageFault } from '../failure.ts'
import { Interrupt } from '../interrupt.ts'
import { kebab, OutputFile, outputFolder } from '../output-file.ts'
import { Progress } from '../progress.ts'
import { readNumber } from '../read-flag.ts'
import { bindMarkets, readParams, readSettings } from '../run-settings.ts'
import { carryOut, RunWatch } from '../run-watch.ts'
import { Screen } from '../screen.ts'
import { leanStatisticsOf } from '../lean-statistics.ts'
import { keyOf, saveRun } from '../save-run.ts'
import { checkedReport } from '../stored-checks.ts'
import type { MeasuredRun } from '../measured-rounds.ts'
import type { RunMeasures } from '../run-measures.ts'
import { loadStrategy, type StrategyFile } from '../strategy-file.ts'

/** Lots that are saved with a run, so that `analyze` can sum them by several keys. */
const SAVED_LOTS = 100_000
/** Round trips that a page lists or draws. */
const PAGE_ROUND_TRIPS = 1000
/** Where the report's warnings wrap at the latest. */
const PLAIN_WIDTH = 100

/** Carries out a backtest as the flags say; returns the exit code. */
export async function backtestFile(screen: Screen, strategyPath: string, flags: BacktestFlags): Promise<number> {
  using interrupt = new Interrupt()
  const progress = new Progress(screen, flags.progress)
  // A replay is given the bars of the journal and no others.
  if (flags.detail !== undefined && flags.journal !== undefined)
    throw new UsageFault('expected --journal or --detail, was both', 'Leave one of them out: a journal does not hold finer bars.')
  const settings = readSettings(flags)
  const given = readParams(flags)
  const source = await loadStrategy(strategyPath)
  const outputs = openOutputs(flags)
  let measures: RunMeasures | null = null
  try {
    measures = await measuresOf(flags, source)
    const start = performance.now()
    const series = await readSeries(flags, { screen, progress, interrupt, streaming: streamingOf(flags) })
    const choices = readChoices(flags, series, screen)
    const detail = await readDetail(flags, series, { screen, progress, interrupt })
    const { path, export: name, sha256 } = source
    const config: RunConfig = {
      strategy: { path, export: name, sha256 },
      params: bindMarkets(source.strategy, given, series, screen),
      ...settings,
    }
    const lean = await leanStatisticsOf(flags, settings, series, screen)
    const loadMs = performance.now() - start
    measures?.ended('load')
    const parts = { source, series, detail, config, flags, choices, lean, loadMs, progress, interrupt, measures }
    const { report: made, bars } = await runOnce(parts)
    const key = keyOf({ source, config, series, detail, document: made })
    // What checks say later belongs to what is shown, not to what the run gave.
    const document = checkedReport(made, key, flags)
    write(outputs, document)
    show(document, flags, screen)
    if (flags.out !== undefined) screen.note('report', flags.out)
    if (flags.csv !== undefined) screen.note('tables', join(flags.csv, '*.csv'))
    if (flags.journal !== undefined) screen.note('journal', flags.journal)
    if (flags.save) saveRun(key, made, flags, screen)
    measures?.ended('report')
    const code = (await measures?.finish(measuredRun(parts, document, bars), screen)) ?? exitCodes.ok
    return code === exitCodes.ok ? exitOf(document, flags, interrupt, screen) : code
  } finally {
    measures?.discard()
    for (const file of Object.values(outputs)) file.discard()
  }
}

interface RunParts {
  readonly source: StrategyFile
  readonly series: readonly BarSeries[]
  readonly detail: readonly BarSeries[]
  readonly config: RunConfig
  readonly flags: BacktestFlags
  readonly choices: FinishOptions
  readonly lean: LeanStatisticsTap | null
  readonly loadMs: number
  readonly progress: Progress
  readonly interrupt: Interrupt
  readonly measures: RunMeasures | null
}

/** What would be measured after the run is looked at before. */
async function measuresOf(flags: BacktestFlags, { path }: StrategyFile): Promise<RunMeasures | null> {
  const { profile, benchmarkOut, budget } = flags
  if (profile === undefined && benchmarkOut === undefined && budget === undefined) return null
  const { RunMeasures } = await import('../run-measures.ts')
  return RunMeasures.begin(flags, basename(path).replace(/\.[cm]?[jt]s$/, ''))
}

/** The run that was reported, and how its parts are done again. */
function measuredRun(parts: RunParts, document: ReportDocument, bars: number): MeasuredRun {
  const { source, series, flags, interrupt } = parts
  const screen = new Screen({ quiet: true })
  const use = { screen, progress: new Progress(screen, 'none'), interrupt, streaming: streamingOf(flags) }
  return {
    source,
    series,
    document,
    bars,
    stopped: () => interrupt.stopped,
    load: () => readSeries(flags, use),
    again: (phases) => startBacktest(source.strategy, { ...optionsFor(parts), ...(phases !== null && { phases }) }),
    report: (run) => run.finish('done', rowsOf(flags)),
  }
}

function streamingOf({ stream }: BacktestFlags): Streaming {
  return stream === undefined ? 'large' : stream ? 'all' : 'none'
}

function isFull({ full, csv }: BacktestFlags): boolean {
  return full === true || csv !== undefined
}

/** What a run is, whoever listens to it. */
function optionsFor({ config, series, detail, flags, choices, lean }: RunParts): BacktestOptions {
  return {
    ...optionsOf(config),
    data: series,
    ...(detail.length > 0 && { detail }),
    full: isFull(flags),
    // Where LEAN's own figures are made, those of its convention would only be near them.
    report: lean === null || choices.convention !== 'lean' ? choices : { ...choices, convention: 'lockstep' },
  }
}

function rowsOf(flags: BacktestFlags): FinishOptions {
  return isFull(flags) ? { roundTripRows: Infinity, lotRows: Infinity } : { roundTripRows: PAGE_ROUND_TRIPS, lotRows: SAVED_LOTS }
}

async function runOnce(parts: RunParts): Promise<{ readonly report: ReportDocument; readonly bars: number }> {
  const { source, series, config, flags, lean, loadMs, progress, interrupt, measures } = parts
  const journal =
    flags.journal === undefined
      ? null
      : JournalWriter.open(flags.journal, { durability: 'buffered', config, replace: flags.replace ?? false })
  try {
    const watch = new RunWatch()
    const run = startBacktest(source.strategy, {
      ...optionsFor(parts),
      ...(measures !== null && { phases: measures.clock(series) }),
      taps: [watch, ...(journal === null ? [] : [journal]), ...(lean === null ? [] : [lean])],
      ...(journal !== null && { inputs: journal }),
      source: `${source.path} sha256 ${source.sha256}`,
    })
    measures?.ended('history')
    const start = performance.now()
    await carryOut(run, watch, { progress, interrupt })
    const runMs = performance.now() - start
    measures?.ended('simulate')
    const timing = { loadMs, runMs, barsPerSecond: Math.round((run.engine.bars / runMs) * 1000) }
    const report = run.finish(interrupt.stopped ? 'aborted' : 'done', { timing, ...rowsOf(flags) })
    return { report: lean === null ? report : { ...report, lean: lean.result().printed }, bars: run.engine.bars }
  } finally {
    journal?.close()
    progress.clear()
  }
}

/** What the report has besides the figures of the run. */
function readChoices({ riskFree, convention, out, save }: BacktestFlags, series: readonly BarSeries[], screen: Screen): FinishOptions {
  const isStreamed = series.some((s) => s.stream !== undefined)
  if (isStreamed)
    screen.note(
      '',
      'streamed bars are not kept: the report is without price charts, exposure by side, contributions of markets and capacity',
    )
  return {
    robustness: {},
    // A page has them, and one may be made of a saved run.
    charts: (out !== undefined || save) && !isStreamed,
    ...(riskFree !== undefined && { riskFree: readNumber('--risk-free', riskFree) }),
    ...(convention !== undefined && { convention }),
  }
}

/** Files that are written at the end, by what they hold; open now, so that a place that cannot be written is known now. */
function openOutputs(flags: BacktestFlags): Readonly<Record<string, OutputFile>> {
  const outputs: Record<string, OutputFile> = {}
  try {
    if (flags.out !== undefined) outputs['report'] = new OutputFile(flags.out)
    if (flags.csv !== undefined) {
      const folder = outputFolder(flags.csv)
      for (const table of reportTables) outputs[table] = new OutputFile(join(folder, `${kebab(table)}.csv`))
    }
    return outputs
  } catch (error) {
    for (const file of Object.values(outputs)) file.discard()
    throw error
  }
}

function write({ report: page, ...tables }: Readonly<Record<string, OutputFile>>, document: ReportDocument): void {
  page?.write(renderHtml([document]))
  for (const table of reportTables) tables[table]?.write(renderCsv(document, table))
}

function show(document: ReportDocument, flags: BacktestFlags, screen: Screen): void {
  if (!screen.json) screen.print(renderTerminal(document, { color: screen.color, width: Math.min(screen.width, PLAIN_WIDTH) }))
  else if (flags.full === true) screen.printJson(document)
  else {
    const { priceCharts: _, ...rest } = document
    const { rows: __, ...roundTrips } = document.roundTrips
    const { rows: ___, ...lots } = document.lots
    screen.printJson({ ...rest, roundTrips, lots })
  }
}

function exitOf(document: ReportDocument, flags: BacktestFlags, interrupt: Interrupt, screen: Screen): number {
  if (interrupt.stopped) return interrupt.exitCode
  if (flags.failOnEmpty !== true || document.fills.count > 0) return exitCodes.ok
  const hint = 'Look at what was refused, at the signals and at the span of the run.'
  return report(new LockstepError('E_EMPTY_RUN', 'expected at least one fill, the run had none', hint), screen, false)
}
