/** Runs made of marks and records, for the tests of the report: what an engine would hand to its tap. */
import { Random } from '../../src/base/random.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, type Instrument } from '../../src/model/instrument.ts'
import type { RunEnd, RunInfo } from '../../src/model/ports.ts'
import * as R from '../../src/model/record.ts'
import { DAY_MS, HOUR_MS, type Timestamp } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { MarkSpan } from '../../src/report/mark-span.ts'
import { ReportTap, type Annualisation, type ReportOptions } from '../../src/report/report-tap.ts'

export const exampleInstrument: Instrument = createInstrument({ id: 'BTCUSD.TEST', lot: 0.01 })

/** 10,000 in ledger units of a millionth. */
export const EXAMPLE_CASH = 10_000_000_000

export const allDays: Annualisation = {
  periodsPerYear: 365,
  hasSession: () => true,
  countsEverySession: true,
  calendar: '24/7',
  why: 'the market is open every day',
}

export const weekdays: Annualisation = {
  periodsPerYear: 252,
  hasSession: (day) => (day + 3) % 7 < 5,
  countsEverySession: false,
  calendar: 'XNYS',
  why: 'sessions of the New York Stock Exchange',
}

export interface ExampleOptions {
  readonly annualisation?: Annualisation
  readonly full?: boolean
  readonly info?: Partial<RunInfo>
  readonly end?: Partial<RunEnd>
}

export function exampleInfo(changes: Partial<RunInfo> = {}): RunInfo {
  return {
    engineVersion: '0.1.0',
    strategy: { name: 'sma-cross', params: { fast: 10, slow: 30 }, source: null },
    instruments: [exampleInstrument],
    series: [
      {
        instrument: exampleInstrument.id,
        timeframe: parseTimeframe('1d'),
        source: { name: 'btc.csv', contentHash: 'c0ffee', gaps: 0 },
        bars: 1000,
        from: Date.UTC(2020, 0, 1) as Timestamp,
        to: Date.UTC(2022, 8, 26) as Timestamp,
      },
    ],
    policies: { fill: 'pessimistic', fee: '10 bps' },
    currency: exampleInstrument.currency,
    cash: EXAMPLE_CASH,
    seed: 1,
    ...changes,
  }
}

export function exampleEnd(changes: Partial<RunEnd> = {}): RunEnd {
  return { status: 'done', steps: 0, bars: 0, tradingFrom: null, lastTime: null, ambiguousBars: 0, open: [], tags: [''], ...changes }
}

/** A tap that has seen these marks ([time, equity] or [time, equity, exposure]) in blocks of `size`, these records and the end. */
export function tapOf(
  marks: readonly (readonly number[])[],
  records: readonly (readonly number[])[] = [],
  { annualisation = allDays, full = false, info = {}, end = {} }: ExampleOptions = {},
  size = 4096,
): ReportTap {
  const options: ReportOptions = { annualisation, full }
  const tap = new ReportTap(options)
  tap.start(exampleInfo(info))
  const rows = Float64Array.from(records.flat())
  for (let from = 0; from === 0 || from < marks.length; from += size) {
    const part = marks.slice(from, from + size)
    tap.take({
      records: rows,
      recordCount: from === 0 ? records.length : 0,
      markTime: Float64Array.from(part, (m) => m[0] ?? 0),
      markEquity: Float64Array.from(part, (m) => m[1] ?? 0),
      markExposure: Float64Array.from(part, (m) => m[2] ?? 0),
      markCount: part.length,
    })
  }
  tap.end(exampleEnd({ steps: marks.length, bars: marks.length, ...end }))
  return tap
}

/** Marks ([time, equity] or [time, equity, exposure]) cut into spans of `size`. */
export function* spans(marks: readonly (readonly number[])[], size: number): Generator<MarkSpan> {
  const column = (k: number): Float64Array => Float64Array.from(marks, (m) => m[k] ?? 0)
  const columns = { markTime: column(0), markEquity: column(1), markExposure: column(2) }
  for (let from = 0; from < marks.length; from += size) yield new MarkSpan().measure(columns, from, Math.min(marks.length, from + size))
}

export interface ExampleTrip {
  readonly net: number
  readonly fees?: number
  readonly side?: 1 | -1
  readonly entryTime?: number
  readonly exitTime?: number
  readonly bars?: number
  readonly roleAndTag?: number
}

/** A round-trip record of 1.00 lot-hundredths bought at 100.00: net and fees in money. */
export function tripRecord({ net, fees = 0, side = 1, entryTime = 0, exitTime = DAY_MS, bars = 2, roleAndTag = 1 }: ExampleTrip): number[] {
  const record = blank(R.ROUND_TRIP, exitTime)
  record[R.SIDE] = side
  record[R.LOTS] = 100
  record[R.TRIP_ENTRY_TIME] = entryTime
  record[R.TRIP_ENTRY_TICKS] = 10_000
  record[R.TRIP_EXIT_TICKS] = 10_000 + Math.round((net + fees) * 100) * side
  record[R.TRIP_GROSS] = Math.round((net + fees) * 1e6)
  record[R.TRIP_FEES] = Math.round(fees * 1e6)
  record[R.TRIP_MAE] = Math.round(Math.min(0, net) * 1.5e6)
  record[R.TRIP_MFE] = Math.round(Math.max(0, net) * 1.5e6)
  record[R.TRIP_BARS] = bars
  record[R.TRIP_EXIT_ROLE_TAG] = roleAndTag
  return record
}

