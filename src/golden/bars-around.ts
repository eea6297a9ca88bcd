/** Bars at a moment of a run: the one that closed then, or in which it lies, and those before it. */
import type { BarSeries } from '../model/bars.ts'
import { momentText } from './golden-row.ts'
import type { Timestamp } from '../model/time.ts'

/** A bar by when it opened, ISO 8601, and its prices in money. */
export interface InputBar {
  readonly instrument: string
  readonly timeframe: string
  readonly opened: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

const BARS_SHOWN = 3

/** The bars of an instrument that had opened before `time` (epoch ms), oldest first; none of a series that is streamed. */
export function barsAround(series: readonly BarSeries[], instrument: string | null, time: number): InputBar[] {
  return series
    .filter((one) => one.stream === undefined && (instrument === null || one.instrument.id === instrument))
    .flatMap((one) => {
      const { bars, timeframe } = one
      let end = bars.length
      while (end > 0 && bars.time[end - 1]! >= time + (timeframe.ms === 0 ? 1 : 0)) end--
      return Array.from({ length: Math.min(BARS_SHOWN, end) }, (_, k) => barOf(one, end - Math.min(BARS_SHOWN, end) + k))
    })
}

function barOf({ instrument, timeframe, bars }: BarSeries, row: number): InputBar {
  const { time, open, high, low, close, volume } = bars
  return {
    instrument: instrument.id,
    timeframe: timeframe.label,
    opened: momentText(time[row]! as Timestamp),
    open: open[row]!,
    high: high[row]!,
    low: low[row]!,
    close: close[row]!,
    volume: volume[row]!,
  }
}
