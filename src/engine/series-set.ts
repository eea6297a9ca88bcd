/**
 * All series of a run and when each next closes: the base series it is fed, and the higher timeframes built from them.
 * A backtest has all base rows at once and reads ahead in blocks; live and replay push rows one moment at a time.
 */
import { LockstepError } from '../base/error.ts'
import type { BarColumns, BarSeries } from '../model/bars.ts'
import { barClose, parseTimeframe, type Timeframe } from '../model/timeframe.ts'
import { formatMoment, type Timestamp } from '../model/time.ts'
import { ALL_ROWS, onlyInSetup, RING_ROWS, ringColumns, SeriesState } from '../strategy/series-state.ts'
import { Resampler } from './resampler.ts'

/** Series a run may have, base and derived. */
const SERIES_MAX = 10_000

export class SeriesSet {
  /** Base series in declared order. */
  readonly bases: readonly SeriesState[]
  /** Higher timeframes, finer first, ties in the order they were asked for; complete once setup is over. */
  readonly derived: SeriesState[] = []
  /** When each base series' next row closes, epoch ms; Infinity when there is none. */
  readonly baseNext: Float64Array
  /** The same for derived series. */
  derivedNext: Float64Array = new Float64Array(0)
  /** The earliest of `derivedNext`. */
  derivedSoonest: number = Infinity
  /** Index of the base series that an instrument's orders are matched against: its finest. */
  readonly tradedSeries: Int32Array
  private readonly pushed: boolean
  private isReady = false
  private readonly resamplers: Resampler[] = []
  private readonly byBase: Resampler[][]
  /** Length of base bars in ms by series; 0 for months, whose length varies. */
  private readonly spanMs: Float64Array

  constructor(series: readonly BarSeries[], instrumentOf: readonly number[], instruments: number, pushed: boolean) {
    this.pushed = pushed
    this.bases = series.map((s, k) => {
      const columns: BarColumns = pushed ? ringColumns() : s.bars
      const state = new SeriesState({
        instrument: instrumentOf[k]!,
        timeframe: s.timeframe,
        calendar: s.instrument.calendar,
        columns,
        mask: pushed ? RING_ROWS - 1 : ALL_ROWS,
      })
      state.available = pushed ? 0 : s.bars.length
      return state
    })
    this.baseNext = new Float64Array(series.length).fill(Infinity)
    this.byBase = series.map(() => [])
    this.spanMs = Float64Array.from(series, (s) => (s.timeframe.months > 0 ? 0 : s.timeframe.ms))
    this.tradedSeries = new Int32Array(instruments).fill(-1)
    this.bases.forEach((s, k) => {
      const known = this.tradedSeries[s.instrument]!
      if (known < 0 || s.timeframe.ms < this.bases[known]!.timeframe.ms) this.tradedSeries[s.instrument] = k
    })
  }

  /** The series of an instrument and timeframe, built if it is not there. @throws LockstepError E_DATA_TIMEFRAME */
  series(instrument: number, timeframeName: string): SeriesState {
    const traded = this.bases[this.tradedSeries[instrument]!]!
    if (timeframeName === 'base') return traded
    const timeframe = parseTimeframe(timeframeName)
    const known = [...this.bases, ...this.derived].find((s) => s.instrument === instrument && s.timeframe.label === timeframe.label)
    if (known !== undefined) return known
    if (this.isReady) throw onlyInSetup(`bars('${timeframeName}')`)
    const base = this.bases
      .filter((s) => s.instrument === instrument && divides(s.timeframe, timeframe))
      .sort((a, b) => a.timeframe.ms - b.timeframe.ms)[0]
    if (base === undefined) throw wrongTimeframe(timeframe, traded.timeframe)
    return this.derive(base, timeframe)
  }

  /** Sorts what setup asked for and looks at the first rows. */
  ready(): void {
    this.isReady = true
    const order = this.resamplers.map((r) => r.target.timeframe.ms)
    const sorted = this.resamplers.map((r, k) => ({ r, k })).sort((a, b) => order[a.k]! - order[b.k]! || a.k - b.k)
    sorted.forEach(({ r }, k) => {
      this.resamplers[k] = r
      this.derived[k] = r.target
    })
    this.derivedNext = new Float64Array(this.derived.length).fill(Infinity)
    this.bases.forEach((_, k) => this.lookAhead(k))
  }

