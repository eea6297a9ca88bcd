/** Front door: entries as columns, every exit found. For signals that are known beforehand and depend on no account. */
import { LockstepError } from './base/error.ts'
import { fullRules, warningsOf, type TradeRules } from './batch/trade-rules.ts'
import type { TradeBars, TradeEntries } from './batch/position.ts'
import { TradeTable, type Trades, type TradeSink } from './batch/trade-block.ts'
import { TradeSimulator, type TradeTotals } from './batch/trade-simulator.ts'
import { plainOf } from './model/fast-paths.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'

/**
 * Bars of one instrument, whole, as chunks that follow one another, or streamed: a `BarSeries` is such. Columns that a rule reads beside
 * them, a line or the ends of sessions, are theirs: `{ ...series, bars: { ...series.bars, line } }`.
 */
export interface TradeData extends Pick<BarSeries, 'instrument' | 'timeframe' | 'stream' | 'repeated' | 'actions'> {
  readonly bars: TradeBars | Iterable<TradeBars>
}

export interface SimulateTradesOptions extends TradeRules {
  readonly data: TradeData
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
 * @throws LockstepError E_CONFIG for rules and bars that cannot be, E_DATA_* of streamed bars, E_USAGE for entries out of order or beyond the bars, E_LIMIT
 */
export function simulateTrades(options: SimulateTradesOptions): SimulatedTrades {
  const { data, entries, sink, ...given } = options
  checkData(data)
  const rules = { ...given, plain: [...plainOf(given.plain ?? process.env['LOCKSTEP_PLAIN'])] }
  // An entry makes one trade at most. A sink is handed all of them, and the table stays empty.
  const table = new TradeTable(sink === undefined && !isMany(entries) ? entries.length : 0)
  const { instrument, timeframe } = data
  const simulator = new TradeSimulator({ instrument, timeframe, rules, sink: sink ?? table.take })
  const blocks = (isMany(entries) ? entries : [entries])[Symbol.iterator]()
  let block = blocks.next()
  let at = 0
  let end = 0
  for (const chunk of chunksOf(data)) {
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

function chunksOf({ bars, stream }: TradeData): Iterable<TradeBars> {
  if (stream !== undefined) return streamed(stream)
  return isMany(bars) ? bars : [bars]
}

/** Each chunk is read into the memory of the one before, of which nothing is kept. */
function* streamed(stream: NonNullable<TradeData['stream']>): Generator<TradeBars> {
  const bars = allocateBars(Math.min(stream.chunkRows, stream.rows))
  const reader = stream.open(0)
  for (let from = 0; from < stream.rows; from += bars.length) {
    const length = Math.min(bars.length, stream.rows - from)
    reader.read(bars, 0, length)
    yield { ...bars, length }
  }
}

/** What a simulation without an account would get wrong is refused. @throws LockstepError E_CONFIG */
function checkData({ instrument, repeated, actions = [] }: TradeData): void {
  const action = actions.find(({ inPrices }) => !inPrices)
  if (repeated === undefined && action === undefined) return
  throw new LockstepError(
    'E_CONFIG',
    `expected bars that all traded, adjusted for what happened to ${instrument.id}, there ${action === undefined ? 'are rows that repeat' : `is a ${action.kind} outside them`}`,
    'Adjust the prices and leave out rows that repeat, or run a backtest.',
  )
}

function isMany<T extends object>(given: T | Iterable<T>): given is Iterable<T> {
  return Symbol.iterator in given
}
