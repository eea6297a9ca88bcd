/**
 * What changed the account's positions: fills, and adjustments such as splits, in their order, four doubles each. From it and
 * the bars follow exposure, capacity and the marks of price charts; the run itself only writes it.
 */
import { ADJUST_LOTS_BEFORE, FILL_TICKS, INSTRUMENT, LOTS, SIDE, TIME } from '../model/record.ts'

/** Changes that are kept: 32 MB. */
export const POSITION_CHANGES_MAX = 1_000_000

const CHUNK_BITS = 12
const CHUNK_ROWS = 1 << CHUNK_BITS
const WIDTH = 4

export interface PositionChange {
  /** Epoch ms of the step. */
  time: number
  /** Index of the instrument in the run. */
  instrument: number
  /** Signed lots. */
  lots: number
  /** Price in ticks of a fill, 0 for an adjustment. */
  ticks: number
}

export class PositionLog {
  /** Changes that happened, kept or not. */
  count = 0
  private readonly chunks: Float64Array[] = []
  private readonly change: PositionChange = { time: 0.5, instrument: 0, lots: 0.5, ticks: 0.5 }

  /** Whether every change is kept. */
  get whole(): boolean {
    return this.count <= POSITION_CHANGES_MAX
  }

  takeFill(records: Float64Array, at: number): void {
    this.add(records, at, records[at + SIDE]! * records[at + LOTS]!, records[at + FILL_TICKS]!)
  }

  takeAdjustment(records: Float64Array, at: number): void {
    const change = records[at + SIDE]! * records[at + LOTS]! - records[at + ADJUST_LOTS_BEFORE]!
    if (change !== 0) this.add(records, at, change, 0)
  }

  /** How many changes are kept: all, or the first of them. */
  get kept(): number {
    return Math.min(this.count, POSITION_CHANGES_MAX)
  }

  /** One kept change, the oldest being the first; the object is the same each time. */
  at(row: number): Readonly<PositionChange> {
    const { change } = this
    const chunk = this.chunks[row >> CHUNK_BITS]!
    const at = (row & (CHUNK_ROWS - 1)) * WIDTH
    change.time = chunk[at]!
    change.instrument = chunk[at + 1]!
    change.lots = chunk[at + 2]!
    change.ticks = chunk[at + 3]!
    return change
  }

  private add(records: Float64Array, from: number, lots: number, ticks: number): void {
    if (this.count++ >= POSITION_CHANGES_MAX) return
    const at = ((this.count - 1) & (CHUNK_ROWS - 1)) * WIDTH
    if (at === 0) this.chunks.push(new Float64Array(new SharedArrayBuffer(CHUNK_ROWS * WIDTH * 8)))
    const chunk = this.chunks[this.chunks.length - 1]!
    chunk[at] = records[from + TIME]!
    chunk[at + 1] = records[from + INSTRUMENT]!
    chunk[at + 2] = lots
    chunk[at + 3] = ticks
  }
}
