/** Simulated trades as columns: a block of them as a sink is given it, and a table that keeps them all. */
import { LockstepError } from '../base/error.ts'
import { exitReasons, type ExitReason } from './position.ts'

/** Rows of a block. */
export const BLOCK_ROWS = 4096
/** Rows that a table keeps at most: 2 GB. */
export const TRADES_MAX: number = 2 ** 24

/** Trades in the order in which they ended, of those that ended in one row the earlier entry first. Money in the instrument's currency. */
export interface Trades {
  length: number
  /** Number of the entry, from 0, counted over all that were given. */
  readonly entry: Float64Array
  /** +1 long, -1 short. */
  readonly side: Float64Array
  /** Units of the instrument. */
  readonly qty: Float64Array
  readonly entryRow: Float64Array
  /** When the bar of the entry opened, epoch ms. */
  readonly entryTime: Float64Array
  readonly entryPrice: Float64Array
  readonly exitRow: Float64Array
  readonly exitTime: Float64Array
  readonly exitPrice: Float64Array
  /** Index into `exitReasons`. */
  readonly reason: Float64Array
  /** Bars from the entry's to the exit's, both counted. */
  readonly bars: Float64Array
  /** Fees of both fills. */
  readonly fees: Float64Array
  /** Profit after fees. */
  readonly pnl: Float64Array
  /** That over what the first stop put at risk; NaN where there was none. */
  readonly r: Float64Array
  /** Worst and best unrealised profit before fees, at most and at least 0; NaN unless the rules keep `excursions`. */
  readonly mae: Float64Array
  readonly mfe: Float64Array
}

/** Takes what it needs of a block before it returns: the block is used again. */
export type TradeSink = (block: Trades) => void

const columns = [
  'entry',
  'side',
  'qty',
  'entryRow',
  'entryTime',
  'entryPrice',
  'exitRow',
  'exitTime',
  'exitPrice',
  'reason',
  'bars',
  'fees',
  'pnl',
  'r',
  'mae',
  'mfe',
] as const satisfies readonly (keyof Trades)[]

export function emptyTrades(capacity: number): Trades {
  const made = Object.fromEntries(columns.map((name) => [name, new Float64Array(capacity)])) as unknown as Omit<Trades, 'length'>
  return { ...made, length: 0 }
}

/** The name of a trade's reason. */
export function reasonOf({ reason }: Trades, row: number): ExitReason {
  return exitReasons[reason[row]!]!
}

/** Keeps every trade: for as many as fit in memory. */
export class TradeTable {
  trades: Trades

  /** @param rows that it is to have room for, where that is known: it grows when it must */
  constructor(rows: number = BLOCK_ROWS) {
    this.trades = emptyTrades(Math.min(rows, TRADES_MAX))
  }

  /** A sink. @throws LockstepError E_LIMIT beyond TRADES_MAX rows */
  readonly take: TradeSink = (block) => {
    const before = this.trades.length
    const after = before + block.length
    if (after > TRADES_MAX) {
      const hint = 'Give a sink, which is handed them block by block.'
      throw new LockstepError('E_LIMIT', `expected at most ${TRADES_MAX} trades in a table, there are more`, hint)
    }
    if (after > this.trades.entry.length) this.grow(after)
    for (const name of columns) this.trades[name].set(block[name].subarray(0, block.length), before)
    this.trades.length = after
  }

  private grow(rows: number): void {
    const grown = emptyTrades(Math.max(rows, 2 * this.trades.entry.length))
    for (const name of columns) grown[name].set(this.trades[name])
    grown.length = this.trades.length
    this.trades = grown
  }
}
