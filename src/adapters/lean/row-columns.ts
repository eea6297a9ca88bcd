import { LockstepError } from '../../base/error.ts'

/** Rows of one series; 16 bytes to 1 KiB each. */
export const ROWS_MAX = 33_554_432
const ROWS_FIRST = 4096

/** Columns of doubles that grow by doubling. The first is a time. */
export class RowColumns {
  readonly columns: Float64Array[]
  length = 0
  private capacity = ROWS_FIRST

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new Float64Array(ROWS_FIRST))
  }

  /** Adds the first values of `row`, one for each column. @throws LockstepError E_LIMIT */
  push(row: Float64Array): void {
    if (this.length === this.capacity) this.grow()
    for (let k = 0; k < this.columns.length; k++) this.columns[k]![this.length] = row[k]!
    this.length++
  }

  private grow(): void {
    if (this.capacity >= ROWS_MAX)
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${ROWS_MAX} rows in one series, there are more`,
        'Ask for fewer days, or for coarser bars.',
      )
    this.capacity *= 2
    for (const [k, column] of this.columns.entries()) {
      const wider = new Float64Array(this.capacity)
      wider.set(column)
      this.columns[k] = wider
    }
  }
}
