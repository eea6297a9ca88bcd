import { LockstepError } from '../base/error.ts'
import { allocateBars, BAR_COLUMNS, type Bars } from '../model/bars.ts'
import { Quarantine } from './quarantine.ts'
import { rowFault, type RowReason } from './row-check.ts'

/** 14.4 GB of columns. */
const ROWS_MAX = 300_000_000

/**
 * Where readers put rows: columns that grow, beside the quarantine. A reader writes the six numbers at row `rows` and
 * calls `accept` or `refuse`; a refused row never counts. Memory is reserved far ahead and touched only when written, so
 * a file read to its end costs its columns once.
 */
export class BarTable {
  bars: Bars
  rows = 0
  capacity: number
  readonly quarantine: Quarantine = new Quarantine()
  /** Rows at which `line - row` changes, and what it becomes: line numbers without a column of them. */
  private readonly shiftRows: number[] = []
  private readonly shifts: number[] = []
  private shift = 1
  private readonly priceAbove: number

  constructor(allowNegative: boolean) {
    this.priceAbove = allowNegative ? -Infinity : 0
    this.bars = allocateBars(0)
    this.capacity = 0
  }

  /** Makes room for `more` rows; `done` is the share of the input that gave the rows so far. */
  reserve(more: number, done: number): void {
    const need = this.rows + more
    if (need <= this.capacity) return
    if (need > ROWS_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${ROWS_MAX} bars in one file, there are more`,
        'Split the file, or make coarser bars of it first.',
      )
    }
    const expected = done > 0 ? Math.ceil((this.rows / done) * 1.15) : 0
    this.capacity = Math.min(ROWS_MAX, Math.ceil(Math.max(need + more, expected + more, this.capacity * 1.5)))
    const wider = allocateBars(this.capacity)
    for (const name of BAR_COLUMNS) wider[name].set(this.bars[name].subarray(0, this.rows))
    this.bars = wider
  }

  /** The first thing wrong with the row written at `rows`, or null. */
  fault(): RowReason | null {
    return rowFault(this.bars, this.rows, this.priceAbove)
  }

  /** Counts the row written at `rows`, which came from `line` and has no fault. */
  accept(line: number): void {
    if (line - this.rows !== this.shift) {
      this.shift = line - this.rows
      this.shiftRows.push(this.rows)
      this.shifts.push(this.shift)
    }
    this.rows++
  }

  refuse(line: number, reason: RowReason, text: string): void {
    this.quarantine.add(line, reason, text)
  }

  /** The line in the file that row `row` came from. */
  lineOf(row: number): number {
    let low = 0
    let high = this.shiftRows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.shiftRows[middle]! <= row) low = middle + 1
      else high = middle
    }
    return row + (this.shifts[low - 1] ?? 1)
  }
}
