/** Writes records and marks into one reused block and hands it to the taps: each step by itself, or when it is full. */
import type { RunEnd, RunInfo, Tap } from '../model/ports.ts'
import { KIND, RECORD_WIDTH, STEP, TIME, type MarkGlance, type RecordBlock } from '../model/record.ts'

/** Room of a block; taps fold it while it is still in the cache. */
const BLOCK_RECORDS = 2048
const BLOCK_MARKS = 1024

export class Recorder {
  readonly block: RecordBlock & { readonly glance: MarkGlance } = {
    records: new Float64Array(BLOCK_RECORDS * RECORD_WIDTH),
    recordCount: 0,
    markTime: new Float64Array(BLOCK_MARKS),
    markEquity: new Float64Array(BLOCK_MARKS),
    markExposure: new Float64Array(BLOCK_MARKS),
    markCount: 0,
    glance: { low: Infinity, high: -Infinity, exposed: 0 },
  }
  private readonly taps: readonly Tap[]
  /** True when a tap must be handed every step by itself. */
  readonly everyStep: boolean

  constructor(taps: readonly Tap[]) {
    this.taps = taps
    this.everyStep = taps.some((tap) => tap.everyStep === true)
  }

  start(info: RunInfo): void {
    for (const tap of this.taps) tap.start?.(info)
  }

  /** Begins a record and returns where its fields are in `block.records`: all others are 0. */
  begin(kind: number, step: number, clock: Float64Array): number {
    if (this.block.recordCount === BLOCK_RECORDS) this.flush()
    const at = this.block.recordCount++ * RECORD_WIDTH
    const r = this.block.records
    r[at + KIND] = kind
    r[at + STEP] = step
    r[at + TIME] = clock[0]!
    return at
  }

  /** Ends a step. The mark's three numbers stand in `mark`: time, equity, exposure. */
  mark(mark: Float64Array): void {
    const b = this.block
    const k = b.markCount++
    b.markTime[k] = mark[0]!
    b.markEquity[k] = mark[1]!
    b.markExposure[k] = mark[2]!
    this.glance(mark[1]!, mark[1]!, mark[2] === 0 ? 0 : 1)
  }

  /** Notes what marks that were written to the block amount to. */
  glance(low: number, high: number, exposed: number): void {
    const g = this.block.glance
    if (low < g.low) g.low = low
    if (high > g.high) g.high = high
    g.exposed += exposed
  }

  /** Marks that still fit before the block must be handed on; at least 1 between steps. */
  room(): number {
    return BLOCK_MARKS - this.block.markCount
  }

  /** Called after every step. */
  stepped(): void {
    if (this.everyStep || this.block.markCount === BLOCK_MARKS) this.flush()
  }

  end(end: RunEnd): void {
    if (this.block.recordCount > 0 || this.block.markCount > 0) this.flush()
    for (const tap of this.taps) tap.end?.(end)
  }

  private flush(): void {
    for (let k = 0; k < this.taps.length; k++) this.taps[k]!.take(this.block)
    // Rows are handed out zeroed: one sweep here is cheaper than one per record.
    this.block.records.fill(0, 0, this.block.recordCount * RECORD_WIDTH)
    this.block.recordCount = 0
    this.block.markCount = 0
    const { glance } = this.block
    glance.low = Infinity
    glance.high = -Infinity
    glance.exposed = 0
  }
}
