/** Finds the bars of a chunk that are worth a look, with a skip index once enough of it was read, or from the start where there is one. */
import type { Plain } from '../model/fast-paths.ts'
import type { TradeBars } from './position.ts'
import { rangeIndex, type RangeIndex } from './range-index.ts'
import { firstTouch } from './scan.ts'

/** A chunk that is read this often over is worth its index: building one reads every row once, and a scan by it next to none. */
const PASSES_BEFORE_INDEX = 2

export class ChunkScan {
  private readonly scans: boolean
  private readonly mayIndex: boolean
  private bars: TradeBars | null = null
  private index: RangeIndex | null = null
  private rowsRead = 0
  private readonly rowRead = new Float64Array(1)

  constructor(plain: Plain) {
    this.scans = !plain.has('trade-scan')
    this.mayIndex = !plain.has('skip-index')
  }

  turnTo(bars: TradeBars): void {
    this.bars = bars
    this.index = (this.mayIndex ? bars.index : undefined) ?? null
    this.rowsRead = 0
  }

  /** The first row of [from, to) of the chunk that the position at `at` is to be settled in; `to` where there is none. */
  next(s: Float64Array, at: number, from: number, to: number): number {
    if (!this.scans) return from
    const bars = this.bars!
    const found = firstTouch(bars, this.index, s, at, from, to)
    if (found < to) this.readRow(found)
    this.rowsRead += found - from
    if (this.index === null && this.mayIndex && this.rowsRead > PASSES_BEFORE_INDEX * bars.length)
      this.index = rangeIndex(bars, bars.length)
    return found
  }

  /** Reads all of a row at once: it is far from the one read last, and memory is as quick with five columns asked for together as with one. */
  readRow(i: number): void {
    const { time, open, high, low, close } = this.bars!
    this.rowRead[0] = time[i]! + open[i]! + high[i]! + low[i]! + close[i]!
  }
}
