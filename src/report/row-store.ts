/** Records, or other rows of doubles, kept as they are, in chunks: nothing is copied twice as they grow, and past the bound they are only counted. */
import { RECORD_WIDTH } from '../model/record.ts'

/** Rows of a chunk, a power of two, so that finding a row takes a shift and a mask. */
const CHUNK_BITS = 12
const CHUNK_ROWS = 1 << CHUNK_BITS

export class RowStore {
  /** How many rows were offered, kept or not. */
  count = 0
  private readonly rowsMax: number
  private readonly width: number
  private readonly chunks: Float64Array[] = []

  /** @param width doubles of a row */
  constructor(rowsMax: number, width: number = RECORD_WIDTH) {
    this.rowsMax = rowsMax
    this.width = width
  }

  /** How many rows are kept: all, or the first `rowsMax`. */
  get kept(): number {
    return Math.min(this.count, this.rowsMax)
  }

  /** Copies the record that begins at `at`. */
  add(records: Float64Array, at: number): void {
    if (this.count++ >= this.rowsMax) return
    const { width } = this
    const slot = ((this.count - 1) & (CHUNK_ROWS - 1)) * width
    // Chunks are shared memory: V8 counts what ordinary buffers hold and collects the whole heap when they grow, for nothing.
    if (slot === 0) this.chunks.push(new Float64Array(new SharedArrayBuffer(CHUNK_ROWS * width * 8)))
    const chunk = this.chunks[this.chunks.length - 1]!
    for (let k = 0; k < width; k++) chunk[slot + k] = records[at + k]!
  }

  /** One field of one kept row. */
  field(row: number, field: number): number {
    return this.chunks[row >> CHUNK_BITS]![(row & (CHUNK_ROWS - 1)) * this.width + field]!
  }
}
