/** Keeps what happened in a run, record by record, and when its steps were. */
import type { Timestamp } from '../model/time.ts'
import type { InputTap, RunEnd, Tap } from '../model/ports.ts'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'

/** Records and steps that are kept of a run. */
export const RECORDS_MAX = 1_000_000
const STEPS_MAX = 100_000_000

export class Tape implements Tap, InputTap {
  readonly everyStep = true
  records: Float64Array<ArrayBuffer> = new Float64Array(256 * RECORD_WIDTH)
  recordCount = 0
  complete = true
  steps: Float64Array<ArrayBuffer> = new Float64Array(1024)
  stepCount = 0
  tags: readonly string[] = []
  end: (end: RunEnd) => void = ({ tags }) => void (this.tags = tags)
  tradingFrom: number | null = null
  lastTime: number | null = null
  private sealed = false
  private readonly onTrading: () => void

  /** @param onTrading called once, after the first step that was traded */
  constructor(onTrading: () => void) {
    this.onTrading = onTrading
  }

  take(block: RecordBlock): void {
    if (this.sealed) return
    if (block.markCount > 0) this.marked(block.markTime[block.markCount - 1]!)
    const room = Math.min(block.recordCount, RECORDS_MAX - this.recordCount)
    if (room < block.recordCount) this.complete = false
    const needed = (this.recordCount + room) * RECORD_WIDTH
    if (needed > this.records.length) this.records = grown(this.records, needed)
    this.records.set(block.records.subarray(0, room * RECORD_WIDTH), this.recordCount * RECORD_WIDTH)
    this.recordCount += room
  }

  /** What follows is the end of the run and no decision. */
  seal(): void {
    this.sealed = true
  }

  beginInput(_step: number, time: Timestamp): void {
    if (this.stepCount >= STEPS_MAX) return
    if (this.stepCount === this.steps.length) this.steps = grown(this.steps, this.stepCount + 1)
    this.steps[this.stepCount++] = time
  }

  addBar(): void {}

  endInput(): void {}

  private marked(time: number): void {
    this.lastTime = time
    if (this.tradingFrom !== null) return
    this.tradingFrom = time
    this.onTrading()
  }
}

function grown(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(Math.max(length, column.length * 2))
  longer.set(column)
  return longer
}
