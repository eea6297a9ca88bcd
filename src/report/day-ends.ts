/** The last bar of each day of a series that is read in parts: all that holding it through needs to know of its bars. */
import type { BarReader, BarStream } from '../model/bar-stream.ts'
import type { BarColumns, Bars } from '../model/bars.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import type { Timestamp } from '../model/time.ts'
import { lastOfDay } from './benchmark.ts'
import { DAYS_MAX, dayOf } from './daily-equity.ts'

/** Warm-up has days of its own. */
const KEPT_MAX = 2 * DAYS_MAX

export class DayEnds {
  private readonly timeframe: Timeframe
  private readonly time: number[] = []
  private readonly close: number[] = []
  private day = -Infinity

  constructor(timeframe: Timeframe) {
    this.timeframe = timeframe
  }

  /** A stream whose rows are noted as they are read from the first one on. */
  watch(stream: BarStream): BarStream {
    const { rows, from, to, chunkRows } = stream
    return {
      rows,
      from,
      to,
      chunkRows,
      rowFrom: (time) => stream.rowFrom(time),
      first: (count) => this.watch(stream.first(count)),
      open: (row) => (row === 0 ? this.noting(stream.open(0)) : stream.open(row)),
    }
  }

  /** The first bar of `stream` that opens at or after `time`, and the last bar of each day from it on; null when there is none. */
  from(stream: BarStream, time: Timestamp): Bars | null {
    const row = stream.rowFrom(time)
    if (row === stream.rows) return null
    const column = (): Float64Array => new Float64Array(1)
    const one = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
    stream.open(row).read(one, 0, 1)
    const after = this.time.findIndex((opened) => opened > one.time[0]!)
    const kept = after < 0 ? this.time.length : after
    const joined = (first: Float64Array, rest: readonly number[]): Float64Array => Float64Array.from([first[0]!, ...rest.slice(kept)])
    const bars = { time: joined(one.time, this.time), close: joined(one.close, this.close), open: one.open }
    return { ...one, ...bars, length: bars.time.length }
  }

  private noting(reader: BarReader): BarReader {
    return {
      read: (into, at, count) => {
        reader.read(into, at, count)
        this.take(into, at, at + count)
      },
    }
  }

  private take(columns: BarColumns, from: number, to: number): void {
    const { timeframe, time, close } = this
    const bars = { ...columns, length: to }
    for (let row = from; row < to; row++) {
      row = lastOfDay({ bars, timeframe }, row)
      const day = dayOf(barClose(timeframe, columns.time[row]!))
      if (day === this.day || time.length === KEPT_MAX) {
        time.pop()
        close.pop()
      }
      time.push(columns.time[row]!)
      close.push(columns.close[row]!)
      this.day = day
    }
  }
}
