/** Fills paired first in, first out: the trades of engines that keep each entry by itself. */
import type { RowFill } from './run-rows.ts'

export interface FifoTrade {
  /** Units, negative for a short. */
  readonly size: number
  readonly entryBar: number
  readonly exitBar: number
  readonly entryPrice: number
  readonly exitPrice: number
  /** Of entry and exit, in proportion to size. */
  readonly commission: number
  /** After commission. */
  readonly pnl: number
  readonly returnPct: number
}

interface Lot extends RowFill {
  left: number
}

/** Sizes closer to zero are noise of decimals. */
const NOISE = 1e-9

/** Trades in the order in which they ended. */
export function fifoTrades(fills: readonly RowFill[]): FifoTrade[] {
  const open: Lot[] = []
  const trades: FifoTrade[] = []
  for (const fill of fills) {
    let left = fill.qty
    while (Math.abs(left) > NOISE && open.length > 0 && open[0]!.left * left < 0) {
      const [entry] = open as [Lot]
      const size = Math.sign(entry.left) * Math.min(Math.abs(entry.left), Math.abs(left))
      trades.push(tradeOf(entry, fill, size))
      entry.left -= size
      left += size
      if (Math.abs(entry.left) <= NOISE) open.shift()
    }
    if (Math.abs(left) > NOISE) open.push({ ...fill, left })
  }
  return trades
}

function tradeOf(entry: RowFill, exit: RowFill, size: number): FifoTrade {
  const commission = (entry.fee * size) / entry.qty - (exit.fee * size) / exit.qty
  const gross = size * (exit.price - entry.price)
  const returnPct = Math.sign(size) * (exit.price / entry.price - 1) - commission / Math.abs(size * entry.price)
  return {
    size,
    entryBar: entry.bar,
    exitBar: exit.bar,
    entryPrice: entry.price,
    exitPrice: exit.price,
    commission,
    pnl: gross - commission,
    returnPct,
  }
}
