/**
 * LEAN's statistics from its samples and fills, without an engine: the account moves once a session, at its close, as the
 * daily samples say. What depends on the hours between is compared where there are none, in the runs on daily bars.
 */
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../../src/calendar/calendars.ts'
import { ZoneOffsets } from '../../../src/calendar/zone-offsets.ts'
import { allocateBars, type BarSeries } from '../../../src/model/bars.ts'
import { createInstrument } from '../../../src/model/instrument.ts'
import * as R from '../../../src/model/record.ts'
import { DAY_MS, HOUR_MS, type Timestamp } from '../../../src/model/time.ts'
import { parseTimeframe } from '../../../src/model/timeframe.ts'
import { LeanStatisticsTap } from '../../../src/report/lean/lean-statistics-tap.ts'
import { exampleInfo } from '../../report/example-run.ts'
import { readCases, readDaily, readDividends, readFills, readRates, reference, type DailyRow, type FillRow } from './cases.ts'

/** Runs in which the account moves once a day, so that the daily samples are all of its curve. */
const DAILY_RUNS: ReadonlySet<string> = new Set([
  'BasicTemplateDailyAlgorithm',
  'StopLimitOrderRegressionAlgorithm',
  'MACDTrendAlgorithm',
  'DisplacedMovingAverageRibbon',
  'LiquidateRegressionAlgorithm',
  'DividendRegressionAlgorithm',
])
/** The only run on raw prices, so that dividends are paid in cash: 512 shares were held from its first days on. */
const RAW_RUN = 'DividendRegressionAlgorithm'
const RAW_SHARES = 512

const SESSION_HOURS = [10, 11, 12, 13, 14, 15, 16]

const xnys = calendarOf('XNYS')
const newYork = new ZoneOffsets('America/New_York')

/** One moment of a run: what was recorded in it, by field, and the equity at its end. */
interface Moment {
  readonly time: number
  readonly equity: number
  readonly records: readonly Readonly<Record<number, number>>[]
}

describe.runIf(reference !== undefined)('statistics equal those of LEAN', () => {
  test.each(readCases())('$name', ({ name, expected }) => {
    const ours = statisticsOf(name, Number(expected['Start Equity']))
    for (const [statistic, text] of Object.entries(expected)) {
      // Orders that never filled are not among the fills.
      if (statistic === 'Total Orders') continue
      if (statistic.startsWith('Drawdown') && !DAILY_RUNS.has(name)) continue
      expect(ours[statistic], statistic).toBe(text)
    }
  })
})

function statisticsOf(name: string, cash: number): Readonly<Record<string, string>> {
  const daily = readDaily(name)
  const fills = readFills(name)
  const symbols = [...new Set(fills.map(({ symbol }) => symbol)), 'SPY']
  const tap = new LeanStatisticsTap({
    startDate: dateOf(daily[0]!.time),
    endDate: dateOf(daily.at(-1)!.time),
    benchmark: benchmarkOf(daily),
    riskFreeRate: readRates(),
  })
  tap.start(exampleInfo({ instruments: symbols.map((id) => createInstrument({ id, tick: 1e-10, lot: 1 })), cash: cash * 1e6 }))
  const account = accountOf(daily, cash, name === RAW_RUN ? readDividends(isSession) : new Map<number, number>())
  tap.take(blockOf([...account, ...fillsOf(fills, symbols, account)].sort((a, b) => a.time - b.time)))
  tap.end()
  return tap.result().printed
}

/** Equity at the close of every session; a dividend is paid at the midnight after it. */
function accountOf(daily: readonly DailyRow[], cash: number, dividends: ReadonlyMap<number, number>): Moment[] {
  let after = cash
  return daily.slice(1).flatMap((row, k) => {
    after *= 1 + row.performance / 100
    const day = dateOf(daily[k]!.time)
    const dividend = (dividends.get(dateOf(row.time)) ?? 0) * RAW_SHARES
    const close = { time: newYork.instantOf(day + 16 * HOUR_MS), equity: after - dividend, records: [] }
    const paid = { [R.KIND]: R.ADJUST, [R.ADJUST_KIND]: R.adjustKinds.indexOf('dividend'), [R.ADJUST_CASH]: Math.round(dividend * 1e6) }
    return [...(isSession(day) ? [close] : []), ...(dividend === 0 ? [] : [{ time: row.time, equity: after, records: [paid] }])]
  })
}

