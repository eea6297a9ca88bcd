/** Carries out the runs of a check in this process, one after the other, on the caller's own columns. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { Bug } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { list } from '../market-rules.ts'
import type { BarSeries } from '../model/bars.ts'
import { RECORD_WIDTH } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { coarsestOf, runOf, type CheckRun, type RunOptions, type Scene } from './run-of.ts'
import { Reveal } from './reveal.ts'
import { Stage } from './stage.ts'
import type { Played, Player, Threw, Touched, Variant } from './variant.ts'
import { Watch } from './watched-strategy.ts'
import { enterWorld } from './world.ts'

/** What the runs of a check have in common. */
export interface LocalPlayerOptions extends RunOptions {
  readonly data: BarSeries | readonly BarSeries[]
  readonly detail?: BarSeries | readonly BarSeries[]
  /** Bars that open then or later are no part of a run. */
  readonly to?: Timestamp
  /**
   * Makes the strategy anew for each run, from the data of that run; whatever it computes in advance, it then computes from what was
   * known. In a run that hides the future it is called while the future is hidden.
   */
  readonly make: (data: readonly BarSeries[]) => Strategy | Promise<Strategy>
  /** Ends the check between steps: the promise rejects with the signal's reason, and the columns are what they were. */
  readonly signal?: AbortSignal
  /** Told up to when things are known to a run, epoch ms, before the strategy is made and before each step that hides the future. */
  readonly onPresent?: (timeMs: number) => void
  /** What the strategy touched outside the run, asked after each. */
  readonly touched?: () => readonly Touched[]
}

/** Steps between two turns of the event loop: so many that it costs nothing, or so few that what waits for it comes. */
const STEPS_A_TURN = 20_000
const STEPS_A_TURN_OFTEN = 4
/** After so many turns they become rare: what waits for the loop has come by then. */
const OFTEN_TURNS_MAX = 500

export class LocalPlayer implements Player {
  readonly fresh = false
  private readonly options: LocalPlayerOptions
  private readonly run: RunOptions
  private readonly stage: Stage
  /** Series that are traded; those after them on the stage are detail. */
  private readonly dataCount: number
  /** The run under way: two at once would write over each other's columns. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(options: LocalPlayerOptions) {
    const { data, detail, to, make: _, signal: __, onPresent: ___, touched: ____, ...run } = options
    this.options = options
    this.run = run
    this.dataCount = list(data).length
    this.stage = new Stage([...list(data), ...list(detail)], to)
  }

  play(variant: Variant): Promise<Played> {
    const next = this.last.then(() => this.playNow(variant))
    this.last = next.catch(() => {})
    return next
  }

  private async playNow(variant: Variant): Promise<Played> {
    this.options.signal?.throwIfAborted()
    const leave = enterWorld(variant.world)
    const watch = new Watch()
    let run: CheckRun | null = null
    let threw: Threw | null = null
    try {
      const scene = this.sceneOf(variant)
      this.options.onPresent?.(variant.reveal?.tradingFrom ?? variant.until ?? Infinity)
      const strategy = watch.watched(await this.options.make(scene.data))
      if (variant.reveal === undefined) {
        run = runOf(this.run, strategy, scene, variant)
        await this.advance(run, variant)
        if (isWhole(variant)) end(run)
      } else {
        const reveal = new Reveal(this.run, strategy, this.sceneOfTruth(), variant)
        run = reveal.run
        await this.revealTo(reveal, variant.reveal.tradingFrom)
      }
    } catch (error) {
      this.options.signal?.throwIfAborted()
      if (error instanceof Bug && variant.reveal === undefined) throw error
      threw = threwOf(error, run)
    } finally {
      this.stage.restore()
      leave()
    }
    return played(run, { threw, watch, variant, touched: this.options.touched?.() ?? [] })
  }

  /** The series as the run is given them. */
  private sceneOf({ reveal, until, history, replaced, appended }: Variant): Scene {
    const { stage, dataCount } = this
    let { shown } = stage
    if (reveal !== undefined) stage.cover(reveal.hidden, reveal.tradingFrom)
    else if (until !== undefined) shown = stage.until(until)
    else if (history !== undefined) shown = stage.since(history.since)
    else if (replaced !== undefined) shown = stage.replaced(replaced)
    else if (appended !== undefined) shown = stage.appended(appended.rows)
    // Finer bars of another market than the replaced one say nothing.
    return { data: shown.slice(0, dataCount), detail: replaced === undefined ? shown.slice(dataCount) : [] }
  }

