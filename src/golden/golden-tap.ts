/** Keeps the records of a run until they can be named: tags and timeframes are known when it ends. */
import { LockstepError } from '../base/error.ts'
import { assert } from '../base/assert.ts'
import { moneyOf } from '../model/instrument.ts'
import type { RunEnd, RunInfo, Tap } from '../model/ports.ts'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'
import type { SeenRun } from './canonical-rows.ts'

/** Records of one run: 128 bytes each, and about a kilobyte while they are named. */
const RECORDS_MAX = 1_000_000

export class GoldenTap implements Tap {
  private info: RunInfo | null = null
  private runEnd: RunEnd | null = null
  private records = new Float64Array(1024 * RECORD_WIDTH)
  private recordCount = 0
  private equity = 0

  start(info: RunInfo): void {
    assert(this.info === null, 'a golden tap serves one run')
    this.info = info
    this.equity = moneyOf(info.currency, info.cash)
  }

  take({ records, recordCount, markEquity, markCount }: RecordBlock): void {
    if (markCount > 0) this.equity = markEquity[markCount - 1]!
    const count = this.recordCount + recordCount
    // A tap does not throw for what it sees: that there were too many is said in the end.
    if (count <= RECORDS_MAX) {
      this.reserve(count * RECORD_WIDTH)
      this.records.set(records.subarray(0, recordCount * RECORD_WIDTH), this.recordCount * RECORD_WIDTH)
    }
    this.recordCount = count
  }

  end(end: RunEnd): void {
    this.runEnd = end
  }

  /** What it saw. @throws LockstepError E_LIMIT */
  seen(): SeenRun {
    const { info, runEnd: end, records, recordCount, equity } = this
    assert(info !== null && end !== null, 'a run is recorded after it ended')
    if (recordCount > RECORDS_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${RECORDS_MAX.toLocaleString('en-US')} orders, fills and other records in a golden run, there were ${recordCount.toLocaleString('en-US')}`,
        'Record a shorter span with --from and --to.',
      )
    }
    return { info, end, records, recordCount, equity }
  }

  private reserve(length: number): void {
    if (length <= this.records.length) return
    const longer = new Float64Array(Math.max(length, this.records.length * 2))
    longer.set(this.records)
    this.records = longer
  }
}
