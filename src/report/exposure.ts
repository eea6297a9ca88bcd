/**
 * How much of the account was at work: positions against equity over time, by side and by instrument, and how often they were
 * turned over. Positions are read at the points of the equity curve, at every k-th of them where there are very many instruments;
 * gross exposure is that of the marks there. Some of these moments are kept to be drawn.
 */
import { lotSize, tickSize, type Instrument } from '../model/instrument.ts'
import type { BarSeries } from '../model/bars.ts'
import type { PositionLog } from './position-log.ts'
import { tradedBars, type TradedBars } from './traded-bars.ts'

export interface ExposureSection {
  readonly columns: readonly ['time', 'gross', 'long', 'short', 'net']
  /** Fractions of equity at up to 400 moments, short <= 0; long, short and net are null where `reason` says why. */
  readonly points: readonly (readonly (number | null)[])[]
  /** Gross exposure / equity over all moments: how much of the account is at work, above 1 with borrowed money. */
  readonly leverage: { readonly average: number; readonly max: number } | null
  /** Largest average first, at most 50. */
  readonly instruments: readonly InstrumentExposure[]
  /** Notional traded / mean equity, by calendar year. */
  readonly turnover: readonly { readonly year: number; readonly ratio: number }[]
  readonly reason?: string
}

export interface InstrumentExposure {
  readonly instrument: string
  /** Value of the position / equity: mean of its size over all moments, and the largest. */
  readonly average: number
  readonly max: number
  /** Its part of the sum of all averages. */
  readonly share: number
}

/** What the account was worth and had at work at moments of the run, as the equity curve keeps them. */
export interface ExposureMarks {
  readonly time: Float64Array
  readonly equity: Float64Array
  readonly exposure: Float64Array
}

export interface ExposureFacts {
  readonly marks: ExposureMarks
  readonly log: PositionLog
  readonly instruments: readonly Instrument[]
  /** Code of the account's currency. */
  readonly currency: string
  /** Bars of the run; undefined where they are not at hand any more. */
  readonly series: readonly BarSeries[] | undefined
}

/** Moments that are drawn. */
const POINTS_MAX = 400
/** Positions that are read: moments × instruments. */
const READS_MAX = 1_000_000
const INSTRUMENTS_MAX = 50

export function exposureOf(facts: ExposureFacts): ExposureSection {
  const { marks } = facts
  const every = Math.ceil(marks.time.length / Math.max(POINTS_MAX, Math.floor(READS_MAX / facts.instruments.length)))
  const rows: number[] = []
  // Fractions of equity that is not positive mean nothing.
  for (let i = (marks.time.length - 1) % every; i < marks.time.length; i += every) if (marks.equity[i]! > 0) rows.push(i)
  const reason = whyUnknown(facts)
  const sides = reason === null ? sidesAt(rows, facts) : null
  const gross = rows.map((i) => marks.exposure[i]! / marks.equity[i]!)
  const drawn = Math.ceil(rows.length / POINTS_MAX)
  const points: (number | null)[][] = []
  for (let k = (rows.length - 1) % drawn; k < rows.length; k += drawn) {
    const long = sides === null ? null : sides.long[k]!
    const short = sides === null ? null : sides.short[k]!
    points.push([marks.time[rows[k]!]!, gross[k]!, long, short, long === null || short === null ? null : long + short])
  }
  return {
    columns: ['time', 'gross', 'long', 'short', 'net'],
    points,
    leverage: gross.length === 0 ? null : { average: average(gross), max: gross.reduce((a, b) => Math.max(a, b)) },
    instruments: sides === null ? [] : concentration(sides.byInstrument, rows.length),
    turnover: turnoverByYear(facts),
    ...(reason !== null && { reason }),
  }
}

function whyUnknown({ log, instruments, currency, series }: ExposureFacts): string | null {
  if (series === undefined) return 'the bars of the run were not kept'
  if (!log.whole) return 'there were too many fills to keep'
  return instruments.some((i) => i.currency.code !== currency) ? 'positions are in several currencies' : null
}

