/** `lockstep sweep`: a strategy and ranges in, a ranking out. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  estimateSweep,
  exitCodes,
  linesText,
  renderSweepPage,
  sweep,
  type SweepEstimate,
  type LineReport,
  type StrategyModule,
  type SweepOptions,
} from 'lockstep'
import { readSeries } from '../bar-source.ts'
import type { SweepFlags } from '../commands/sweep.ts'
import { readDetail } from '../detail-source.ts'
import { UsageFault } from '../failure.ts'
import { Interrupt } from '../interrupt.ts'
import { OutputFile } from '../output-file.ts'
import { clock, grouped, Progress } from '../progress.ts'
import { readCount, readNumber } from '../read-flag.ts'
import { bindMarkets, readParams, readSettings } from '../run-settings.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy, type StrategyFile } from '../strategy-file.ts'
import { rangesOf } from '../sweep-ranges.ts'
import { readLines } from '../sweep-lines.ts'
import { choosePart, type Choice, LONG_SECONDS, mayAsk, terminal } from '../sweep-prompt.ts'
import { renderSweep } from '../sweep-table.ts'
import { THREAD } from '../thread-url.ts'

/** Carries out a sweep as the flags say; returns the exit code. */
export async function sweepFile(screen: Screen, strategyPath: string, flags: SweepFlags): Promise<number> {
  using interrupt = new Interrupt()
  const progress = new Progress(screen, flags.progress)
  const settings = readSettings(flags)
  const choices = readChoices(flags)
  const top = readCount('--top', flags.top)
  const workers = readWorkers(flags, screen)
  const source = await loadStrategy(strategyPath)
  const { space, params } = rangesOf(readParams(flags), source.strategy)
  const series = await readSeries(flags, { screen, progress, interrupt })
  const detail = await readDetail(flags, series, { screen, progress, interrupt })
  const { from, to, ...rules } = settings
  const page = flags.out === undefined || flags.estimate === true ? null : new OutputFile(flags.out)
  const of: StrategyModule = { url: pathToFileURL(resolve(source.path)).href, export: source.export }
  let lines: LineReport | null = null
  try {
    const options: SweepOptions = {
      data: series,
      ...(detail.length > 0 && { detail }),
      space,
      params: bindMarkets(source.strategy, params, series, screen),
      settings: rules,
      from,
      to,
      ...choices,
      workers,
      thread: THREAD,
      ...readStore(flags),
      sha256: source.sources,
      ...readQueue(flags, source, screen),
      ...readLines(flags),
      onLines: (report) => (lines = report),
      signal: interrupt.signal,
      onProgress: progressOf(progress),
    }
    if (flags.estimate === true) return sayEstimate(await estimateSweep(of, options), screen)
    const choice = await offerParts(of, options, { screen, flags, progress, signal: interrupt.signal })
    if (choice === 'none') return interrupt.stopped ? interrupt.exitCode : exitCodes.ok
    const document = await sweep(of, { ...options, ...choice })
    progress.clear()
    if (screen.json) screen.printJson(document)
    else screen.print(renderSweep(document, top))
    if (lines !== null) screen.note('lines', linesText(lines))
    page?.write(renderSweepPage(document, { lines }))
    if (page !== null) screen.note('page', page.path)
    return interrupt.stopped ? interrupt.exitCode : exitCodes.ok
  } finally {
    page?.discard()
    progress.clear()
  }
}

