/** Bars at a moment of a run: the one that closed then, or in which it lies, and those before it. */
import type { BarStream } from '../model/bar-stream.ts'
import { allocateBars, type Bars, type BarSeries } from '../model/bars.ts'
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

/** The bars of an instrument that had opened before `time` (epoch ms), oldest first. @throws what reading them from a stream throws */
export function barsAround(series: readonly BarSeries[], instrument: string | null, time: number): InputBar[] {
  return series
    .filter((one) => instrument === null || one.instrument.id === instrument)
    .flatMap((one) => {
      const { bars, timeframe, stream } = one
      // Of ticks the last one may have come at that moment itself.
      const until = (time + (timeframe.ms === 0 ? 1 : 0)) as Timestamp
      const end = stream?.rowFrom(until) ?? firstAtOrAfter(bars, until)
      const from = Math.max(0, end - BARS_SHOWN)
      const shown = stream === undefined ? bars : readRows(stream, from, end - from)
      const first = stream === undefined ? from : 0
      return Array.from({ length: end - from }, (_, k) => barOf(one, shown, first + k))
    })
}

function firstAtOrAfter({ time, length }: Bars, until: number): number {
  let end = length
  while (end > 0 && time[end - 1]! >= until) end--
  return end
}

function readRows(stream: BarStream, from: number, count: number): Bars {
  const bars = allocateBars(count)
  if (count > 0) stream.open(from).read(bars, 0, count)
  return bars
}

function barOf({ instrument, timeframe }: BarSeries, { time, open, high, low, close, volume }: Bars, row: number): InputBar {
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