interface Sides {
  readonly long: Float64Array
  readonly short: Float64Array
  readonly byInstrument: ReadonlyMap<string, { sum: number; max: number }>
}

/** Values of the positions at the marks of these rows, as fractions of equity there. */
function sidesAt(rows: readonly number[], { marks, log, instruments, series = [] }: ExposureFacts): Sides {
  const held = instruments.map((instrument) => ({
    lots: 0,
    value: tickValue(instrument) / tickSize(instrument),
    bars: tradedBars(series, instrument.id),
    id: instrument.id,
  }))
  const sides = { long: new Float64Array(rows.length), short: new Float64Array(rows.length), byInstrument: new Map<string, Peak>() }
  let change = 0
  rows.forEach((row, k) => {
    for (; change < log.kept; change++) {
      const { time, instrument, lots } = log.at(change)
      if (time > marks.time[row]!) break
      held[instrument]!.lots += lots
    }
    for (const { lots, value, bars, id } of held) {
      if (lots === 0 || bars === undefined) continue
      const share = (lots * value * closeAt(bars, marks.time[row]!)) / marks.equity[row]!
      if (share > 0) sides.long[k]! += share
      else sides.short[k]! += share
      const peak = sides.byInstrument.get(id) ?? { sum: 0, max: 0 }
      sides.byInstrument.set(id, { sum: peak.sum + Math.abs(share), max: Math.max(peak.max, Math.abs(share)) })
    }
  })
  return sides
}

interface Peak {
  sum: number
  max: number
}

function closeAt(bars: TradedBars, time: number): number {
  const row = bars.rowAt(time)
  return row < 0 ? 0 : bars.series.bars.close[row]!
}

function concentration(byInstrument: Sides['byInstrument'], points: number): InstrumentExposure[] {
  const all = [...byInstrument.values()].reduce((sum, peak) => sum + peak.sum, 0)
  return [...byInstrument]
    .map(([instrument, { sum, max }]) => ({ instrument, average: sum / points, max, share: sum / all }))
    .toSorted((a, b) => b.average - a.average)
    .slice(0, INSTRUMENTS_MAX)
}

function turnoverByYear({ marks, log, instruments, currency }: ExposureFacts): ExposureSection['turnover'] {
  if (!log.whole || instruments.some((i) => i.currency.code !== currency)) return []
  const values = instruments.map(tickValue)
  const years = new Years()
  for (let i = 0; i < marks.time.length; i++) {
    const sums = years.at(marks.time[i]!)
    sums.equity += marks.equity[i]!
    sums.marks++
  }
  for (let change = 0, { kept } = log; change < kept; change++) {
    const { time, instrument, lots, ticks } = log.at(change)
    years.at(time).notional += Math.abs(lots * ticks) * values[instrument]!
  }
  return [...years.sums]
    .filter(([, { equity }]) => equity > 0)
    .map(([year, { notional, equity, marks }]) => ({ year, ratio: (notional * marks) / equity }))
}

/** Money of one tick of one lot. */
function tickValue(i: Instrument): number {
  return tickSize(i) * lotSize(i) * i.multiplier
}

interface YearSums {
  notional: number
  equity: number
  marks: number
}

/** Sums by calendar year in UTC, midnight of New Year belonging to the year it ends; quick for one moment after another. */
class Years {
  readonly sums = new Map<number, YearSums>()
  private now: YearSums = { notional: 0, equity: 0, marks: 0 }
  private from = 0
  private to = 0

  at(time: number): YearSums {
    if (!(time > this.from && time <= this.to)) this.turnTo(new Date(time - 1).getUTCFullYear())
    return this.now
  }

  private turnTo(year: number): void {
    this.from = Date.UTC(year, 0, 1)
    this.to = Date.UTC(year + 1, 0, 1)
    this.now = this.sums.get(year) ?? { notional: 0, equity: 0, marks: 0 }
    this.sums.set(year, this.now)
  }
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
