/** Statistics as backtesting.py defines them, of a run by bars. Percentages where their names say so, durations in seconds. */
import { DAY_MS } from '../../../src/model/time.ts'
import { covariance, deviation, mean, variance } from '../../../src/report/statistics/moments.ts'
import type { FifoTrade } from './fifo-trades.ts'
import type { RunRows } from './run-rows.ts'

export type Statistics = Readonly<Record<string, number>>

/** @param firstBar the first row at which every indicator has a value: buying and holding begins there */
export function statisticsOf(run: RunRows, trades: readonly FifoTrade[], firstBar: number): Statistics {
  const growth = growthOf(run)
  const drawdowns = drawdownsOf(run)
  const { close, length } = run.series.bars
  const held = close[length - 1]! / close[firstBar]! - 1
  const total = run.equity[length - 1]! / run.equity[0]! - 1
  const beta = betaOf(run)
  return {
    ...growth,
    ...drawdowns,
    ...ofTrades(run, trades),
    'Equity Final [$]': run.equity[length - 1]!,
    'Equity Peak [$]': Math.max(...run.equity),
    'Return [%]': total * 100,
    'Buy & Hold Return [%]': held * 100,
    'Calmar Ratio': growth['Return (Ann.) [%]']! / -drawdowns['Max. Drawdown [%]']!,
    'Alpha [%]': (total - beta * held) * 100,
    Beta: beta,
  }
}

/** Returns from one UTC day to the next, compounded. */
function growthOf({ series, equity }: RunRows): Statistics {
  const { time, length } = series.bars
  const dayOf = (row: number): number => Math.floor(time[row]! / DAY_MS)
  const daily = equity.filter((_, row) => row === length - 1 || dayOf(row) !== dayOf(row + 1))
  const returns = changesOf(daily)
  const perYear = daysPerYear(time, length)
  const factor = Math.exp(mean(returns.map(Math.log1p)))
  const annual = factor ** perYear - 1
  const volatility = Math.sqrt((variance(returns) + factor ** 2) ** perYear - factor ** (2 * perYear))
  const downside = Math.sqrt(mean(returns.map((r) => Math.min(r, 0) ** 2)))
  const durationMs = time[length - 1]! - time[0]!
  const years = durationMs / (365.25 * DAY_MS)
  return {
    Duration: durationMs / 1000,
    'Return (Ann.) [%]': annual * 100,
    'Volatility (Ann.) [%]': volatility * 100,
    'CAGR [%]': ((equity[length - 1]! / equity[0]!) ** (1 / years) - 1) * 100,
    'Sharpe Ratio': annual / volatility,
    'Sortino Ratio': annual / (downside * Math.sqrt(perYear)),
  }
}

/** 365 where weekends have at least three fifths of the bars that they would have in a market without any. */
function daysPerYear(time: Float64Array, length: number): number {
  const weekend = time.subarray(0, length).filter((t) => [0, 6].includes(new Date(t).getUTCDay())).length
  return weekend / length > (2 / 7) * 0.6 ? 365 : 252
}

function betaOf({ series, equity }: RunRows): number {
  const ours = changesOf(equity).map(Math.log1p)
  const market = changesOf(series.bars.close.subarray(0, series.bars.length)).map(Math.log1p)
  return covariance(ours, market) / variance(market)
}

/** From one peak to the next, or to the end. */
function drawdownsOf({ series, equity }: RunRows): Statistics {
  const { time, length } = series.bars
  let peak = -Infinity
  const depth = equity.map((value) => 1 - value / (peak = Math.max(peak, value)))
  const marks = Array.from(depth.keys()).filter((row) => depth[row] === 0 || row === length - 1)
  const episodes = marks.flatMap((row, k) => (k > 0 && row > marks[k - 1]! + 1 ? [{ from: marks[k - 1]!, to: row }] : []))
  const depths = episodes.map(({ from, to }) => Math.max(...depth.subarray(from, to + 1)))
  const durations = episodes.map(({ from, to }) => time[to]! - time[from]!)
  const seconds = wholeBars(series.timeframe.ms)
  return {
    'Max. Drawdown [%]': -Math.max(...depth) * 100,
    'Avg. Drawdown [%]': -mean(Float64Array.from(depths)) * 100,
    'Max. Drawdown Duration': seconds(Math.max(...durations)),
    'Avg. Drawdown Duration': seconds(mean(Float64Array.from(durations))),
  }
}

function ofTrades({ series }: RunRows, trades: readonly FifoTrade[]): Statistics {
  const { time, length } = series.bars
  const pnl = Float64Array.from(trades, (t) => t.pnl)
  const returns = Float64Array.from(trades, (t) => t.returnPct)
  const durations = Float64Array.from(trades, (t) => time[t.exitBar]! - time[t.entryBar]!)
  const inMarket = new Uint8Array(length)
  for (const { entryBar, exitBar } of trades) inMarket.fill(1, entryBar, exitBar + 1)
  const wins = pnl.filter((x) => x > 0)
  const losses = pnl.filter((x) => x < 0)
  const winRate = wins.length / trades.length
  const seconds = wholeBars(series.timeframe.ms)
  return {
    'Exposure Time [%]': (inMarket.reduce((a, b) => a + b, 0) / length) * 100,
    'Commissions [$]': sum(Float64Array.from(trades, (t) => t.commission)),
    '# Trades': trades.length,
    'Win Rate [%]': winRate * 100,
    'Best Trade [%]': Math.max(...returns) * 100,
    'Worst Trade [%]': Math.min(...returns) * 100,
    'Avg. Trade [%]': Math.expm1(mean(returns.map(Math.log1p))) * 100,
    'Max. Trade Duration': seconds(Math.max(...durations)),
    'Avg. Trade Duration': seconds(mean(durations)),
    'Profit Factor': sum(returns.filter((r) => r > 0)) / -sum(returns.filter((r) => r < 0)),
    'Expectancy [%]': mean(returns) * 100,
    SQN: (Math.sqrt(trades.length) * mean(pnl)) / deviation(pnl),
    'Kelly Criterion': winRate - (1 - winRate) / (mean(wins) / -mean(losses)),
  }
}

/** Durations are rounded up to whole bars. */
function wholeBars(barMs: number): (ms: number) => number {
  return (ms) => (Math.ceil(ms / barMs) * barMs) / 1000
}

function changesOf(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, k) => value / values[k]! - 1)
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}