interface Asking {
  readonly screen: Screen
  readonly flags: SweepFlags
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** A long sweep over all of the bars may be cut by who waits for it. One that goes on is what it was. */
async function offerParts(of: StrategyModule, options: SweepOptions, { screen, flags, progress, signal }: Asking): Promise<Choice> {
  const isSettled = flags.dataFrac !== undefined || flags.queue !== undefined || flags.resume === true
  if (isSettled || !mayAsk(screen, flags)) return {}
  progress.update(0, () => 'timing a trial')
  const estimate = await estimateSweep(of, options, { timed: 0 })
  progress.clear()
  return estimate.seconds < LONG_SECONDS ? {} : choosePart(estimate, terminal(signal))
}

/** What is searched for, and how. */
function readChoices(flags: SweepFlags): Partial<SweepOptions> {
  const { method, maxRuns, objective, constraint, minRoundTrips } = flags
  return {
    method,
    objective,
    ...(maxRuns !== undefined && { trialsMax: readCount('--max-runs', maxRuns, 1) }),
    ...(constraint !== undefined && { conditions: constraint }),
    ...(minRoundTrips !== undefined && { minRoundTrips: readCount('--min-round-trips', minRoundTrips) }),
    ...readTests(flags),
    ...readPart(flags),
    ...(flags.heatmap !== undefined && { heatMap: readHeatMap(flags.heatmap) }),
  }
}

/** Where trials are kept. @throws UsageFault */
function readStore({ save, resume, sweeps }: SweepFlags): Pick<SweepOptions, 'store'> {
  if (save) return { store: { resume: resume === true, ...(sweeps !== undefined && { folder: sweeps }) } }
  if (resume === true)
    throw new UsageFault('expected --resume without --no-save', 'Trials of a sweep that is not saved cannot be taken up.')
  return {}
}

function readPart({ dataFrac, portion }: SweepFlags): Pick<SweepOptions, 'part'> {
  if (dataFrac === undefined && portion !== undefined)
    throw new UsageFault('expected --data-frac beside --portion', 'For example --data-frac 0.25 --portion 2.')
  if (dataFrac === undefined) return {}
  return {
    part: { share: readNumber('--data-frac', dataFrac), ...(portion !== undefined && { number: readCount('--portion', portion, 1) }) },
  }
}

/** How the choice is tested. */
function readTests({ walkForward, anchored, cv, embargo, horizon }: SweepFlags): Pick<SweepOptions, 'walkForward' | 'crossValidation'> {
  if (anchored === true && walkForward === undefined)
    throw new UsageFault('expected --walk-forward beside --anchored', 'For example --walk-forward 12m/3m.')
  const lone = embargo === undefined ? '--horizon' : '--embargo'
  if (cv === undefined && (embargo ?? horizon) !== undefined)
    throw new UsageFault(`expected --cv beside ${lone}`, 'For example --cv 5 --embargo 5d.')
  return {
    ...(walkForward !== undefined && { walkForward: { spans: walkForward, anchored: anchored === true } }),
    ...(cv !== undefined && {
      crossValidation: {
        parts: readCount('--cv', cv),
        ...(embargo !== undefined && { embargo }),
        ...(horizon !== undefined && { horizon }),
      },
    }),
  }
}

function readHeatMap(text: string): { readonly x: string; readonly y: string } {
  const [x = '', y = '', ...more] = text.split(',').map((name) => name.trim())
  if (x !== '' && y !== '' && x !== y && more.length === 0) return { x, y }
  throw new UsageFault(`expected two parameters for --heatmap, was "${text}"`, 'For example --heatmap fast,slow.')
}

function readWorkers({ maxWorkers }: SweepFlags, screen: Screen): number {
  const cores = availableParallelism()
  if (maxWorkers === undefined) return cores
  const workers = readCount('--max-workers', maxWorkers)
  if (workers > cores)
    screen.warn(`--max-workers ${workers} are more than the ${cores} cores there are: more is not faster and takes more memory`)
  return workers
}

/** Where workers of other machines find the sweep. */
function readQueue({ queue, store, maxWorkers }: SweepFlags, { files }: StrategyFile, screen: Screen): Pick<SweepOptions, 'queue'> {
  if (queue === undefined && store !== undefined)
    throw new UsageFault('expected --queue beside --store', 'For example --queue redis://localhost:6379/0.')
  if (queue === undefined) return {}
  if (maxWorkers !== undefined)
    throw new UsageFault(
      'expected either --queue or --max-workers, was both',
      'Say how many threads a worker has: lockstep worker --threads.',
    )
  return { queue: { address: queue, ...(store !== undefined && { store }), files, onNote: (text) => screen.note('queue', text) } }
}

function progressOf(progress: Progress): NonNullable<SweepOptions['onProgress']> {
  // Trials that were stored took no time, and neither did whoever answered a question.
  let start: { readonly ms: number; readonly done: number } | undefined
  return ({ stage, done, asked }) => {
    start ??= { ms: performance.now(), done }
    const seconds = (performance.now() - start.ms) / 1000
    const left = done === start.done ? '' : `  ETA ${clock((seconds * (asked - done)) / (done - start.done))}`
    progress.update(asked === 0 ? 0 : done / asked, () => `${stage}  ${grouped(done)}/${grouped(asked)} trials${left}`)
  }
}

function sayEstimate(estimate: SweepEstimate, screen: Screen): number {
  const { trials, runMs, workers, seconds } = estimate
  const each = runMs >= 100 ? Math.round(runMs).toString() : runMs.toPrecision(2)
  if (screen.json) screen.printJson({ schemaVersion: 1, estimate })
  else screen.print(`about ${clock(seconds)}: at most ${grouped(trials)} trials, ${each} ms for a run over all bars, ${workers} at a time`)
  return exitCodes.ok
}
