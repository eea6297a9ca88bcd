/**
 * All series of a run and when each next closes: the base series it is fed, and the higher timeframes built from them.
 * A backtest has all base rows at once, or reads them from a stream, and computes ahead in blocks; live and replay push rows one
 * moment at a time.
 */
import { LockstepError } from '../base/error.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { spanOf } from '../model/bar-stream.ts'
import type { BarSeries } from '../model/bars.ts'
import type { Instrument } from '../model/instrument.ts'
import { DAY_MS, formatMoment, type Timestamp } from '../model/time.ts'
import { barClose, parseTimeframe, type Timeframe } from '../model/timeframe.ts'
import type { Anchor, BarRule, BarsOptions } from '../strategy/bar-rule.ts'
import type { KeptSeries, LineStore } from '../strategy/line-store.ts'
import { ALL_ROWS, BLOCK_ROWS, onlyInSetup, RING_ROWS, ringColumn, ringColumns, SeriesState } from '../strategy/series-state.ts'
import { bucketsOf } from './buckets.ts'
import { consolidationOf, labelOf } from './consolidation.ts'
import { Consolidator } from './consolidator.ts'
import { Resampler } from './resampler.ts'
import { StreamedRows } from './streamed-rows.ts'
import { WholeSeries, wholeSeriesOf } from './whole-series.ts'
import { isWide } from './wide-rows.ts'

/** Series a run may have, base and derived. */
const SERIES_MAX = 10_000

type Builder = Resampler | Consolidator | WholeSeries

export interface SeriesUse {
  /** True when rows will be pushed one moment at a time. */
  readonly pushed: boolean
  /** True when lines and higher timeframes are computed in blocks where the rows are there. */
  readonly readsAhead: boolean
  /** Where lines over series that are whole in memory are kept; null for nowhere. */
  readonly lines: LineStore | null
}

export class SeriesSet {
  /** Base series in declared order. */
  readonly bases: readonly SeriesState[]
  /** Series built from them, finer first, ties in the order they were asked for; complete once setup is over. */
  readonly derived: SeriesState[] = []
  /** When each base series' next row closes, epoch ms; Infinity when there is none. */
  readonly baseNext: Float64Array
  /** The same for derived series. */
  derivedNext: Float64Array = new Float64Array(0)
  /** The earliest of `derivedNext`. */
  derivedSoonest: number = Infinity
  /** Index of the base series that an instrument's orders are matched against: its finest. */
  readonly tradedSeries: Int32Array
  /** Base rows there will be, by series; Infinity where they are pushed. */
  readonly rows: Float64Array
  /** True when rows come one moment at a time. */
  readonly pushed: boolean
  /** By base series: where its rows come from, where that is a stream. */
  private readonly streams: readonly (StreamedRows | null)[]
  private readonly blockRows: number
  private readonly instrumentsOfBases: readonly Instrument[]
  private isReady = false
  /** What builds each derived series. */
  private readonly builders: Builder[] = []
  /** Derived series by what was asked for: the same again is the same series. */
  private readonly known = new Map<string, SeriesState>()
  /** By base: the indices of the series that are built from it, by the clock and otherwise. */
  private readonly timed: number[][]
  private readonly counted: number[][]
  /** Length of base bars in ms by series; 0 where it varies or rows say when they close. */
  private readonly spanMs: Float64Array

  constructor(series: readonly BarSeries[], instrumentOf: readonly number[], instruments: number, how: SeriesUse) {
    const { pushed } = how
    this.pushed = pushed
    this.blockRows = how.readsAhead ? BLOCK_ROWS : 1
    this.instrumentsOfBases = series.map((s) => s.instrument)
    this.rows = Float64Array.from(series, (s) => (pushed ? Infinity : s.bars.length))
    this.streams = series.map((s) => (pushed || s.stream === undefined ? null : new StreamedRows(s.stream)))
    this.bases = series.map((s, k) => {
      // Rows with quotes are looked back on by the venue: pushed ones fill the columns they are given, others a ring.
      const isRing = pushed && !isWide(s)
      const streamed = this.streams[k]
      const state = new SeriesState({
        instrument: instrumentOf[k]!,
        timeframe: s.timeframe,
        calendar: s.instrument.calendar,
        columns: isRing ? ringColumns() : (streamed?.columns ?? s.bars),
        mask: isRing ? RING_ROWS - 1 : (streamed?.mask ?? ALL_ROWS),
        closes: isRing ? ringColumn() : pushed ? (s.closes ?? new Float64Array(s.bars.length)) : s.closes,
        blockRows: this.blockRows,
        kept: pushed || s.stream !== undefined ? null : keptSeries(how.lines, s),
      })
      state.available = pushed || s.stream !== undefined ? 0 : s.bars.length
      return state
    })
    this.baseNext = new Float64Array(series.length).fill(Infinity)
    this.timed = series.map(() => [])
    this.counted = series.map(() => [])
    this.spanMs = Float64Array.from(this.bases, (s) => (s.timeframe.months > 0 || s.closes !== null ? 0 : s.timeframe.ms))
    this.tradedSeries = new Int32Array(instruments).fill(-1)
    this.bases.forEach((s, k) => {
      const known = this.tradedSeries[s.instrument]!
      if (known < 0 || s.timeframe.ms < this.bases[known]!.timeframe.ms) this.tradedSeries[s.instrument] = k
    })
  }

