import { LockstepError } from '../base/error.ts'
import { allocateBars, BAR_COLUMNS, type Bars } from '../model/bars.ts'
import { Quarantine } from './quarantine.ts'
import { rowFault, type RowReason } from './row-check.ts'

/** 14.4 GB of columns. */
const ROWS_MAX = 300_000_000

/**
 * Where readers put rows: columns that grow, beside the quarantine. A reader puts the six numbers of a row into
 * `row` and calls `accept` or `refuse`. Memory is reserved far ahead and touched only when written, so
 * a file read to its end costs its columns once.
 */
export class BarTable {
  bars: Bars
  rows = 0
  capacity: number
  /** The row at hand, in the order of BAR_COLUMNS. */
  readonly row: Float64Array = new Float64Array(BAR_COLUMNS.length)
  /** What every price must lie above. */
  readonly priceAbove: number
  readonly quarantine: Quarantine = new Quarantine()
  /** Rows at which `line - row` changes, and what it becomes: line numbers without a column of them. */
  private readonly shiftRows: number[] = []
  private readonly shifts: number[] = []
  private shift = 1

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

  /** The first thing wrong with `row`, or null. */
  fault(): RowReason | null {
    return rowFault(this.row, this.priceAbove)
  }

  /** Stores `row`, which came from `line` and has no fault. */
  accept(line: number): void {
    for (let k = 0; k < BAR_COLUMNS.length; k++) this.bars[BAR_COLUMNS[k]!][this.rows] = this.row[k]!
    this.acceptRun(1, line)
  }

  /** Counts rows that were checked and written at `rows` and after; they came from `line` and the lines after it. */
  acceptRun(count: number, line: number): void {
    if (count > 0 && line - this.rows !== this.shift) {
      this.shift = line - this.rows
      this.shiftRows.push(this.rows)
      this.shifts.push(this.shift)
    }
    this.rows += count
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
