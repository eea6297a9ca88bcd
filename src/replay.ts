/**
 * Front door: a journal's run once more, fed one bar at a time as live would be, each record compared bit for bit. A backtest
 * that reads ahead in blocks and a replay that cannot must agree; where they do, nothing in the engine peeks.
 */
import { LockstepError } from './base/error.ts'
import { VERSION } from './base/version.ts'
import type { CalendarSource } from './calendar/calendar.ts'
import { calendarFromTable } from './calendar/calendar-table.ts'
import { registerCalendar } from './calendar/calendars.ts'
import { createEngine, type EngineRun } from './engine/engine-run.ts'
import type { Engine } from './engine/engine.ts'
import type { SeriesSet } from './engine/series-set.ts'
import { emptyWide, putWide } from './engine/wide-rows.ts'
import { BlockQueue, noRecords } from './journal/block-queue.ts'
import { compareRecords } from './journal/compare-records.ts'
import type { EndEntry, HeaderEntry, InputEntry, StepEntry } from './journal/journal-entry.ts'
import { INPUT_BAR_WIDTH } from './journal/layout.ts'
import { readJournal } from './journal/read-journal.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'
import { moneyOf } from './model/instrument.ts'
import type { ParamValue, RunInfo, Tap } from './model/ports.ts'
import { epochMs, formatMoment, type Timestamp } from './model/time.ts'
import { createLimits } from './risk/limits.ts'
import { wireRules } from './market-rules.ts'
import { optionsOf, type RunConfig } from './run-config.ts'
import type { Strategy } from './strategy/strategy.ts'

type Params = Readonly<Record<string, ParamValue>>

/** How a journal is replayed. */
export interface ReplayOptions {
  /** Parameters other than the journal's: the replay then names the first thing that they change. */
  readonly params?: Params
  /** Told every so often how many steps were compared. */
  readonly onProgress?: (steps: number) => void
}

/** What a replay without a difference went through. */
export interface Replayed {
  readonly steps: number
  readonly bars: number
  readonly records: number
  /** Whether the journal says how the run ended; that was compared too. */
  readonly ended: boolean
  /** False when the writer crashed, still runs, or the file was cut. */
  readonly sealed: boolean
  /** What the strategy threw in the last step, where the run of the journal stopped too. */
  readonly threw: string | null
  /** What is not as it was, though nothing came of it. */
  readonly warnings: readonly string[]
}

/** What a journal says of its run. */
export interface JournalHeader {
  readonly info: RunInfo
  readonly config: RunConfig
}

const PROGRESS_STEPS = 65_536

/** Reads what run a journal is of. @throws LockstepError E_DATA_FILE, E_DATA_FORMAT, E_JOURNAL_CORRUPT */
export function readJournalHeader(path: string): JournalHeader {
  for (const entry of readJournal(path)) return headerOf(entry, path)
  throw new LockstepError(
    'E_JOURNAL_CORRUPT',
    `expected ${path} to begin with a header, it holds no whole entry`,
    'The run stopped before it began; run it again.',
  )
}

/**
 * Runs a journal again with `strategy` and compares.
 * @throws LockstepError E_REPLAY_DIFFERS naming the first difference; E_JOURNAL_CORRUPT; what a run throws
 */
export function replayJournal(path: string, strategy: Strategy, options: ReplayOptions = {}): Replayed {
  const replay = new Replay(path, readJournalHeader(path), strategy, options.params ?? {})
  for (const entry of readJournal(path)) {
    if (entry.kind === 'input') {
      replay.input(entry)
      if (entry.step % PROGRESS_STEPS === 0) options.onProgress?.(entry.step)
    } else if (entry.kind === 'step') replay.step(entry)
    else if (entry.kind === 'end') replay.end(entry)
    else if (entry.kind === 'seal') replay.sealed = true
  }
  return replay.finish()
}

class Replay {
  sealed = false
  private readonly path: string
  private readonly engine: Engine
  private readonly set: SeriesSet
  private readonly series: readonly BarSeries[]
  /** What the replay gave and the journal was not yet asked for, and the other way round. */
  private readonly found = new BlockQueue()
  private readonly owed = new BlockQueue()
  private readonly warnings: readonly string[]
  /** Whether the journal's records of the last step are still to be read. */
  private open = false
  private threw: LockstepError | null = null
  private bars = 0
  private records = 0
  private ended = false

  constructor(path: string, { info, config }: JournalHeader, strategy: Strategy, params: Params) {
    const tap: Tap = { everyStep: true, take: (block) => this.found.add(block) }
    const run = runOf(info, config, strategy, params)
    const { engine, set, info: now } = createEngine({ ...run, taps: [tap] })
    this.series = run.series
    this.path = path
    this.engine = engine
    this.set = set
    this.warnings = changes(info, now)
  }

  input({ time, bars, barCount }: InputEntry): void {
    this.settle()
    this.open = true
    for (let at = 0; at < barCount * INPUT_BAR_WIDTH; at += INPUT_BAR_WIDTH) this.push(bars, at, time)
    try {
      this.engine.stepAt(time)
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error
      this.threw = error
    }
  }

