/**
 * Bars to draw: the whole run of each traded instrument with neighbours merged until few are left, and where that is too coarse
 * to see a single round trip, windows of finer bars around those that are shown. With them the fills of those round trips and of
 * positions that are open at the end.
 */
import { INSTRUMENT, TIME, TRIP_ENTRY_TIME } from '../model/record.ts'
import { priceOf, qtyOf, type Instrument } from '../model/instrument.ts'
import type { BarSeries } from '../model/bars.ts'
import type { RunEnd } from '../model/ports.ts'
import { chosenTrips } from './chosen-trips.ts'
import type { PositionLog } from './position-log.ts'
import type { RowStore } from './row-store.ts'
import { tradedBars, type TradedBars } from './traded-bars.ts'

export interface PriceChart {
  readonly instrument: string
  readonly timeframe: string
  /** Bars of the series, and how many of them a point of the whole run merges. */
  readonly bars: number
  readonly barsPerPoint: number
  readonly columns: readonly ['time', 'open', 'high', 'low', 'close']
  /** Time is when the first bar opened. */
  readonly points: readonly (readonly number[])[]
  readonly windows: readonly BarWindow[]
  readonly fillColumns: readonly ['time', 'price', 'qty']
  /** Fills of the round trips that are shown and of the open position, at most 4,000 in all charts; sales have a negative quantity. */
  readonly fills: readonly (readonly number[])[]
}

/** Finer bars around one round trip. */
export interface BarWindow {
  readonly barsPerPoint: number
  readonly points: readonly (readonly number[])[]
}

export interface PriceChartFacts {
  readonly series: readonly BarSeries[]
  readonly instruments: readonly Instrument[]
  readonly roundTrips: RowStore
  /** Net profit of each. */
  readonly net: Float64Array
  readonly log: PositionLog
  /** Positions that are open at the end. */
  readonly open: RunEnd['open']
}

/** Of all instruments together. */
const POINTS_MAX = 10_000
const FILLS_MAX = 4000
const TRIPS_MAX = 200
const INSTRUMENTS_MAX = 40
const WINDOW_POINTS = 80
/** A round trip that spans fewer points of the whole run has a window of its own. */
const POINTS_FEW = 16

interface Trip {
  readonly from: number
  readonly to: number
}

export function priceCharts({ series, instruments, roundTrips, net, log, open }: PriceChartFacts): PriceChart[] {
  const trips = tripsByInstrument(roundTrips, chosenTrips(net, TRIPS_MAX))
  const drawn = instruments
    .map((instrument, index) => {
      const closed = trips.get(index) ?? []
      const held = open.filter((position) => position.instrument === index).map(({ since }) => ({ from: since, to: Infinity }))
      return { instrument, index, bars: tradedBars(series, instrument.id), trips: closed, spans: [...closed, ...held] }
    })
    .toSorted((a, b) => b.spans.length - a.spans.length)
    .slice(0, INSTRUMENTS_MAX)
    .filter(({ bars, spans }, k) => bars !== undefined && (k === 0 || spans.length > 0))
  const fills = fillsOf(log, drawn)
  return drawn.map(({ instrument, index, bars, trips }) => {
    const { bars: all, timeframe } = bars!.series
    const barsPerPoint = Math.max(1, Math.ceil(all.length / Math.floor(POINTS_MAX / drawn.length)))
    return {
      instrument: instrument.id,
      timeframe: timeframe.label,
      bars: all.length,
      barsPerPoint,
      columns: ['time', 'open', 'high', 'low', 'close'],
      points: merged(bars!, { from: 0, to: all.length, every: barsPerPoint }, instrument.priceDecimals),
      windows: trips.flatMap((trip) => windowOf(trip, bars!, barsPerPoint, instrument.priceDecimals) ?? []),
      fillColumns: ['time', 'price', 'qty'],
      fills: fills.get(index) ?? [],
    }
  })
}

function tripsByInstrument(roundTrips: RowStore, rows: readonly number[]): Map<number, Trip[]> {
  const trips = new Map<number, Trip[]>()
  for (const row of rows) {
    const instrument = roundTrips.field(row, INSTRUMENT)
    const list = trips.get(instrument) ?? []
    list.push({ from: roundTrips.field(row, TRIP_ENTRY_TIME), to: roundTrips.field(row, TIME) })
    trips.set(instrument, list)
  }
  return trips
}

/** Bars from a little before the entry to a little after the exit; null where the whole run shows as much. */
function windowOf({ from, to }: Trip, bars: TradedBars, barsPerPoint: number, decimals: number): BarWindow | null {
  const entry = Math.max(0, bars.rowAt(from))
  const exit = Math.max(entry, bars.rowAt(to))
  const length = exit - entry + 1
  if (barsPerPoint === 1 || length >= POINTS_FEW * barsPerPoint) return null
  const beside = Math.max(Math.ceil(length / 3), Math.floor((WINDOW_POINTS - length) / 2))
  const first = Math.max(0, entry - beside)
  const last = Math.min(bars.series.bars.length, exit + 1 + beside)
  const every = Math.ceil((last - first) / WINDOW_POINTS)
  return { barsPerPoint: every, points: merged(bars, { from: first, to: last, every }, decimals) }
}

/** Every so many bars as one, and the rest as the last. */
function merged({ series }: TradedBars, rows: { from: number; to: number; every: number }, decimals: number): number[][] {
  const { time, open, high, low, close } = series.bars
  const rounded = (value: number): number => Number(value.toFixed(decimals))
  const points: number[][] = []
  for (let from = rows.from; from < rows.to; from += rows.every) {
    const to = Math.min(rows.to, from + rows.every)
    let [top, bottom] = [high[from]!, low[from]!]
    for (let row = from + 1; row < to; row++) {
      if (high[row]! > top) top = high[row]!
      if (low[row]! < bottom) bottom = low[row]!
    }
    points.push([time[from]!, rounded(open[from]!), rounded(top), rounded(bottom), rounded(close[to - 1]!)])
  }
  return points
}

interface Drawn {
  readonly instrument: Instrument
  readonly index: number
  /** When there was a position that is shown. */
  readonly spans: readonly Trip[]
}

/** Fills within the positions that are shown, by instrument. */
function fillsOf(log: PositionLog, drawn: readonly Drawn[]): Map<number, number[][]> {
  const open = new Map(drawn.map((d) => [d.index, { instrument: d.instrument, spans: joined(d.spans), fills: [] as number[][] }]))
  let left = FILLS_MAX
  for (let change = 0, { kept } = log; change < kept; change++) {
    const { time, instrument, lots, ticks } = log.at(change)
    const own = open.get(instrument)
    if (own === undefined || ticks === 0) continue
    while (own.spans.length > 0 && own.spans[0]!.to < time) own.spans.shift()
    if (left === 0 || own.spans.length === 0 || own.spans[0]!.from > time) continue
    own.fills.push([time, priceOf(own.instrument, ticks), qtyOf(own.instrument, lots)])
    left--
  }
  return new Map([...open].map(([index, { fills }]) => [index, fills]))
}

/** The stretches of time in which one of the round trips was open, in order. */
function joined(trips: readonly Trip[]): Trip[] {
  const spans: Trip[] = []
  for (const trip of trips.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1)
    if (last === undefined || trip.from > last.to) spans.push(trip)
    else spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, trip.to) }
  }
  return spans
}
