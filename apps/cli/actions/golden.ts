/** `lockstep golden`: what a strategy did as a text beside it, and where a later run leaves it. */
import { existsSync, readFileSync } from 'node:fs'
import {
  barsAround,
  compareGolden,
  exitCodes,
  finishGolden,
  floatDrift,
  GoldenTap,
  LockstepError,
  optionsOf,
  parseTolerance,
  readGolden,
  startBacktest,
  writeGolden,
  type BarSeries,
  type Golden,
  type GoldenOptions,
  type RunConfig,
  type Tolerance,
} from 'lockstep'
import { readSeries } from '../bar-source.ts'
import type { GoldenFlags, GoldenVerb } from '../commands/golden.ts'
import { readDetail } from '../detail-source.ts'
import { report, UsageFault } from '../failure.ts'
import { flagsAgain, flagsRecorded, keptCommand, type GoldenRequest } from '../golden-command.ts'
import { differsText, showDiff } from '../golden-diff.ts'
import { Interrupt } from '../interrupt.ts'
import { OutputFile } from '../output-file.ts'
import { grouped, Progress } from '../progress.ts'
import { bindMarkets, readParams, readSettings } from '../run-settings.ts'
import { carryOut, RunWatch } from '../run-watch.ts'
import { Screen } from '../screen.ts'
import { loadStrategy } from '../strategy-file.ts'

/** Records, checks or compares; returns the exit code. */
export async function goldenFile(screen: Screen, verb: GoldenVerb, request: GoldenRequest): Promise<number> {
  using interrupt = new Interrupt()
  const path = request.flags.golden ?? goldenPathOf(request.strategy)
  const use: RunUse = { screen, interrupt, strategy: request.strategy }
  return verb === 'record' ? record(path, request, use) : compare(path, verb, request, use)
}

/** `sma.ts` has `sma.golden`, and `sma.ts#fast` has `sma.fast.golden`. */
function goldenPathOf(strategy: string): string {
  const at = strategy.lastIndexOf('#')
  const [file, name] = at > 0 ? [strategy.slice(0, at), `.${strategy.slice(at + 1)}`] : [strategy, '']
  return `${file.replace(/\.[cm]?[jt]s$/, '')}${name}.golden`
}

interface RunUse {
  readonly screen: Screen
  readonly interrupt: Interrupt
  readonly strategy: string
}

async function record(path: string, { flags, given }: GoldenRequest, use: RunUse): Promise<number> {
  const { screen, interrupt } = use
  if (flags.replace !== true && existsSync(path))
    throw new LockstepError('E_FILE_EXISTS', `expected no file at ${path}, there is one`, 'Give --replace to record it anew.')
  const tolerance = toleranceOf(flags)
  const output = new OutputFile(path)
  try {
    const how = { command: keptCommand(given, path), full: flags.full === true, ...(tolerance !== null && { tolerance }) }
    const { golden } = await play(flags, use, how)
    if (interrupt.stopped) return interrupt.exitCode
    output.write(writeGolden(golden))
    if (screen.json) screen.printJson({ schemaVersion: 1, file: path, totals: golden.totals, streams: golden.streams })
    else screen.print(`${path}  ${summary(golden)}`)
    if (golden.rows === null) screen.note('', `there are too many rows to keep: ${markedText(golden)}; --full keeps them all`)
    return exitCodes.ok
  } finally {
    output.discard()
  }
}

