/** Front door: entries as columns, every exit found. For signals that are known beforehand and depend on no account. */
import { fullRules, warningsOf, type TradeRules } from './batch/trade-rules.ts'
import type { TradeBars, TradeEntries } from './batch/position.ts'
import { TradeTable, type Trades, type TradeSink } from './batch/trade-block.ts'
import { TradeSimulator, type TradeTotals } from './batch/trade-simulator.ts'
import type { Instrument } from './model/instrument.ts'
import type { Timeframe } from './model/timeframe.ts'

export interface SimulateTradesOptions extends TradeRules {
  /** Bars of one instrument, whole or as chunks that follow one another: a `BarSeries` is such. */
  readonly data: { readonly instrument: Instrument; readonly timeframe: Timeframe; readonly bars: TradeBars | Iterable<TradeBars> }
  /** Whole or as blocks that follow one another. */
  readonly entries: TradeEntries | Iterable<TradeEntries>
  /** Is handed finished trades block by block, so that memory stays bounded; without it all are kept and returned. */
  readonly sink?: TradeSink
}

export interface SimulatedTrades {
  /** All trades; none where a sink was given. */
  readonly trades: Trades
  readonly totals: TradeTotals
  /** What about the rules makes results better, or other, than trading would. */
  readonly warnings: readonly string[]
}

/**
 * Finds the exit of every entry.
 *
 *     const { trades } = simulateTrades({ data, entries: { length: 1, row: [5], side: [1], stop: [99], target: [103] } })
 *
 * @throws LockstepError E_CONFIG for rules that cannot be, E_USAGE for entries out of order or beyond the bars, E_LIMIT
 */
export function simulateTrades(options: SimulateTradesOptions): SimulatedTrades {
  const { data, entries, sink, ...rules } = options
  const table = new TradeTable()
  const { instrument, timeframe, bars } = data
  const simulator = new TradeSimulator({ instrument, timeframe, rules, sink: sink ?? table.take })
  const blocks = (isMany(entries) ? entries : [entries])[Symbol.iterator]()
  let block = blocks.next()
  let at = 0
  let end = 0
  for (const chunk of isMany(bars) ? bars : [bars]) {
    simulator.take(chunk)
    end += chunk.length
    while (block.done !== true) {
      const { row, length } = block.value
      const from = at
      while (at < length && !(row[at]! >= end)) at++
      simulator.enter(block.value, from, at)
      if (at < length) break
      block = blocks.next()
      at = 0
    }
  }
  // What is left lies beyond the bars, which the simulator says.
  if (block.done !== true) simulator.enter(block.value, at)
  return { totals: simulator.finish(), trades: table.trades, warnings: warningsOf(fullRules(rules)) }
}

function isMany<T extends object>(given: T | Iterable<T>): given is Iterable<T> {
  return Symbol.iterator in given
}