  /** True when rows may be read ahead: no series is built that needs each base row at its close. */
  get readsAhead(): boolean {
    return this.counted.every((c) => c.length === 0)
  }

  /**
   * The series of an instrument by timeframe or rule, built if it is not there.
   * @throws LockstepError E_DATA_TIMEFRAME, E_STRATEGY_SETUP
   */
  series(instrument: number, what: string | BarRule, { anchor }: BarsOptions = {}): SeriesState {
    const traded = this.tradedSeries[instrument]!
    if (what === 'base') return this.bases[traded]!
    if (typeof what !== 'string') return this.consolidated(traded, what)
    const timeframe = parseTimeframe(what)
    const given = this.bases.find((s) => s.instrument === instrument && s.timeframe.label === timeframe.label)
    if (given !== undefined) return given
    const finer = this.bases
      .filter((s) => s.instrument === instrument && divides(s.timeframe, timeframe))
      .sort((a, b) => a.timeframe.ms - b.timeframe.ms)[0]
    if (finer === undefined) throw wrongTimeframe(timeframe, this.bases[traded]!.timeframe)
    return this.resampled(this.bases.indexOf(finer), timeframe, anchor)
  }

  /** Sorts what setup asked for and looks at the first rows. */
  ready(): void {
    this.isReady = true
    this.builders.sort((a, b) => a.target.timeframe.ms - b.target.timeframe.ms)
    this.derivedNext = new Float64Array(this.builders.length).fill(Infinity)
    this.builders.forEach((builder, d) => {
      this.derived.push(builder.target)
      if (builder instanceof WholeSeries) return this.note(d)
      const above = builder instanceof Resampler ? this.timed : this.counted
      above[this.bases.indexOf(builder.base)]!.push(d)
    })
    this.bases.forEach((_, k) => this.lookAhead(k))
  }

  /** A row of base `k` closed, or came: the next row's block is computed if need be, and its close noted. */
  lookAhead(k: number): void {
    const s = this.bases[k]!
    if (this.counted[k]!.length > 0 && s.row >= 0) this.takeClosed(k)
    const next = s.row + 1
    if (next === s.available) s.available = this.streams[k]?.readOn() ?? next
    if (next >= s.available) {
      this.baseNext[k] = Infinity
      return
    }
    if (next >= s.filled) this.fillBlock(k)
    const span = this.spanMs[k]!
    this.baseNext[k] = span === 0 ? s.closeOf(next) : s.columns.time[next & s.mask]! + span
  }

  /**
   * A row of base `k` arrived: live and replay.
   * @param closeTime when it is known, epoch ms; by its timeframe unless given
   */
  push(k: number, bar: Float64Array, at: number, closeTime?: number): void {
    const s = this.bases[k]!
    const c = s.columns
    const row = s.available & s.mask
    c.time[row] = bar[at]!
    c.open[row] = bar[at + 1]!
    c.high[row] = bar[at + 2]!
    c.low[row] = bar[at + 3]!
    c.close[row] = bar[at + 4]!
    c.volume[row] = bar[at + 5]!
    s.closes![row] = closeTime ?? barClose(s.timeframe, bar[at]!)
    s.available++
    this.lookAhead(k)
  }

  /** The clock of a pushed run reached `time`: buckets that ended without a bar at their end are whole. */
  clockAt(time: number): void {
    for (const builder of this.builders) if (builder instanceof Resampler) builder.closeDue(time)
    this.noteDerived()
  }

