/** Random markets: whole ticks, gaps in price and in time. Equal seeds give equal bars. */
import { Random } from '../../src/base/random.ts'
import { allocateBars, type Bars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, tickSize, type Instrument } from '../../src/model/instrument.ts'
import { bucketEnd, bucketStart, parseTimeframe, type Timeframe } from '../../src/model/timeframe.ts'

export interface MarketSpec {
  readonly instrument: Instrument
  readonly timeframe: string
  readonly rows: number
  readonly seed: number
  /** Epoch ms at or after which the first bar opens. */
  readonly start: number
  /** How often bars are missing before a row, 0 to 1. */
  readonly gaps: number
  /** Rows before which bars are missing for certain. */
  readonly gapsBefore?: readonly number[]
}

const START_TICKS = 4000
const JUMP_CHANCE = 0.05
const BARS_MISSING_MAX = 40

export function randomSeries(spec: MarketSpec): BarSeries {
  const random = new Random(spec.seed)
  const timeframe = parseTimeframe(spec.timeframe)
  const bars = allocateBars(spec.rows)
  const tick = tickSize(spec.instrument)
  let ticks = START_TICKS
  let open = bucketEnd(timeframe, spec.start - 1)
  for (let row = 0; row < spec.rows; row++) {
    const isGap = random.unit() < spec.gaps || spec.gapsBefore?.includes(row) === true
    const missing = isGap ? random.int(1, BARS_MISSING_MAX) : 0
    for (let n = 0; n < missing; n++) open = bucketEnd(timeframe, open)
    bars.time[row] = open
    open = bucketEnd(timeframe, open)
    ticks = writeBar(bars, row, { random, tick, ticks })
  }
  return { instrument: spec.instrument, timeframe, bars, source: { name: `random ${spec.seed}`, contentHash: '', gaps: 0 } }
}

/** Writes a bar that begins near `ticks`; returns where it ended. */
function writeBar(bars: Bars, row: number, from: { readonly random: Random; readonly tick: number; readonly ticks: number }): number {
  const { random, tick } = from
  const jump = random.unit() < JUMP_CHANCE ? random.int(-120, 120) : random.int(-2, 2)
  // Pulled towards where it began, so that prices stay positive however long the series.
  const open = Math.max(200, from.ticks + jump + Math.round((START_TICKS - from.ticks) / 200))
  const close = open + random.int(-25, 25)
  const at = (ticks: number): number => ticks * tick
  bars.open[row] = at(open)
  bars.close[row] = at(close)
  bars.high[row] = at(Math.max(open, close) + random.int(0, 20))
  bars.low[row] = at(Math.min(open, close) - random.int(0, 20))
  bars.volume[row] = random.int(0, 500)
  return close
}

/** Three instruments unlike each other, whose money is exact without rounding. */
export const someInstruments: readonly Instrument[] = [
  createInstrument({ id: 'A', tick: 0.01, lot: 1 }),
  createInstrument({ id: 'B', tick: 0.25, lot: 0.1, multiplier: 5 }),
  createInstrument({ id: 'C', tick: 0.5, lot: 0.001 }),
]

/** The series cut to the bars that closed by `time`. */
export function closedBy(series: BarSeries, time: number): BarSeries {
  let length = 0
  while (length < series.bars.length && closeOf(series.timeframe, series.bars.time[length]!) <= time) length++
  return { ...series, bars: { ...series.bars, length } }
}

/** When a bar of a series made here closes: all of them open where their timeframe begins a bar. */
export function closeOf(timeframe: Timeframe, openTime: number): number {
  return bucketEnd(timeframe, bucketStart(timeframe, openTime))
}