async function compare(path: string, verb: 'check' | 'diff', request: GoldenRequest, use: RunUse): Promise<number> {
  const { screen, interrupt } = use
  const expected = readGolden(readText(path, request.strategy), path)
  const tolerance = toleranceOf(request.flags) ?? expected.tolerance
  if (expected.rows === null && (tolerance.price > 0 || tolerance.profit > 0))
    throw new UsageFault(`expected a golden file with rows for --tolerance, ${path} has none`, 'Record it with --tolerance or --full.')
  const { golden, series } = await play(flagsAgain(expected.command, path, request), use, { beside: expected })
  if (interrupt.stopped) return interrupt.exitCode
  const isSame = compareGolden(expected, golden, tolerance).first === null
  const whole = isSame || expected.rows !== null ? expected : await withRows(expected, path, request, use)
  if (interrupt.stopped) return interrupt.exitCode
  const diff = compareGolden(whole, golden, tolerance)
  if (screen.json) {
    const { first } = diff
    const bars = first === null || first.time === null ? [] : barsAround(series, first.instrument, first.time)
    screen.printJson({ schemaVersion: 1, file: path, ...diff, bars, totals: { expected: expected.totals, found: golden.totals } })
  } else if (verb === 'diff') showDiff(screen, diff, { expected, found: golden, series })
  if (diff.first === null) {
    // Where the run differs, the error begins with them.
    if (verb === 'check') for (const input of diff.inputs) screen.note('changed', input)
    if (verb === 'check' && !screen.json) screen.print(`${path}  the same: ${summary(golden)}`)
    return exitCodes.ok
  }
  const what = verb === 'diff' && !screen.json ? 'the run does something else than is recorded' : differsText(diff)
  const more = verb === 'diff' ? 'Where' : 'lockstep golden diff shows more; where'
  const hint = `${more} the change is meant, record it anew with --replace.`
  return report(new LockstepError('E_GOLDEN_DIFFERS', `${path}: ${what}`, hint), screen, false)
}

/**
 * The golden file with the rows that it does not keep, where the run without the flags that were given still is the one that was recorded.
 * Else it is as it was, and says less of the difference.
 */
async function withRows(expected: Golden, path: string, request: GoldenRequest, use: RunUse): Promise<Golden> {
  if (Object.keys(keptCommand(request.given, path)).length === 0) return expected
  const screen = new Screen({ json: use.screen.json, quiet: true })
  const { golden } = await play(flagsRecorded(expected.command, path, request), { ...use, screen }, { beside: expected })
  return compareGolden(expected, golden).first === null ? { ...expected, rows: golden.rows } : expected
}

async function play(flags: GoldenFlags, use: RunUse, how: GoldenOptions): Promise<{ golden: Golden; series: readonly BarSeries[] }> {
  const { screen, interrupt } = use
  const progress = new Progress(screen, flags.progress)
  const settings = readSettings(flags)
  const given = readParams(flags)
  const source = await loadStrategy(use.strategy)
  const streaming = flags.stream === undefined ? 'large' : flags.stream ? 'all' : 'none'
  const series = await readSeries(flags, { screen, progress, interrupt, streaming })
  const detail = await readDetail(flags, series, { screen, progress, interrupt })
  const { path, export: name, sha256 } = source
  const config: RunConfig = {
    strategy: { path, export: name, sha256 },
    params: bindMarkets(source.strategy, given, series, screen),
    ...settings,
  }
  const watch = new RunWatch()
  const tap = new GoldenTap()
  const run = startBacktest(source.strategy, {
    ...optionsOf(config),
    data: series,
    ...(detail.length > 0 && { detail }),
    taps: [watch, tap],
    source: `sha256 ${source.sources}`,
  })
  try {
    await carryOut(run, watch, { progress, interrupt })
    run.finish(interrupt.stopped ? 'aborted' : 'done')
  } finally {
    progress.clear()
  }
  return { golden: finishGolden(tap, { ...how, detail }), series }
}

function toleranceOf({ tolerance }: GoldenFlags): Tolerance | null {
  if (tolerance === undefined) return null
  return tolerance === true ? floatDrift : parseTolerance(tolerance)
}

function summary({ streams, totals }: Golden): string {
  const counts = Object.entries(streams).map(([name, { rows }]) => `${grouped(rows)} ${name === 'profit' ? 'of profit' : name}`)
  return `${counts.join(', ')}; equity ${totals.equity}`
}

/** How near a difference will be found without rows, and what will not be known of it. */
function markedText({ rowsPerMark = 1 }: Golden): string {
  const where = rowsPerMark === 1 ? 'to the row' : `among ${rowsPerMark} rows`
  return `a difference will be found ${where}, but what was expected there is shown only of a change of flags`
}

function readText(path: string, strategy: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new LockstepError(
      'E_GOLDEN_FILE',
      `expected a golden file at ${path}, there is none that can be read (${(cause as NodeJS.ErrnoException).code})`,
      `Record one with lockstep golden record ${strategy} --data …, or name it with --golden.`,
      cause,
    )
  }
}
