import type { BarColumn } from '../model/bars.ts'
import type { Timestamp } from '../model/time.ts'
import type { Timeframe } from '../model/timeframe.ts'
import { historyOf, type BarHistory } from './bar-history.ts'
import { columnOf, lineOf, type Line } from './line.ts'
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
  /**
   * The last `count` closed bars as columns, oldest first; fewer where there have not been so many. Valid until the handler returns.
   * In a backtest as many as the data have; of bars that are built from others, of streamed ones, and live, at most LOOKBACK_MAX.
   */
  history(count: number): BarHistory
  /** For indicators, not for strategies. */
  readonly state: SeriesState
}

export class BarLinesOfSeries implements BarLines {
  readonly open: Line
  readonly high: Line
  readonly low: Line
  readonly close: Line
  readonly volume: Line
  readonly timeframe: Timeframe
  readonly state: SeriesState

  constructor(series: SeriesState) {
    const line = (column: BarColumn): Line => lineOf(columnOf(series, column))
    this.open = line('open')
    this.high = line('high')
    this.low = line('low')
    this.close = line('close')
    this.volume = line('volume')
    this.timeframe = series.timeframe
    this.state = series
  }

  get openTime(): Timestamp {
    const { row, mask, columns } = this.state
    return (row < 0 ? NaN : columns.time[row & mask]!) as Timestamp
  }

  get closeTime(): Timestamp {
    const { state } = this
    return (state.row < 0 ? NaN : state.closeOf(state.row)) as Timestamp
  }

  get count(): number {
    return this.state.row + 1
  }

  history(count: number): BarHistory {
    return historyOf(this.state, count)
  }
}
