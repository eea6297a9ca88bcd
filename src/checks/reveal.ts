/**
 * A run that is fed one row at a time, at the steps of a run that went before. Nothing that the engine holds reaches beyond the row being
 * decided: whoever finds more has looked elsewhere.
 */
import { emptyWide, isWide, putWide } from '../engine/wide-rows.ts'
import { allocateBars, BAR_COLUMNS, type BarSeries } from '../model/bars.ts'
import { epochMs } from '../model/time.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { runOf, type CheckRun, type RunOptions, type Scene } from './run-of.ts'
import { closeOf } from './stage.ts'
import type { Variant } from './variant.ts'

export class Reveal {
  readonly run: CheckRun
  private readonly truth: readonly BarSeries[]
  private readonly steps: Float64Array
  private at = 0
  /** By series: the next row that comes. */
  private readonly next: Int32Array
  private readonly row = new Float64Array(BAR_COLUMNS.length)

  /** @param scene the true series, which nobody but the run may see */
  constructor(options: RunOptions, strategy: Strategy, scene: Scene, variant: Variant) {
    this.truth = scene.data
    this.steps = variant.reveal!.steps
    this.next = new Int32Array(scene.data.length)
    const opens = scene.data.flatMap(({ bars }) => (bars.length === 0 ? [] : [bars.time[0]!]))
    this.run = runOf(options, strategy, { data: scene.data.map(emptied), detail: scene.detail }, variant, Math.min(...opens))
  }

  get hasNext(): boolean {
    return this.at < this.steps.length
  }

  /** Epoch ms. */
  get nextTime(): number {
    return this.steps[this.at]!
  }

  step(): void {
    const time = epochMs(this.steps[this.at++]!)
    for (const [k, series] of this.truth.entries()) {
      const row = this.next[k]!
      if (row < series.bars.length && closeOf(series, row) === time) this.push(k, time)
    }
    this.run.engine.stepAt(time)
  }

  private push(k: number, time: number): void {
    const { bars, quotes, repeated } = this.truth[k]!
    const row = this.next[k]!++
    for (const [c, name] of BAR_COLUMNS.entries()) this.row[c] = bars[name][row]!
    this.run.set.push(k, this.row, 0, time)
    if (quotes === undefined && repeated === undefined) return
    for (const [which, side] of (['bid', 'ask'] as const).entries()) {
      for (const [c, name] of (['Open', 'High', 'Low', 'Close'] as const).entries())
        this.row[1 + c] = quotes?.[`${side}${name}`][row] ?? NaN
      this.row[5] = repeated?.[row] ?? NaN
      putWide(this.run.engineSeries[k]!, row, which, { from: this.row, at: 0 })
    }
  }
}

/** The series without its rows: a ring takes them as they come, but for those with quotes, whose venue looks back. */
function emptied(series: BarSeries): BarSeries {
  const { instrument, timeframe, source, actions, bars } = series
  const wide = isWide(series)
  return {
    instrument,
    timeframe,
    source,
    bars: allocateBars(wide ? bars.length : 0),
    ...(wide && { ...emptyWide(bars.length), closes: new Float64Array(bars.length) }),
    ...(actions !== undefined && { actions }),
  }
}