/** A record of `kind` with the fields given by index. */
export function recordOf(kind: number, time: number, fields: Readonly<Record<number, number>>): number[] {
  const record = blank(kind, time)
  for (const [field, value] of Object.entries(fields)) record[Number(field)] = value
  return record
}

/** A random walk with drift over `days` days, `marksPerDay` marks each, in position half of the time. */
export function walk(seed: number, days: number, marksPerDay: number): number[][] {
  const random = new Random(seed)
  const marks: number[][] = []
  let equity = 10_000
  const step = DAY_MS / marksPerDay
  for (let i = 1; i <= days * marksPerDay; i++) {
    const held = Math.floor(i / 50) % 2
    if (held === 1) equity *= 1 + (random.normal() * 0.012) / Math.sqrt(marksPerDay) + 0.0006 / marksPerDay
    marks.push([Date.UTC(2020, 0, 1) + i * step, equity, held * equity])
  }
  return marks
}

/** A walk with round trips, orders, fills, refusals and cancels, so that every part of a report has something to show. */
export function richRun(seed: number, days: number, options: ExampleOptions = {}): ReportTap {
  const random = new Random(seed + 1)
  const records: number[][] = []
  const start = Date.UTC(2020, 0, 1)
  const time = (i: number): number => start + i * 5 * DAY_MS
  for (let i = 1; i * 5 < days; i++) {
    const side = random.unit() < 0.7 ? 1 : -1
    const type = i % 3
    const net = Math.round(random.normal() * 4000 + 500) / 100
    const exitTime = time(i) + random.int(1, 4) * DAY_MS
    const bars = random.int(2, 5)
    const [exitRole, tag] = [random.int(1, 3), random.int(0, 2)]
    const exit = { [R.ID]: i + days, [R.SIDE]: -side, [R.LOTS]: 100 }
    records.push(
      recordOf(R.ORDER, time(i), {
        [R.ID]: i,
        [R.SIDE]: side,
        [R.LOTS]: 100,
        [R.ORDER_TAG]: tag,
        [R.ORDER_TYPE]: type,
        [R.ORDER_DECISION]: 9990,
        [R.ORDER_LEVEL]: type * 4995,
      }),
      recordOf(R.FILL, time(i), {
        [R.ID]: i,
        [R.SIDE]: side,
        [R.LOTS]: 100,
        [R.FILL_TICKS]: 10_000,
        [R.FILL_FEE]: 100_000,
        [R.FILL_SLIPPAGE]: type === 1 ? 0 : 2,
        [R.FILL_POSITION]: 100 * side,
        [R.FILL_DECISION]: 9990,
      }),
      recordOf(R.ORDER, exitTime, { ...exit, [R.ORDER_DECISION]: 10_000, [R.ORDER_ROLE]: exitRole }),
      recordOf(R.FILL, exitTime, {
        ...exit,
        [R.FILL_TICKS]: 10_000 + Math.round((net + 0.2) * 100) * side,
        [R.FILL_FEE]: 100_000,
        [R.FILL_ROLE]: exitRole,
        [R.FILL_DECISION]: 10_000,
      }),
      tripRecord({ net, fees: 0.2, side, entryTime: time(i), exitTime, bars, roleAndTag: exitRole + 16 * tag }),
    )
    if (i % 20 === 0) records.push(recordOf(R.REFUSAL, time(i), { [R.SIDE]: 1, [R.LOTS]: 100, [R.REFUSAL_REASON]: 5 }))
    if (i % 10 === 0)
      records.push(recordOf(R.CANCEL, time(i), { [R.ID]: i, [R.SIDE]: 1, [R.LOTS]: 100, [R.CANCEL_REASON]: 2, [R.CANCEL_ROLE]: 3 }))
  }
  return tapOf(walk(seed, days, 1), records, {
    ...options,
    end: { tradingFrom: (start + DAY_MS) as Timestamp, tags: ['', 'breakout', 'pullback'], ambiguousBars: 3, ...options.end },
  })
}

/** Hourly bars of the example's instrument around 100, from the start of its walks. */
export function exampleSeries(days: number, volume = 500): BarSeries {
  const random = new Random(days)
  const bars = allocateBars(days * 24)
  let close = 100
  for (let i = 0; i < bars.length; i++) {
    bars.time[i] = Date.UTC(2020, 0, 1) + i * HOUR_MS
    bars.open[i] = close
    close *= 1 + random.normal() * 0.002
    bars.close[i] = close
    bars.high[i] = Math.max(bars.open[i]!, close) * 1.001
    bars.low[i] = Math.min(bars.open[i]!, close) * 0.999
    bars.volume[i] = volume
  }
  return {
    instrument: exampleInstrument,
    timeframe: parseTimeframe('1h'),
    bars,
    source: { name: 'btc.csv', contentHash: 'c0ffee', gaps: 0 },
  }
}

function blank(kind: number, time: number): number[] {
  const record = Array.from({ length: R.RECORD_WIDTH }, () => 0)
  record[R.KIND] = kind
  record[R.TIME] = time
  return record
}
