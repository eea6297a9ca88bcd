/** Many trades with fixed levels, found by the simulator as it is or with another scan in place of its own: what ways to find exits are compared by. */
import { TradeSimulator, TradeTable, feeBps, type Bars, type TradeBars, type TradeEntries, type TradeRules, type Trades } from 'lockstep'
import { seriesOf } from '../bars.ts'

/** Bars between entries, as the published job had them. */
const BARS_BETWEEN = 390
export const FEE_BPS = 1

export interface ExitJob {
  readonly bars: Bars
  readonly entries: TradeEntries
  readonly rules: TradeRules
}

/** What of a simulator finds the rows that are worth a look. */
export interface Scan {
  turnTo(bars: TradeBars): void
  next(s: Float64Array, at: number, from: number, to: number): number
  readRow(row: number): void
}

/** Long and short in turn, with a stop and a target so far from the close. */
export function exitJob(bars: Bars, stop: number, target: number, rules: TradeRules = {}): ExitJob {
  const length = Math.floor((bars.length - 1) / BARS_BETWEEN)
  const row = Float64Array.from({ length }, (_, k) => k * BARS_BETWEEN)
  const side = row.map((_, k) => (k % 2 === 0 ? 1 : -1))
  const level = (distance: number): Float64Array => row.map((at, k) => bars.close[at]! + side[k]! * distance)
  return { bars, entries: { length, row, side, stop: level(-stop), target: level(target) }, rules: { ...rules, fees: feeBps(FEE_BPS) } }
}

/** The last simulator of each job: code that was compiled for them is thrown away with the last of them, and every turn would be the first. */
const kept = new Map<ExitJob, TradeSimulator>()

export function tradesOf(job: ExitJob, scan?: Scan): Trades {
  const { bars, entries, rules } = job
  const table = new TradeTable(entries.length)
  const simulator = new TradeSimulator({ ...seriesOf('FUTURE', bars), rules, sink: table.take })
  // No user needs another scan, so the simulator has no door for one.
  if (scan !== undefined) Object.assign(simulator, { scan })
  simulator.take(bars)
  simulator.enter(entries)
  simulator.finish()
  kept.set(job, simulator)
  return table.trades
}

/** Rows and money of all trades as one number. */
export function sumOf({ length, exitRow, pnl }: Trades): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += exitRow[i]! + pnl[i]!
  return sum
}
