/**
 * What --profile, --benchmark-out and --budget want to know of a run. Begun before its bars are read, told when each part of the
 * command has ended, finished when its report is written. Loaded only when one of them is given.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import {
  benchmarkUnits,
  calibrate,
  Collections,
  CpuProfiler,
  dataKeyOf,
  exitCodes,
  hotSpots,
  judgeBenchmark,
  LockstepError,
  readBudget,
  StepTimes,
  VERSION,
  type BacktestRun,
  type BarSeries,
  type BenchmarkRecord,
  type BudgetLimit,
  type Criterion,
  type PhaseClock,
  type ProfileDocument,
  type ReportDocument,
} from 'lockstep'
import { report } from './failure.ts'
import { OutputFile, outputFolder } from './output-file.ts'
import { figureText, profileText } from './profile-table.ts'
import type { Screen } from './screen.ts'
import { ownerOf, placeOf } from './source-owner.ts'
import type { StrategyFile } from './strategy-file.ts'

export interface MeasureFlags {
  readonly profile?: string | true
  readonly benchmarkOut?: string
  readonly budget?: string
}

/** Where profiles go unless a folder is named. */
const PROFILE_FOLDER = 'profile'
/** Hot spots that a profile keeps. */
const SPOTS_KEPT = 100

/** A run is repeated until there are so many rounds that took so long together, or either of the upper bounds is met. */
const ROUNDS_MIN = 7
const ROUNDS_MAX = 100
const ROUNDS_MS_MIN = 2000
const ROUNDS_MS_MAX = 10_000
/** Bars are read anew until that took so long, and the fixed calculation so often a round. */
const LOADS_MS_MAX = 2000
const CALIBRATIONS = 3

export type MeasuredPart = 'load' | 'history' | 'simulate' | 'report'

/** What was measured, and how it is done again. */
export interface MeasuredRun {
  readonly source: StrategyFile
  readonly series: readonly BarSeries[]
  readonly document: ReportDocument
  /** Base bars that were stepped through. */
  readonly bars: number
  /** The same once more: bars are read, and the run is set up with nobody listening, to be carried out and reported. */
  readonly load: () => Promise<unknown>
  readonly again: (phases: PhaseClock | null) => BacktestRun
  readonly report: (run: BacktestRun) => unknown
  readonly stopped: () => boolean
}

interface Outputs {
  readonly record: OutputFile | null
  readonly cpu: OutputFile | null
  readonly profile: OutputFile | null
}

type Memory = BenchmarkRecord['memory']
type Rounds = Pick<BenchmarkRecord, 'barsPerSecond' | 'rounds' | 'calibration' | 'noise' | 'barsPerCalibration' | 'fastest'>

export class RunMeasures {
  private readonly flags: MeasureFlags
  private readonly limits: readonly BudgetLimit[]
  private readonly outputs: Outputs
  private readonly collections = new Collections()
  private readonly profiler: CpuProfiler | null
  private steps: StepTimes | null = null
  private readonly times: Record<MeasuredPart, number> = { load: 0, history: 0, simulate: 0, report: 0 }
  private partFrom = performance.now()
  private heap: Pick<Memory, 'heap' | 'external'> = { heap: 0, external: 0 }

  private constructor(flags: MeasureFlags, limits: readonly BudgetLimit[], outputs: Outputs, profiler: CpuProfiler | null) {
    this.flags = flags
    this.limits = limits
    this.outputs = outputs
    this.profiler = profiler
  }

  /** @throws LockstepError E_WRITE, E_BENCH_FILE, E_CONFIG: before the run what would stop it after */
  static async begin(flags: MeasureFlags, name: string): Promise<RunMeasures> {
    const limits = flags.budget === undefined ? [] : readBudget(readText(flags.budget), flags.budget)
    const outputs = openOutputs(flags, name)
    try {
      return new RunMeasures(flags, limits, outputs, outputs.cpu === null ? null : await CpuProfiler.start())
    } catch (error) {
      discard(outputs)
      throw error
    }
  }

