/** Statistics by the convention `backtesting.py`, of a run by bars: what that engine counts where a report of ours counts otherwise. */
import { DAY_MS } from '../../../src/model/time.ts'
import { backtestingPy } from '../../../src/report/conventions/backtesting-py.ts'
import { conventionFigures } from '../../../src/report/conventions/convention.ts'
import { factsOfReturns } from '../../../src/report/daily-facts.ts'
import type { AccountFacts } from '../../../src/report/definitions/definition.ts'
import { Drawdowns } from '../../../src/report/drawdown.ts'
import { MarkSpan } from '../../../src/report/mark-span.ts'
import { roundTripsFrom, type RoundTrips } from '../../../src/report/round-trips.ts'
import { YEAR_MS } from '../../../src/report/statistics/returns.ts'
import type { FifoTrade } from './fifo-trades.ts'
import type { RunRows } from './run-rows.ts'

/** By their labels there; spans of time in seconds. */
export type Statistics = Readonly<Record<string, number>>

/** @param firstBar the first row at which every indicator has a value: buying and holding begins there */
export function statisticsOf(run: RunRows, trades: readonly FifoTrade[], firstBar: number): Statistics {
  const facts = { account: accountOf(run, trades, firstBar), trips: tripsOf(run, trades), barMs: run.series.timeframe.ms }
  const figures = conventionFigures(backtestingPy, facts)
  return Object.fromEntries(figures.map(({ label, unit, value }) => [label, unit === 'ms' ? (value ?? NaN) / 1000 : (value ?? NaN)]))
}

/** Returns from one UTC day to the next; drawdowns, exposure and the benchmark of bars. */
function accountOf({ series, equity }: RunRows, trades: readonly FifoTrade[], firstBar: number): AccountFacts {
  const { time, close, length } = series.bars
  const rows = Array.from({ length }, (_, row) => row).filter((row) => row === length - 1 || dayOf(time[row]!) !== dayOf(time[row + 1]!))
  const daily = Float64Array.from(rows, (row) => equity[row]!)
  const day = Float64Array.from(rows, (row) => dayOf(time[row]!))
  const drawdowns = new Drawdowns(equity[0]!)
  drawdowns.take(new MarkSpan().measure({ markTime: time, markEquity: equity, markExposure: equity }, 0, length))
  const account = {
    ...factsOfReturns({ day: day.subarray(1), returns: changesOf(daily) }),
    opening: equity[0]!,
    closing: equity[length - 1]!,
    years: (time[length - 1]! - time[0]!) / YEAR_MS,
    drawdowns: drawdowns.summary(),
    marks: length,
    exposedMarks: barsWithTrades(trades, length),
    fees: trades.reduce((sum, t) => sum + t.commission, 0),
  }
  const held = { ...account, opening: close[firstBar]!, closing: close[length - 1]! }
  return { ...account, benchmark: { facts: held, day, account: changesOf(equity), held: changesOf(close.subarray(0, length)) } }
}

/** Every entry is a trade there, first in, first out. */
function tripsOf({ series }: RunRows, trades: readonly FifoTrade[]): RoundTrips {
  const { time } = series.bars
  return roundTripsFrom({
    net: Float64Array.from(trades, (t) => t.pnl),
    returns: Float64Array.from(trades, (t) => t.returnPct),
    lastedMs: Float64Array.from(trades, (t) => time[t.exitBar]! - time[t.entryBar]!),
    bars: Float64Array.from(trades, (t) => t.exitBar - t.entryBar + 1),
  })
}

function barsWithTrades(trades: readonly FifoTrade[], length: number): number {
  const inMarket = new Uint8Array(length)
  for (const { entryBar, exitBar } of trades) inMarket.fill(1, entryBar, exitBar + 1)
  return inMarket.reduce((a, b) => a + b, 0)
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS)
}

function changesOf(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, k) => value / values[k]! - 1)
}
