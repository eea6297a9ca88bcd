/** Bars as objects in an array, as most engines have them, against columns: the sum of every bar's range. */
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'

interface Bar {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export function contest(bars: Bars): Contest {
  const objects = Array.from({ length: bars.length }, (_, i): Bar => barAt(bars, i))
  return {
    lost: () => rangeOfObjects(objects),
    won: () => rangeOfColumns(bars),
    comparedTo: 'columns',
  }
}

function barAt({ time, open, high, low, close, volume }: Bars, i: number): Bar {
  return { time: time[i]!, open: open[i]!, high: high[i]!, low: low[i]!, close: close[i]!, volume: volume[i]! }
}

function rangeOfObjects(objects: readonly Bar[]): number {
  let sum = 0
  for (const bar of objects) sum += bar.high - bar.low
  return sum
}

function rangeOfColumns({ high, low, length }: Bars): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += high[i]! - low[i]!
  return sum
}