  private sceneOfTruth(): Scene {
    const { truth } = this.stage
    return { data: truth.slice(0, this.dataCount), detail: truth.slice(this.dataCount) }
  }

  private async advance(run: CheckRun, { world, history }: Variant): Promise<void> {
    const probes = history?.probe === true
    let turns = 0
    for (;;) {
      const often = world?.turns === true && turns++ < OFTEN_TURNS_MAX
      if (run.engine.run(probes ? 1 : often ? STEPS_A_TURN_OFTEN : STEPS_A_TURN) === 'done') return
      if (probes && run.tape.tradingFrom !== null) return
      if (often) await setTimeout(0)
      else if (!probes || run.engine.steps % STEPS_A_TURN === 0) await setImmediate()
      this.options.signal?.throwIfAborted()
    }
  }

  private async revealTo(reveal: Reveal, tradingFrom: number): Promise<void> {
    for (let step = 0; reveal.hasNext; step++) {
      this.stage.uncover(reveal.nextTime)
      this.options.onPresent?.(Math.max(reveal.nextTime, tradingFrom))
      reveal.step()
      if (step % STEPS_A_TURN !== STEPS_A_TURN - 1) continue
      await setImmediate()
      this.options.signal?.throwIfAborted()
    }
  }
}

interface Around {
  readonly threw: Threw | null
  readonly watch: Watch
  readonly variant: Variant
  readonly touched: readonly Touched[]
}

function played(run: CheckRun | null, { threw, watch, variant, touched }: Around): Played {
  const tape = run?.tape
  tape?.seal()
  const whole = isWhole(variant)
  return {
    records: tape?.records.slice(0, tape.recordCount * RECORD_WIDTH) ?? new Float64Array(0),
    recordCount: tape?.recordCount ?? 0,
    complete: tape?.complete ?? true,
    tags: tape?.tags ?? [],
    steps: variant.timed === true && tape !== undefined ? tape.steps.slice(0, tape.stepCount) : new Float64Array(0),
    tradingFrom: tape?.tradingFrom ?? null,
    lastTime: tape?.lastTime ?? null,
    threw,
    lines: run?.lines ?? [],
    coarsest: run === null ? null : coarsestOf(run),
    asked: watch.asked,
    figures: run !== null && whole && threw === null ? figuresOf(run) : {},
    touched,
  }
}

/** Runs that go from the first row to the last, and are ended as a backtest is. */
function isWhole({ reveal, until, history }: Variant): boolean {
  return reveal === undefined && until === undefined && history === undefined
}

/** What the end does is no decision. @throws LockstepError when nothing was traded for want of bars */
function end({ engine, tape }: CheckRun): void {
  tape.seal()
  engine.end('done')
}

function figuresOf({ report }: CheckRun): Readonly<Record<string, number | null>> {
  return Object.fromEntries(report.document().statistics.all.map(({ id, value }) => [id, value]))
}

function threwOf(error: unknown, run: CheckRun | null): Threw {
  const time = run === null || run.engine.steps === 0 ? null : run.engine.now()
  if (error instanceof LockstepError) return { code: error.code, message: error.message, hint: error.hint, time }
  return { code: null, message: error instanceof Error ? error.message : String(error), hint: '', time }
}
