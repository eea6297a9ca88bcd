/** Markets of several kinds for whole runs: around the clock, in sessions, single prints, quoted, split and paying. Equal seeds give equal bars. */
import { Random } from '../../src/base/random.ts'
import type { BarSeries, CorporateAction, Quotes } from '../../src/model/bars.ts'
import { createInstrument, tickSize, type Instrument } from '../../src/model/instrument.ts'
import { epochMs, timestamp, type Timestamp } from '../../src/model/time.ts'
import { randomSeries } from './random-bars.ts'
import { randomTicks, sessionSeries } from './random-ticks.ts'

export const marketKinds = ['plain', 'sessions', 'prints', 'quotes', 'actions'] as const
/** One market in another currency than the account's, and the pair that converts it: told by the records in the account's alone. */
export type MarketKind = (typeof marketKinds)[number] | 'currencies'

export interface MarketsSpec {
  readonly seed: number
  readonly rows: number
  readonly kind: MarketKind
  /** Epoch ms of a Monday; 7 October 2019 unless given. */
  readonly start?: number
}

/** 7 October 2019, in weeks without a holiday in New York or a change of its clocks. */
export const MONDAY: Timestamp = timestamp('2019-10-07')

const plain: readonly Instrument[] = [
  createInstrument({ id: 'A', tick: 0.01, lot: 1 }),
  createInstrument({ id: 'B', tick: 0.25, lot: 0.1, multiplier: 5 }),
]
const listed: readonly Instrument[] = ['A', 'B'].map((id) => createInstrument({ id, tick: 0.01, lot: 1, calendar: 'XNYS' }))

const abroad: readonly Instrument[] = [
  plain[0]!,
  createInstrument({ id: 'B', tick: 0.01, lot: 1, currency: 'EUR' }),
  createInstrument({ id: 'EURUSD', tick: 0.0001, lot: 1, baseCurrency: 'EUR' }),
]

/** Markets of a kind, of which the first has all rows and each other some fewer. */
export function marketsOf({ seed, rows, kind, start = MONDAY }: MarketsSpec): readonly BarSeries[] {
  const count = kind === 'currencies' ? abroad.length : plain.length
  return Array.from({ length: count }, (_, k) => {
    const spec = { rows: rows - k * Math.floor(rows / 7), seed: seed + k, start, gaps: 0.05 }
    if (kind === 'sessions') {
      // Some bars lie outside market hours, where nothing but their prices is known of them.
      const all = sessionSeries({ ...spec, instrument: listed[k]!, timeframe: '30m', rows: rows * 4, gaps: 0.02 }, 0.02)
      return { ...all, bars: { ...all.bars, length: Math.min(all.bars.length, spec.rows) } }
    }
    if (kind === 'prints') return randomTicks({ ...spec, instrument: plain[k]!, apartMsMax: 40_000 })
    const bars = randomSeries({ ...spec, instrument: (kind === 'currencies' ? abroad : plain)[k]!, timeframe: '1m' })
    return kind === 'quotes' ? quoted(bars, spec.seed) : kind === 'actions' ? acted(bars, spec.seed) : bars
  })
}

/** Quotes around the bars, of which some are missing, and rows that only repeat the last close. */
function quoted(series: BarSeries, seed: number): BarSeries {
  const random = new Random(seed + 5)
  const { bars } = series
  const tick = tickSize(series.instrument)
  const repeated = new Uint8Array(bars.length)
  for (let row = 1; row < bars.length; row++) {
    if (random.unit() > 0.15) continue
    repeated[row] = 1
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][row] = bars.close[row - 1]!
    bars.volume[row] = 0
  }
  const has = Array.from({ length: bars.length }, () => random.unit() > 0.1)
  const beside = (column: Float64Array, ticks: number): Float64Array => column.map((price, row) => (has[row] ? price + ticks * tick : NaN))
  const quotes: Quotes = {
    bidOpen: beside(bars.open, -2),
    bidHigh: beside(bars.high, -2),
    bidLow: beside(bars.low, -2),
    bidClose: beside(bars.close, -2),
    askOpen: beside(bars.open, 1),
    askHigh: beside(bars.high, 1),
    askLow: beside(bars.low, 1),
    askClose: beside(bars.close, 1),
  }
  return { ...series, repeated, quotes }
}

/** Splits and dividends on the way, with prices that follow the splits; now and then the end of the listing. */
function acted(series: BarSeries, seed: number): BarSeries {
  const random = new Random(seed + 9)
  const { bars, instrument } = series
  const tick = tickSize(instrument)
  const at = (share: number): number => bars.time[Math.floor((bars.length - 1) * share)]!
  const ratio = [2, 3, 0.5, 1.5][random.int(0, 3)]!
  const actions: CorporateAction[] = [
    { time: epochMs(at(0.3)), kind: 'dividend', amount: random.int(1, 200) / 100, inPrices: false },
    { time: epochMs(at(0.5)), kind: 'split', ratio, inPrices: false },
    { time: epochMs(at(0.7)), kind: 'dividend', amount: 0.25, inPrices: random.unit() < 0.5 },
    ...(random.unit() < 0.3 ? [{ time: epochMs(at(0.9) + 1), kind: 'delisting' as const, inPrices: false }] : []),
  ]
  for (let row = 0; row < bars.length; row++) {
    if (bars.time[row]! < at(0.5)) continue
    for (const name of ['open', 'high', 'low', 'close'] as const)
      bars[name][row] = Math.max(1, Math.round(bars[name][row]! / ratio / tick)) * tick
  }
  return { ...series, actions }
}
