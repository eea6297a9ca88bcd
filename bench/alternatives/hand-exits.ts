/**
 * An exit scan written by hand, as a careful author would: entry after entry, each at the next open, each followed bar by bar to its
 * target or its trailing stop, with fees and a log. One position at a time, one kind of stop, prices in quarters.
 */
import type { Bars } from 'lockstep'

export interface HandEntries {
  readonly length: number
  readonly row: Float64Array
  readonly side: Float64Array
  readonly target: Float64Array
}

export interface HandExitOptions {
  /** Distance of the stop behind the best price. */
  readonly trail: number
  readonly qty: number
  readonly feeBps: number
}

export interface HandExits {
  readonly count: number
  /** One row a trade. */
  readonly log: {
    readonly entryRow: Float64Array
    readonly entryPrice: Float64Array
    readonly exitRow: Float64Array
    readonly exitPrice: Float64Array
    readonly fees: Float64Array
    readonly pnl: Float64Array
  }
}

// One loop is what is measured here.
// oxlint-disable-next-line max-lines-per-function
export function handExits(bars: Bars, entries: HandEntries, options: HandExitOptions): HandExits {
  const { open, high, low, close, length } = bars
  const { trail, qty } = options
  const rate = options.feeBps / 10_000
  const column = (): Float64Array => new Float64Array(entries.length)
  const log = { entryRow: column(), entryPrice: column(), exitRow: column(), exitPrice: column(), fees: column(), pnl: column() }
  let count = 0
  let busyUntil = -1
  for (let k = 0; k < entries.length; k++) {
    const row = entries.row[k]!
    if (row < busyUntil || row + 1 >= length) continue
    const side = entries.side[k]!
    const target = entries.target[k]!
    const entry = open[row + 1]!
    let stop = entry - side * trail
    let price = close[length - 1]!
    let exit = length - 1
    for (let i = row + 1; i < length; i++) {
      const o = open[i]!
      if (side > 0) {
        if (o <= stop || o >= target) {
          price = o
          exit = i
          break
        }
        if (o - trail > stop) stop = o - trail
        if (low[i]! <= stop || high[i]! >= target) {
          price = low[i]! <= stop ? stop : target
          exit = i
          break
        }
        if (high[i]! - trail > stop) {
          stop = high[i]! - trail
          if (close[i]! <= stop) {
            price = stop
            exit = i
            break
          }
        }
      } else {
        if (o >= stop || o <= target) {
          price = o
          exit = i
          break
        }
        if (o + trail < stop) stop = o + trail
        if (high[i]! >= stop || low[i]! <= target) {
          price = high[i]! >= stop ? stop : target
          exit = i
          break
        }
        if (low[i]! + trail < stop) {
          stop = low[i]! + trail
          if (close[i]! >= stop) {
            price = stop
            exit = i
            break
          }
        }
      }
    }
    const fees = (entry + price) * qty * rate
    log.entryRow[count] = row + 1
    log.entryPrice[count] = entry
    log.exitRow[count] = exit
    log.exitPrice[count] = price
    log.fees[count] = fees
    log.pnl[count++] = side * (price - entry) * qty - fees
    busyUntil = exit
  }
  return { count, log }
}