  /** Derived series `d` closes the rows that are known next, several when they are known at once; `noteDerived` once all of a moment have. */
  derivedClosed(d: number): void {
    const s = this.derived[d]!
    const time = this.derivedNext[d]!
    do {
      s.row++
      if (s.row >= s.filled) s.fillBlock()
    } while (s.row + 1 < s.available && s.closes![(s.row + 1) & s.mask] === time)
  }

  /** When each derived series closes next. */
  noteDerived(): void {
    this.derivedSoonest = Infinity
    for (let d = 0; d < this.derived.length; d++) this.note(d)
  }

  private note(d: number): void {
    const s = this.derived[d]!
    const next = s.row + 1 < s.available ? s.closes![(s.row + 1) & s.mask]! : Infinity
    this.derivedNext[d] = next
    if (next < this.derivedSoonest) this.derivedSoonest = next
  }

  private resampled(k: number, timeframe: Timeframe, asked: Anchor | undefined): SeriesState {
    const base = this.bases[k]!
    const calendar = calendarOf(base.calendar)
    const anchor = asked ?? usualAnchor(base, calendar.zone)
    const key = `${base.instrument} ${timeframe.label} ${anchor}`
    return (
      this.known.get(key) ??
      this.derive(
        key,
        timeframe,
        () =>
          wholeSeriesOf(base, { timeframe, anchor, calendar }) ??
          new Resampler(base, this.ringSeries(base, timeframe), bucketsOf(timeframe, anchor, calendar)),
      )
    )
  }

  private consolidated(k: number, rule: BarRule): SeriesState {
    const base = this.bases[k]!
    const label = labelOf(rule)
    const key = `${base.instrument} ${label}`
    const { ms } = base.timeframe
    const timeframe = { label, ms, months: 0 }
    const instrument = this.instrumentsOfBases[k]!
    return (
      this.known.get(key) ??
      this.derive(key, timeframe, () => new Consolidator(base, this.ringSeries(base, timeframe), consolidationOf(rule, instrument)))
    )
  }

  private derive(key: string, timeframe: Timeframe, build: () => Builder): SeriesState {
    if (this.isReady) throw onlyInSetup(`bars('${timeframe.label}')`)
    if (this.bases.length + this.builders.length >= SERIES_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${SERIES_MAX} series in a run, one more was asked for`,
        'Use fewer instruments or timeframes.',
      )
    }
    const builder = build()
    this.builders.push(builder)
    this.known.set(key, builder.target)
    return builder.target
  }

  private ringSeries({ instrument, calendar }: SeriesState, timeframe: Timeframe): SeriesState {
    return new SeriesState({
      instrument,
      timeframe,
      calendar,
      columns: ringColumns(),
      mask: RING_ROWS - 1,
      closes: ringColumn(),
      blockRows: this.blockRows,
    })
  }

  private fillBlock(k: number): void {
    const s = this.bases[k]!
    const from = s.filled
    s.fillBlock()
    const last = s.filled === this.rows[k]
    for (const d of this.timed[k]!) {
      const resampler = this.builders[d] as Resampler
      resampler.take(from, s.filled)
      // The series ends here, the run perhaps not: its last bucket is whole when another series' clock reaches its end.
      if (last) resampler.closeDue(Infinity)
      this.note(d)
    }
  }

  /** Series that no clock closes take the row that closed last, and are known with it. */
  private takeClosed(k: number): void {
    for (const d of this.counted[k]!) if ((this.builders[d] as Consolidator).takeClosed()) this.note(d)
  }
}

function keptSeries(store: LineStore | null, { instrument, timeframe }: BarSeries): KeptSeries | null {
  const key = store?.seriesKey(instrument.id, timeframe.label) ?? null
  return store === null || key === null ? null : { store, key }
}

/** Bars of a day or more are stamped with dates as often as with hours, which no session fits. */
function usualAnchor(base: SeriesState, zone: string): Anchor {
  return zone === 'UTC' || base.timeframe.ms >= DAY_MS ? 'utc' : 'session'
}

function divides(finer: Timeframe, coarser: Timeframe): boolean {
  if (finer.ms === 0) return true
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
  const span = spanOf(s)
  if (span === null) return `${s.instrument.id} ${s.timeframe.label} (no bars)`
  return `${s.instrument.id} ${s.timeframe.label} (${formatMoment(span.from)} to ${formatMoment(span.to)})`
}