  /** A part of the command has ended, and the next begins. */
  ended(part: MeasuredPart): void {
    const now = performance.now()
    this.times[part] = now - this.partFrom
    if (part === 'simulate') {
      const { heapUsed: heap, external } = process.memoryUsage()
      this.heap = { heap, external }
    }
    this.partFrom = performance.now()
  }

  /** Times some of the run's steps. */
  clock(series: readonly BarSeries[]): PhaseClock {
    this.steps = new StepTimes(series.reduce((sum, { bars }) => sum + bars.length, 0))
    this.partFrom = performance.now()
    return this.steps
  }

  /** Writes and shows what was found; returns the exit code. */
  async finish(run: MeasuredRun, screen: Screen): Promise<number> {
    const total = performance.now()
    const peak = process.resourceUsage().maxRSS * 1024
    const cpu = await this.profiler?.stop()
    const collections = rounded(await this.collections.finish())
    const steps = this.steps!.figures()
    const time = rounded({ ...this.times, warmUp: steps.warmUpMs, total })
    const memory: Memory = { peak, ...this.heap, columns: columnBytes(run.series) }
    const about = aboutRun(run)
    if (cpu !== undefined) {
      const { spots, ...rest } = hotSpots(cpu, ownerOf)
      const shown = { ...rest, spots: spots.slice(0, SPOTS_KEPT).map((spot) => ({ ...spot, url: placeOf(spot.url) })) }
      const step = { ...steps, bars: run.bars }
      const document: ProfileDocument = { schemaVersion: 1, ...about, time, step, cpu: shown, collections, memory }
      this.outputs.cpu!.write(JSON.stringify(cpu))
      this.outputs.profile!.write(`${JSON.stringify(document, null, 2)}\n`)
      if (!screen.json) screen.print(`\n${profileText(document)}`)
      screen.note('profile', this.outputs.cpu!.path)
    }
    if ((this.outputs.record === null && this.limits.length === 0) || run.stopped()) return exitCodes.ok
    const rounds = await this.repeat(run)
    const figures: Omit<BenchmarkRecord, 'criteria' | 'pass'> = {
      schemaVersion: 1,
      command: 'backtest',
      ...about,
      units: benchmarkUnits,
      ...rounds,
      decisionLatency: rounded(this.steps!.figures().latency),
      time,
      memory,
      collections,
    }
    const criteria = judgeBenchmark(this.limits, figures)
    const pass = criteria.every((criterion) => criterion.pass)
    this.outputs.record?.write(`${JSON.stringify({ ...figures, criteria, pass }, null, 2)}\n`)
    if (this.outputs.record !== null) screen.note('benchmark', this.outputs.record.path)
    for (const criterion of criteria) screen.note(criterion.pass ? 'ok' : 'over', criterionText(criterion))
    return pass ? exitCodes.ok : report(overBudget(this.flags.budget!, criteria), screen, false)
  }

  /** Leaves nothing behind of files that were not written. */
  discard(): void {
    discard(this.outputs)
  }

