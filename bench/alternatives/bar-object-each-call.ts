/** A fresh object for every bar, handed to a strategy that keeps its last one, against columns and a row number. */
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'

export function contest(bars: Bars): Contest {
  return {
    lost: () => {
      const keeper = new Keeper()
      const { high, low, close, open, time, volume } = bars
      for (let i = 0; i < bars.length; i++) {
        keeper.onBar({ time: time[i]!, open: open[i]!, high: high[i]!, low: low[i]!, close: close[i]!, volume: volume[i]! })
      }
      return keeper.sum
    },
    won: () => {
      const rows = new RowKeeper(bars)
      for (let i = 0; i < bars.length; i++) rows.onBar(i)
      return rows.sum
    },
    comparedTo: 'a row number into columns',
  }
}

interface Range {
  readonly high: number
  readonly low: number
}

class Keeper {
  sum = 0.5
  /** Kept, so that no compiler can leave the object out. */
  last: Range | null = null

  onBar(bar: Range & { readonly time: number; readonly open: number; readonly close: number; readonly volume: number }): void {
    this.sum += bar.high - bar.low
    this.last = bar
  }
}

class RowKeeper {
  sum = 0.5
  last = 0
  private readonly bars: Bars

  constructor(bars: Bars) {
    this.bars = bars
  }

  onBar(row: number): void {
    this.sum += this.bars.high[row]! - this.bars.low[row]!
    this.last = row
  }
}
