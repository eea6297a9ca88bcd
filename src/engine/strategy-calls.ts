/** Phase 5: who is called at a step, in which order. Finer timeframes first, ties in the order series and handlers were declared. */
import type { Hooks } from '../strategy/desk.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import type { SeriesSet } from './series-set.ts'
import type { WarmUpMode } from './warm-up.ts'

interface Handler {
  readonly series: SeriesState
  readonly run: () => void
}

/** Who is told whose handler is being called: requests carry it. */
interface Listener {
  handling: string
}

export class StrategyCalls {
  private readonly handlers: readonly Handler[]
  private readonly moments: readonly (() => void)[]
  /** Row at which a handler's series last called it, by handler. */
  private readonly handledRow: Int32Array
  private readonly mode: WarmUpMode
  private readonly desk: Listener

  constructor(hooks: readonly Hooks[], set: SeriesSet, mode: WarmUpMode, desk: Listener) {
    this.handlers = sortedHandlers(hooks, set)
    this.moments = hooks.flatMap((h) => h.moments)
    this.handledRow = new Int32Array(this.handlers.length).fill(-1)
    this.mode = mode
    this.desk = desk
  }

  /** Calls the handlers of every series that closed rows, for each of them once, then those of the moment. */
  call(): void {
    for (let h = 0; h < this.handlers.length; h++) {
      const handler = this.handlers[h]!
      const { row, warmup } = handler.series
      const next = this.handledRow[h]! + 1
      if (next > row) continue
      this.handledRow[h] = row
      const from = this.mode === 'each' && next < warmup ? warmup : next
      this.desk.handling = handler.series.timeframe.label
      if (from === row) handler.run()
      else if (from < row) runEach(handler, from)
    }
    this.desk.handling = ''
    for (let m = 0; m < this.moments.length; m++) this.moments[m]!()
  }

  /** Rows up to now were handled elsewhere, or are nobody's. */
  skip(): void {
    for (let h = 0; h < this.handlers.length; h++) this.handledRow[h] = this.handlers[h]!.series.row
  }

  /** Trading begins: of several rows that close in this moment, those that still warmed up are nobody's to decide on. */
  begin(): void {
    if (this.mode === 'none') return
    this.handlers.forEach(({ series }, h) => (this.handledRow[h] = Math.max(this.handledRow[h]!, series.warmup - 1)))
  }

  isWatched(series: SeriesState): boolean {
    return this.handlers.some((h) => h.series === series)
  }

  /** Everything that is called when a series closes a bar. */
  of(series: SeriesState): (() => void)[] {
    return [...this.handlers.filter((h) => h.series === series).map((h) => h.run), ...this.moments]
  }
}

/** A series that no clock closes may close several rows in one moment: each is the newest in turn. */
function runEach({ series, run }: Handler, from: number): void {
  const last = series.row
  for (let row = from; row <= last; row++) {
    series.row = row
    run()
  }
}

/** Finer timeframes first, ties in the order the series were declared, then in the order the handlers were. */
function sortedHandlers(hooks: readonly Hooks[], set: SeriesSet): Handler[] {
  const all = [...set.bases, ...set.derived]
  const rank = (series: SeriesState): number => series.timeframe.ms * all.length + all.indexOf(series)
  return hooks.flatMap((h) => h.bars).sort((a, b) => rank(a.series) - rank(b.series))
}