  /** Repeats the run, every other time untimed, beside a fixed calculation: chance in one process is large, the fastest of several is not. */
  private async repeat({ load, again, report, bars, stopped }: MeasuredRun): Promise<Rounds> {
    const fastest = { load: this.times.load, simulate: this.times.simulate, report: this.times.report }
    const calibrations = [calibrate()]
    let rounds = 1
    let spent = fastest.simulate
    let loads = fastest.load
    while (!stopped() && rounds < ROUNDS_MAX && (rounds < ROUNDS_MIN || spent < ROUNDS_MS_MIN) && spent < ROUNDS_MS_MAX) {
      for (let k = 0; k < CALIBRATIONS; k++) calibrations.push(calibrate())
      if (loads < LOADS_MS_MAX) {
        const from = performance.now()
        await load()
        const ms = performance.now() - from
        fastest.load = Math.min(fastest.load, ms)
        loads += ms
      }
      const run = again(rounds % 2 === 0 ? this.steps : null)
      const from = performance.now()
      run.advance(Infinity)
      const until = performance.now()
      report(run)
      fastest.report = Math.min(fastest.report, performance.now() - until)
      fastest.simulate = Math.min(fastest.simulate, until - from)
      spent += until - from
      rounds++
    }
    const sorted = calibrations.sort((a, b) => a - b)
    const calibration = sorted[0]!
    const noise = sorted[sorted.length >> 1]! / calibration - 1
    const barsPerSecond = Math.round((1000 * bars) / fastest.simulate)
    const barsPerCalibration = Math.round((barsPerSecond * calibration) / 1000)
    return { barsPerSecond, rounds, ...rounded({ calibration, noise }), barsPerCalibration, fastest: rounded(fastest) }
  }
}

/** Open before the run, so that a place that cannot be written is known then. @throws LockstepError E_WRITE */
function openOutputs({ profile, benchmarkOut }: MeasureFlags, name: string): Outputs {
  const outputs: { -readonly [K in keyof Outputs]: Outputs[K] } = { record: null, cpu: null, profile: null }
  try {
    if (benchmarkOut !== undefined) outputs.record = new OutputFile(benchmarkOut)
    if (profile === undefined) return outputs
    const folder = outputFolder(profile === true ? PROFILE_FOLDER : profile)
    outputs.cpu = new OutputFile(join(folder, `${name}.cpuprofile`))
    outputs.profile = new OutputFile(join(folder, `${name}.profile.json`))
    return outputs
  } catch (error) {
    discard(outputs)
    throw error
  }
}

function discard(outputs: Outputs): void {
  for (const file of Object.values(outputs) as readonly (OutputFile | null)[]) file?.discard()
}

function aboutRun({ source, series, document }: MeasuredRun): Pick<BenchmarkRecord, 'strategy' | 'data' | 'versions' | 'machine'> {
  const { run } = document
  const all = cpus()
  return {
    strategy: { name: run.strategy, sha256: source.sources, params: run.params },
    data: {
      sha256: createHash('sha256')
        .update(JSON.stringify(series.map(dataKeyOf)))
        .digest('hex'),
      series: series.map(({ instrument, timeframe }) => `${instrument.id} ${timeframe.label}`),
      bars: series.reduce((sum, { bars }) => sum + bars.length, 0),
      streamed: series.some(({ stream }) => stream !== undefined),
    },
    versions: { lockstep: VERSION, node: process.versions.node, v8: process.versions.v8 },
    machine: { platform: `${process.platform}-${process.arch}`, cpu: all[0]?.model.trim() ?? 'unknown', cores: all.length },
  }
}

/** What the columns of bars take, and those beside them. */
function columnBytes(series: readonly BarSeries[]): number {
  const columns = series.flatMap(({ bars, quotes, closes, repeated }) => [
    ...Object.values(bars),
    ...Object.values(quotes ?? {}),
    closes,
    repeated,
  ])
  return columns.reduce((sum: number, column: unknown) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0), 0)
}

/** Six significant digits: more is noise. */
function rounded<T extends object>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number((value as number).toPrecision(6))])) as T
}

function overBudget(path: string, criteria: readonly Criterion[]): LockstepError {
  const over = criteria.filter(({ pass }) => !pass).map(criterionText)
  return new LockstepError(
    'E_BUDGET',
    `expected the run within ${path}: ${over.join('; ')}`,
    'Find what is slow with --profile, or raise the limit where the run has more to do now.',
  )
}

function criterionText({ id, unit, limit, was }: Criterion): string {
  return `${id} is ${figureText(limit, unit)}, was ${figureText(was, unit)}`
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new LockstepError(
      'E_BENCH_FILE',
      `expected a budget at ${path}, it cannot be read (${code})`,
      'Name a JSON file of limits.',
      cause,
    )
  }
}
