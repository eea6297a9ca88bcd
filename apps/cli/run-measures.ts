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
  type BarSeries,
  type BenchmarkRecord,
  type BudgetLimit,
  type CpuProfile,
  type Criterion,
  type PhaseClock,
  type ProfileDocument,
} from 'lockstep'
import { report } from './failure.ts'
import { measureRounds, rounded, type MeasuredRun } from './measured-rounds.ts'
import { OutputFile, outputFolder } from './output-file.ts'
import { figureText, profileText } from './profile-table.ts'
import type { Screen } from './screen.ts'
import { ownerOf, placeOf } from './source-owner.ts'

export interface MeasureFlags {
  readonly profile?: string | true
  readonly benchmarkOut?: string
  readonly budget?: string
}

/** Where profiles go unless a folder is named. */
const PROFILE_FOLDER = 'profile'
/** Hot spots that a profile keeps. */
const SPOTS_KEPT = 100

export type MeasuredPart = 'load' | 'history' | 'simulate' | 'report'

interface Outputs {
  readonly record: OutputFile | null
  readonly cpu: OutputFile | null
  readonly profile: OutputFile | null
}

type Found = Pick<BenchmarkRecord, 'strategy' | 'data' | 'versions' | 'machine' | 'time' | 'memory' | 'collections'>

export class RunMeasures {
  private readonly flags: MeasureFlags
  private readonly limits: readonly BudgetLimit[]
  private readonly outputs: Outputs
  private readonly collections = new Collections()
  private readonly profiler: CpuProfiler | null
  private steps: StepTimes | null = null
  private readonly times: Record<MeasuredPart, number> = { load: 0, history: 0, simulate: 0, report: 0 }
  private partFrom = performance.now()
  private heap: Pick<BenchmarkRecord['memory'], 'heap' | 'external'> = { heap: 0, external: 0 }

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
    const step = this.steps!.figures()
    const found: Found = {
      ...aboutRun(run),
      time: rounded({ ...this.times, warmUp: step.warmUpMs, total }),
      memory: { peak, ...this.heap, columns: columnBytes(run.series) },
      collections,
    }
    if (cpu !== undefined) this.keepProfile(cpu, { ...found, step: { ...step, bars: run.bars } }, screen)
    const isBenchmark = this.outputs.record !== null || this.limits.length > 0
    return isBenchmark && !run.stopped() ? this.keepRecord(run, found, screen) : exitCodes.ok
  }

  private keepProfile(cpu: CpuProfile, found: Omit<ProfileDocument, 'schemaVersion' | 'cpu'>, screen: Screen): void {
    const { spots, ...rest } = hotSpots(cpu, ownerOf)
    const kept = spots.slice(0, SPOTS_KEPT).map((spot) => ({ ...spot, url: placeOf(spot.url) }))
    const document: ProfileDocument = { schemaVersion: 1, ...found, cpu: { ...rest, spots: kept } }
    this.outputs.cpu!.write(JSON.stringify(cpu))
    this.outputs.profile!.write(`${JSON.stringify(document, null, 2)}\n`)
    if (!screen.json) screen.print(`\n${profileText(document)}`)
    screen.note('profile', this.outputs.cpu!.path)
  }

  private async keepRecord(run: MeasuredRun, found: Found, screen: Screen): Promise<number> {
    const figures: Omit<BenchmarkRecord, 'criteria' | 'pass'> = {
      schemaVersion: 1,
      command: 'backtest',
      ...found,
      units: benchmarkUnits,
      ...(await measureRounds(run, this.times, this.steps!)),
      // Rounds were timed too.
      decisionLatency: this.steps!.figures().latency,
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