  /** A row of a series, or what belongs beside the row that came before it. */
  private push(bars: Float64Array, at: number, time: Timestamp): void {
    const index = bars[at]!
    if (index < this.series.length) {
      this.set.push(index, bars, at + 1, time)
      this.bars++
      return
    }
    const k = (index - this.series.length) >> 1
    putWide(this.series[k]!, this.set.bases[k]!.available - 1, (index - this.series.length) & 1, { from: bars, at: at + 1 })
  }

  step({ block }: StepEntry): void {
    this.records += block.recordCount
    const found = this.found.shift()
    if (found !== null) this.hold(compareRecords(block, found))
    else if (this.threw !== null) this.settle()
    // The end of a run cancels what is open; those records come before the entry that says how it ended.
    else this.owed.add(block)
    this.open = false
  }

  end({ end }: EndEntry): void {
    if (this.threw !== null) this.settle()
    const found = this.engine.end(end.status)
    for (let owed = this.owed.shift(); owed !== null; owed = this.owed.shift())
      this.hold(compareRecords(owed, this.found.shift() ?? noRecords()))
    this.settle()
    const [want, got] = [JSON.stringify(end), JSON.stringify(found)]
    if (want !== got) this.hold(`the end of the run: ${want} expected, ${got} found`)
    this.ended = true
  }

  finish(): Replayed {
    const { open, threw, sealed, ended, bars, records, warnings } = this
    if (threw === null && open && sealed) this.hold(`${this.place()}: the run stopped here, the replay did not`)
    if (!ended && !open) this.settle()
    return { steps: this.engine.steps, bars, records, ended, sealed, threw: threw?.message ?? null, warnings }
  }

  /** When the next thing begins, neither side may have given more than the other. */
  private settle(): void {
    if (this.threw !== null) this.hold(`${this.place()}: the journal goes on, the replay stopped: ${this.threw.message}`)
    const owed = this.owed.shift()
    if (owed !== null) this.hold(compareRecords(owed, noRecords()))
    const found = this.found.shift()
    if (found !== null) this.hold(compareRecords(noRecords(), found))
  }

  /** The last step in words: `step 1,204 at 2020-01-31 15:00`. A step that threw was not counted. */
  private place(): string {
    const step = this.engine.steps - (this.threw === null ? 1 : 0)
    return `step ${step.toLocaleString('en-US')} at ${formatMoment(this.engine.now())}`
  }

  private hold(difference: string | null): void {
    if (difference === null) return
    throw new LockstepError(
      'E_REPLAY_DIFFERS',
      `${this.path}: ${difference}`,
      'Look for a changed strategy, parameter or engine, and for a strategy that reads clocks, files or random numbers.',
    )
  }
}

function headerOf(entry: { readonly kind: string }, path: string): JournalHeader {
  const { info, config } = entry as HeaderEntry
  if (entry.kind === 'header' && typeof config === 'object' && config !== null && 'costs' in config)
    return { info, config: config as RunConfig }
  throw new LockstepError(
    'E_DATA_FORMAT',
    `expected ${path} to say how its run was set up, it does not`,
    'Replay journals that lockstep backtest --journal wrote.',
  )
}

function runOf(info: RunInfo, config: RunConfig, strategy: Strategy, params: Params): Omit<EngineRun, 'taps'> {
  const openings = info.series.filter((s) => s.bars > 0).map((s) => s.from)
  for (const { table, hours } of (info.calendars ?? []) as readonly CalendarSource[]) registerCalendar(calendarFromTable(table, hours))
  const series = info.series.map((s) => ({
    instrument: info.instruments.find((i) => i.id === s.instrument)!,
    timeframe: s.timeframe,
    // Wide rows are kept whole, others in a ring.
    bars: allocateBars(s.wide === true ? s.bars : 0),
    source: s.source,
    // When rows are known is noted as they come: the venue looks back on it as it did.
    ...(s.wide === true && { ...emptyWide(s.bars), closes: new Float64Array(s.bars) }),
    ...(s.actions !== undefined && { actions: s.actions }),
  }))
  return {
    ...wireRules(optionsOf(config), series).run,
    strategy,
    params: { ...info.strategy.params, ...params },
    source: info.strategy.source,
    series,
    pushed: true,
    firstTime: (openings.length === 0 ? 0 : Math.min(...openings)) as Timestamp,
    cash: moneyOf(info.currency, info.cash),
    limits: createLimits(config.limits),
    tradeFrom: config.from === null ? null : epochMs(config.from),
    seed: info.seed,
    inputs: null,
  }
}

/** What differs between the run then and now, in sentences. */
function changes(then: RunInfo, now: RunInfo): string[] {
  const policies = Object.keys({ ...then.policies, ...now.policies }).filter((name) => then.policies[name] !== now.policies[name])
  return [
    ...(then.engineVersion === VERSION ? [] : [`the journal was written by version ${then.engineVersion}, this is ${VERSION}`]),
    ...policies.map((name) => `${name} was ${then.policies[name] ?? 'not set'}, is ${now.policies[name] ?? 'not set'}`),
  ]
}
