/** Bars, fills and round trips as the page embeds them for its price charts. */
import type { ReportDocument, RoundTripRow } from '../document.ts'
import { packed, packedTimes, type PackedColumn } from './columns.ts'

export interface PriceData {
  readonly charts: readonly InstrumentBars[]
  readonly trips: TripData
}

export interface InstrumentBars {
  readonly instrument: string
  readonly timeframe: string
  readonly decimals: number
  readonly whole: PackedBars
  readonly windows: readonly PackedBars[]
  readonly fills: { readonly time: PackedColumn; readonly price: PackedColumn; readonly qty: readonly number[] }
}

/** Bars without repetition: how far each opens from the last close, its body, and its wicks above and below, in ticks. */
export interface PackedBars {
  /** Bars that one of these merges. */
  readonly every: number
  readonly time: PackedColumn
  readonly gap: readonly number[]
  readonly body: readonly number[]
  readonly above: readonly number[]
  readonly below: readonly number[]
}

/** The round trips of the list, by column. */
export interface TripData {
  /** Index into `charts`, -1 for an instrument that is not drawn. */
  readonly chart: readonly number[]
  readonly side: readonly (1 | -1)[]
  readonly entry: PackedColumn
  readonly exit: PackedColumn
  readonly entryPrice: readonly number[]
  readonly exitPrice: readonly number[]
  readonly net: readonly number[]
}

export function priceData({ priceCharts = [], run }: ReportDocument, shown: readonly RoundTripRow[]): PriceData {
  const charts = priceCharts.map((c): InstrumentBars => {
    const decimals = decimalsOf(run.instruments.find((i) => i.id === c.instrument)?.tick ?? 0.01)
    return {
      instrument: c.instrument,
      timeframe: c.timeframe,
      decimals,
      whole: packedBars(c.points, c.barsPerPoint, decimals),
      windows: c.windows.map((w) => packedBars(w.points, w.barsPerPoint, decimals)),
      fills: {
        time: packedTimes(c.fills.map((f) => f[0] ?? 0)),
        price: packed(columnOf(c.fills, 1), 10 ** -decimals),
        qty: columnOf(c.fills, 2),
      },
    }
  })
  return {
    charts,
    trips: {
      chart: shown.map((r) => charts.findIndex((c) => c.instrument === r.instrument)),
      side: shown.map((r) => (r.side === 'long' ? 1 : -1)),
      entry: packedTimes(shown.map((r) => r.entryTime)),
      exit: packedTimes(shown.map((r) => r.exitTime)),
      entryPrice: shown.map((r) => Number(r.entryPrice.toPrecision(10))),
      exitPrice: shown.map((r) => Number(r.exitPrice.toPrecision(10))),
      net: shown.map((r) => Number(r.net.toFixed(2))),
    },
  }
}

function packedBars(points: readonly (readonly number[])[], every: number, decimals: number): PackedBars {
  const ticks = 10 ** decimals
  const rows = points.map(([, ...prices]) => prices.map((p) => Math.round(p * ticks)) as [number, number, number, number])
  return {
    every,
    time: packedTimes(columnOf(points, 0)),
    gap: rows.map(([open], i) => open - (rows[i - 1]?.[3] ?? 0)),
    body: rows.map(([open, , , close]) => close - open),
    above: rows.map(([open, high, , close]) => high - Math.max(open, close)),
    below: rows.map(([open, , low, close]) => Math.min(open, close) - low),
  }
}

function columnOf(points: readonly (readonly number[])[], k: number): number[] {
  return points.map((p) => p[k] ?? 0)
}

function decimalsOf(tick: number): number {
  const text = String(tick)
  return text.includes('e-') ? Number(text.split('e-')[1]) : (text.split('.')[1]?.length ?? 0)
}