  /** The next row of base `k`: its block is computed if need be, and its close noted. */
  lookAhead(k: number): void {
    const s = this.bases[k]!
    const next = s.row + 1
    if (next >= s.available) {
      this.baseNext[k] = Infinity
      return
    }
    if (next >= s.filled) this.fillBlock(k)
    const open = s.columns.time[next & s.mask]!
    this.baseNext[k] = this.spanMs[k] === 0 ? barClose(s.timeframe, open) : open + this.spanMs[k]!
  }

  /** A row of base `k` arrived: live and replay. */
  push(k: number, bar: Float64Array, at: number): void {
    const s = this.bases[k]!
    const c = s.columns
    const row = s.available & s.mask
    c.time[row] = bar[at]!
    c.open[row] = bar[at + 1]!
    c.high[row] = bar[at + 2]!
    c.low[row] = bar[at + 3]!
    c.close[row] = bar[at + 4]!
    c.volume[row] = bar[at + 5]!
    s.available++
    this.lookAhead(k)
  }

  /** The clock of a pushed run reached `time`: buckets that ended without a bar at their end are whole. */
  clockAt(time: number): void {
    for (const r of this.resamplers) r.closeDue(time)
    this.noteDerived()
  }

  /** Derived series `d` closes a row; `noteDerived` once all of a moment have. */
  derivedClosed(d: number): void {
    const s = this.derived[d]!
    s.row++
    if (s.row >= s.filled) s.fillBlock()
  }

  private derive(base: SeriesState, timeframe: Timeframe): SeriesState {
    if (this.bases.length + this.derived.length >= SERIES_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${SERIES_MAX} series in a run, one more was asked for`,
        'Use fewer instruments or timeframes.',
      )
    }
    const target = new SeriesState({
      instrument: base.instrument,
      timeframe,
      calendar: base.calendar,
      columns: ringColumns(),
      mask: RING_ROWS - 1,
    })
    const resampler = new Resampler(base, target)
    this.resamplers.push(resampler)
    this.byBase[this.bases.indexOf(base)]!.push(resampler)
    this.derived.push(target)
    return target
  }

  private fillBlock(k: number): void {
    const s = this.bases[k]!
    const from = s.filled
    s.fillBlock()
    const above = this.byBase[k]!
    if (above.length === 0) return
    const last = s.filled === s.available && !this.pushed
    for (let r = 0; r < above.length; r++) {
      above[r]!.take(from, s.filled)
      // The series ends here, the run perhaps not: its last bucket is whole when another series' clock reaches its end.
      if (last) above[r]!.closeDue(Infinity)
    }
    this.noteDerived()
  }

  /** When each derived series closes next. */
  noteDerived(): void {
    let soonest = Infinity
    for (let d = 0; d < this.derived.length; d++) {
      const s = this.derived[d]!
      const next = s.row + 1 < s.available ? this.resamplers[d]!.knownAt[(s.row + 1) & s.mask]! : Infinity
      this.derivedNext[d] = next
      if (next < soonest) soonest = next
    }
    this.derivedSoonest = soonest
  }
}

function divides(finer: Timeframe, coarser: Timeframe): boolean {
  if (coarser.months > 0) return finer.months > 0 ? coarser.months % finer.months === 0 : finer.ms <= 86_400_000
  return finer.months === 0 && coarser.ms > finer.ms && coarser.ms % finer.ms === 0
}

function wrongTimeframe(wanted: Timeframe, has: Timeframe): LockstepError {
  return new LockstepError(
    'E_DATA_TIMEFRAME',
    `expected a timeframe that ${has.label} bars can be put together to, was ${wanted.label}`,
    `Ask for ${has.label} or a multiple of it, or import finer bars.`,
  )
}

/** First row that opens at or after `time`. */
export function firstRowFrom(time: Float64Array, from: Timestamp): number {
  let low = 0
  let high = time.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (time[middle]! < from) low = middle + 1
    else high = middle
  }
  return low
}

/** `SP500 1d (2000-01-03 to 2020-04-17)` for messages. */
export function describeSeries(s: BarSeries): string {
  const { bars } = s
  if (bars.length === 0) return `${s.instrument.id} ${s.timeframe.label} (no bars)`
  return `${s.instrument.id} ${s.timeframe.label} (${formatMoment(bars.time[0]! as Timestamp)} to ${formatMoment(bars.time[bars.length - 1]! as Timestamp)})`
}
