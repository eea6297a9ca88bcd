import type { Timestamp } from '../model/time.ts'
import { barClose, type Timeframe } from '../model/timeframe.ts'
import { lineOf, type Line } from './line.ts'
import type { SeriesState } from './series-state.ts'

/** The bars of one market and timeframe, as lines. Only closed bars are ever seen. */
export interface BarLines {
  readonly open: Line
  readonly high: Line
  readonly low: Line
  readonly close: Line
  readonly volume: Line
  readonly timeframe: Timeframe
  /** When the last closed bar opened and closed. */
  readonly openTime: Timestamp
  readonly closeTime: Timestamp
  /** Bars that have closed. */
  readonly count: number
  /** For indicators, not for strategies. */
  readonly state: SeriesState
}

export function barLines(series: SeriesState): BarLines {
  const line = (values: Float64Array): Line => lineOf({ series, values, mask: series.mask, warmup: 0 })
  const { time, open, high, low, close, volume } = series.columns
  const openTime = (): number => (series.row < 0 ? NaN : time[series.row & series.mask]!)
  return {
    open: line(open),
    high: line(high),
    low: line(low),
    close: line(close),
    volume: line(volume),
    timeframe: series.timeframe,
    get openTime() {
      return openTime() as Timestamp
    },
    get closeTime() {
      return barClose(series.timeframe, openTime()) as Timestamp
    },
    get count() {
      return series.row + 1
    },
    state: series,
  }
}