/** A moment for each fill, with the equity of the close before it: what it costs is in that of the close after it. */
function fillsOf(fills: readonly FillRow[], symbols: readonly string[], account: readonly Moment[]): Moment[] {
  const held = symbols.map(() => ({ qty: 0, cost: 0 }))
  return fills.map((fill) => {
    const instrument = symbols.indexOf(fill.symbol)
    const position = held[instrument]!
    const closes = position.qty * fill.qty < 0
    const entry = position.cost / position.qty
    position.cost += fill.qty * (closes ? entry : fill.price)
    position.qty += fill.qty
    const record = {
      [R.KIND]: R.FILL,
      [R.INSTRUMENT]: instrument,
      [R.ID]: fill.order,
      [R.SIDE]: Math.sign(fill.qty),
      [R.LOTS]: Math.abs(fill.qty),
      [R.FILL_TICKS]: Math.round(fill.price * 1e10),
      [R.FILL_FEE]: Math.round(fill.fee * 1e6),
      [R.FILL_POSITION]: position.qty,
      [R.FILL_REALISED]: closes ? Math.round(-fill.qty * (fill.price - entry) * 1e6) : 0,
    }
    // Before the close of the same instant, which is the mark of both.
    const time = fill.time - 1
    return { time, equity: account.findLast((m) => m.time <= time)?.equity ?? account[0]!.equity, records: [record] }
  })
}

function blockOf(moments: readonly Moment[]): R.RecordBlock {
  const rows = moments.flatMap(({ time, records }) => records.map((fields) => ({ ...fields, [R.TIME]: time })))
  const records = new Float64Array(rows.length * R.RECORD_WIDTH)
  rows.forEach((fields, k) => {
    for (const [field, value] of Object.entries(fields)) records[k * R.RECORD_WIDTH + Number(field)] = value
  })
  return {
    records,
    recordCount: rows.length,
    markTime: Float64Array.from(moments, ({ time }) => time),
    markEquity: Float64Array.from(moments, ({ equity }) => equity),
    markExposure: new Float64Array(moments.length),
    markCount: moments.length,
  }
}

/**
 * A bar known before the run with its first price, then the hours of every session, at which LEAN looks at the account too:
 * the last with the price that is sampled next, those before it with the one of before, since no sample needs theirs.
 */
function benchmarkOf(daily: readonly DailyRow[]): BarSeries | number {
  if (daily.every(({ benchmark }) => benchmark === 0)) return 0
  const known = daily.flatMap((row, k) => {
    const before = daily[k - 1]
    if (before === undefined) return [{ time: row.time - HOUR_MS, price: row.benchmark }]
    const day = dateOf(before.time)
    if (!isSession(day)) return []
    return SESSION_HOURS.map((hour) => ({
      time: newYork.instantOf(day + hour * HOUR_MS),
      price: hour === 16 ? row.benchmark : before.benchmark,
    }))
  })
  const bars = allocateBars(known.length)
  known.forEach(({ time, price }, k) => {
    bars.time[k] = time - HOUR_MS
    bars.close[k] = price
  })
  const source = { name: 'SPY', contentHash: '', gaps: 0 }
  return { instrument: createInstrument({ id: 'SPY' }), timeframe: parseTimeframe('1h'), bars, source }
}

/** Whether a date (UTC midnight of it) has a session: every one is open at ten. */
function isSession(date: number): boolean {
  return xnys.isOpen(newYork.instantOf(date + 10 * HOUR_MS))
}

function dateOf(time: number): Timestamp {
  return (Math.floor((time + newYork.offsetAt(time)) / DAY_MS) * DAY_MS) as Timestamp
}
