/** The rows of a stream as a run looks at them: a ring that is filled a chunk at a time and still holds what may be looked back on. */
import type { BarReader, BarStream } from '../model/bar-stream.ts'
import type { BarColumns } from '../model/bars.ts'
import { LOOKBACK_MAX, RING_ROWS } from '../strategy/series-state.ts'

export class StreamedRows {
  readonly columns: BarColumns
  /** Rows are at `row & mask`. */
  readonly mask: number
  private readonly reader: BarReader
  private readonly rows: number
  private readonly chunkRows: number
  private taken = 0

  constructor(stream: BarStream) {
    const { rows, chunkRows } = stream
    this.rows = rows
    this.chunkRows = chunkRows
    // A power of two; blocks in which lines are computed never reach over its end.
    let capacity = RING_ROWS
    while (capacity < chunkRows + LOOKBACK_MAX + 1) capacity *= 2
    this.mask = capacity - 1
    const column = (): Float64Array => new Float64Array(capacity).fill(NaN)
    this.columns = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
    this.reader = stream.open(0)
  }

  /** Reads the next chunk, to be called when the last row that was read closes; returns how many rows have been read. */
  readOn(): number {
    const to = Math.min(this.rows, this.taken + this.chunkRows)
    while (this.taken < to) {
      const at = this.taken & this.mask
      const count = Math.min(to - this.taken, this.mask + 1 - at)
      this.reader.read(this.columns, at, count)
      this.taken += count
    }
    return this.taken
  }
}
