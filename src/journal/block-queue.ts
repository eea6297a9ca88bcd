import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'

/** Copies of record blocks, first in first out, for whoever must look at one after its owner has used it again. */
export class BlockQueue {
  private readonly kept: Block[] = []
  private count = 0
  private next = 0

  /** Keeps a copy. Memory is used again once the queue was emptied. */
  add(block: RecordBlock): void {
    const copy = (this.kept[this.count++] ??= new Block())
    copy.copy(block)
  }

  /** The oldest block, good until the next `add`; null when the queue is empty. */
  shift(): RecordBlock | null {
    if (this.next < this.count) return this.kept[this.next++]!
    this.next = 0
    this.count = 0
    return null
  }
}

/** No records and no marks. */
export function noRecords(): RecordBlock {
  return new Block()
}

class Block implements RecordBlock {
  records = new Float64Array(0)
  recordCount = 0
  markTime = new Float64Array(0)
  markEquity = new Float64Array(0)
  markExposure = new Float64Array(0)
  markCount = 0

  copy(from: RecordBlock): void {
    const { recordCount, markCount } = from
    this.records = copied(from.records, this.records, recordCount * RECORD_WIDTH)
    this.markTime = copied(from.markTime, this.markTime, markCount)
    this.markEquity = copied(from.markEquity, this.markEquity, markCount)
    this.markExposure = copied(from.markExposure, this.markExposure, markCount)
    this.recordCount = recordCount
    this.markCount = markCount
  }
}

/** The first `count` doubles, in `into` when they fit. */
function copied(from: Float64Array, into: Float64Array<ArrayBuffer>, count: number): Float64Array<ArrayBuffer> {
  if (into.length < count) return Float64Array.from(from.subarray(0, count))
  for (let i = 0; i < count; i++) into[i] = from[i]!
  return into
}
