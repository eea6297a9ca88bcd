/** What every trial of a sweep reads: bars in memory that threads share, and the days that all trials are compared on. */
import { LockstepError } from '../base/error.ts'
import type { CalendarSource } from '../calendar/calendar.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { firstRowFrom } from '../engine/series-set.ts'
import { expectWhole } from '../model/bar-stream.ts'
import type { BarSeries } from '../model/bars.ts'
import { DAY_MS } from '../model/time.ts'
import { barClose } from '../model/timeframe.ts'
import { dayOf } from '../report/daily-equity.ts'
import type { Annualisation } from '../report/report-tap.ts'
import type { Stretch } from '../search/fold.ts'
import { Timeline } from '../search/span.ts'

export interface SweepData {
  readonly series: readonly BarSeries[]
  readonly detail: readonly BarSeries[]
  /** Tables that the calendars of the series were made from, for threads and machines to which their names say nothing. */
  readonly calendars: readonly CalendarSource[]
  /** Opening times of the first series' bars. */
  readonly timeline: Timeline
}

/** The same series with all of their columns in memory that threads share. @throws LockstepError E_DATA_EMPTY, E_CONFIG for streamed ones */
export function shareData(data: readonly BarSeries[], detail: readonly BarSeries[]): SweepData {
  expectWhole([...data, ...detail], 'sweeps, which read them again and again')
  const [first] = data
  if (first === undefined || first.bars.length === 0) {
    throw new LockstepError('E_DATA_EMPTY', 'expected bars to sweep over, there are none', 'Give data that have bars.')
  }
  const timeline = new Timeline(first.bars.time.subarray(0, first.bars.length))
  const names = new Set([...data, ...detail].map(({ instrument }) => instrument.calendar))
  const calendars = [...names].flatMap((name) => calendarOf(name).madeFrom ?? [])
  return { series: data.map(shareSeries), detail: detail.map(shareSeries), calendars, timeline }
}

/** The same, as if its bars outside of a stretch had never been: nothing is computed of them. */
export function cutData({ series, detail, calendars }: SweepData, stretch: Stretch): SweepData {
  const cut = series.map((one) => cutSeries(one, stretch))
  return { series: cut, detail: detail.map((one) => cutSeries(one, stretch)), calendars, timeline: new Timeline(cut[0]!.bars.time) }
}

/** Days since 1970-01-01 with a session on which a bar of a stretch closes, in shared memory; also those between where every session counts. */
export function daysOf(series: readonly BarSeries[], { from, to }: Stretch, sessions: Annualisation): Float64Array {
  const days = new Set<number>()
  for (const { bars, closes, timeframe } of series) {
    let dayEnd = -Infinity
    for (let row = 0; row < bars.length; row++) {
      const time = bars.time[row]!
      if (time < from || time >= to) continue
      const close = closes?.[row] ?? barClose(timeframe, time)
      if (close <= dayEnd) continue
      const day = dayOf(close)
      days.add(day)
      dayEnd = (day + 1) * DAY_MS
    }
  }
  const marked = Float64Array.from(days).sort()
  const { countsEverySession } = sessions
  const all =
    countsEverySession && marked.length > 0
      ? Float64Array.from({ length: marked.at(-1)! - marked[0]! + 1 }, (_, i) => marked[0]! + i)
      : marked
  const counted = all.filter((day) => sessions.hasSession(day))
  return shared(counted.length === 0 ? all : counted)
}

/** The first bars of a stretch, as many as a share of its bars; at least one. */
export function shareOf(timeline: Timeline, { from, to }: Stretch, share: number): Stretch {
  if (share >= 1) return { from, to }
  const first = timeline.barsBefore(from)
  const count = Math.max(1, Math.ceil((timeline.barsBefore(to) - first) * share))
  return { from, to: timeline.timeOf(first + count) }
}

function shareSeries(series: BarSeries): BarSeries {
  return withColumns(series, series.bars.length, shared)
}

function cutSeries(series: BarSeries, { from, to }: Stretch): BarSeries {
  const times = series.bars.time.subarray(0, series.bars.length)
  const [first, end] = [firstRowFrom(times, from), firstRowFrom(times, to)]
  return withColumns(series, end - first, <T extends Column>(column: T) => column.subarray(first, end) as T)
}

type Column = Float64Array | Uint8Array

function withColumns(series: BarSeries, length: number, changed: <T extends Column>(column: T) => T): BarSeries {
  const { bars, closes, quotes, repeated } = series
  const { time, open, high, low, close, volume } = bars
  return {
    ...series,
    bars: {
      time: changed(time),
      open: changed(open),
      high: changed(high),
      low: changed(low),
      close: changed(close),
      volume: changed(volume),
      length,
    },
    ...(closes !== undefined && { closes: changed(closes) }),
    ...(repeated !== undefined && { repeated: changed(repeated) }),
    ...(quotes !== undefined && {
      quotes: {
        bidOpen: changed(quotes.bidOpen),
        bidHigh: changed(quotes.bidHigh),
        bidLow: changed(quotes.bidLow),
        bidClose: changed(quotes.bidClose),
        askOpen: changed(quotes.askOpen),
        askHigh: changed(quotes.askHigh),
        askLow: changed(quotes.askLow),
        askClose: changed(quotes.askClose),
      },
    }),
  }
}

/** The column itself where its memory is shared already, as that of bars from files and the catalog is; else a copy. */
function shared<T extends Column>(column: T): T {
  if (column.buffer instanceof SharedArrayBuffer) return column
  const copy = new SharedArrayBuffer(column.byteLength)
  const view = column instanceof Float64Array ? new Float64Array(copy) : new Uint8Array(copy)
  view.set(column)
  return view as T
}
