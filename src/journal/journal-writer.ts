import { assert } from '../base/assert.ts'
import type { BarColumns } from '../model/bars.ts'
import type { InputTap, RunEnd, RunInfo, Tap } from '../model/ports.ts'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import { EntryLog } from './entry-log.ts'
import { createJournalFile, type JournalFile } from './journal-file.ts'
import { END, HEADER, INPUT, INPUT_BAR_BYTES, INPUT_HEAD_BYTES, MARK_BYTES, STEP, STEP_HEAD_BYTES } from './layout.ts'

/** How surely a journal is on the disk when. */
export interface JournalOptions {
  /**
   * `buffered`: entries reach the disk by the mebibyte; only `sync` and `close` wait for it. For backtests.
   * `each`: an input is handed to the system before it is stepped, and when `take` returns, that input and what came of
   * it are on the medium. For whatever acts on the outside after a step.
   */
  readonly durability: 'buffered' | 'each'
  /** What the front door needs to run the same run again: plain data, stored in the header beside the RunInfo. */
  readonly config?: unknown
  /** Whether a journal of this name may be removed first. Default false. */
  readonly replace?: boolean
}

/** What a run's journal holds, counted; stored in its END entry. */
export interface JournalTotals {
  readonly inputs: number
  readonly bars: number
  readonly steps: number
  readonly records: number
}

/**
 * Writes a run's journal: its header, each input before it is stepped, what came of each step, its end and a seal.
 * Once a write or sync has failed, every call throws that fault again.
 *
 *     const journal = JournalWriter.open('run.journal', { durability: 'buffered' })
 *     journal.start(info)
 *     journal.beginInput(step, time)
 *     journal.addBar(0, bars, row)
 *     journal.endInput()
 *     journal.take(block)
 *     journal.end(end)
 *     journal.close()
 */
export class JournalWriter implements Tap, InputTap {
  /** A step's records stand behind its input, so each step comes by itself. */
  readonly everyStep = true
  private readonly log: EntryLog
  private readonly durable: boolean
  private readonly config: unknown
  private readonly totals = { inputs: 0, bars: 0, steps: 0, records: 0 }
  private inInput = false

  /** Creates the journal. @throws LockstepError E_FILE_EXISTS when a file is in the way, E_WRITE */
  static open(path: string, options: JournalOptions): JournalWriter {
    return new JournalWriter(createJournalFile(path, options.replace ?? false), options)
  }

  /** A journal into a file that is open, empty and nobody else's. @throws LockstepError E_WRITE */
  constructor(file: JournalFile, options: JournalOptions) {
    this.log = new EntryLog(file)
    this.durable = options.durability === 'each'
    this.config = options.config ?? null
  }

  start(info: RunInfo): void {
    this.addJson(HEADER, { info, config: this.config })
    if (this.durable) this.log.sync()
  }

  /** Starts the input of one step; without bars it is a step of the clock. Neither this nor the next two allocate. */
  beginInput(step: number, time: Timestamp): void {
    this.begin()
    this.inInput = true
    const { log } = this
    const at = log.used >>> 3
    log.doubles[at] = step
    log.doubles[at + 1] = time
    log.used += INPUT_HEAD_BYTES
  }

  /** Adds row `row` of the run's series `seriesIndex` to the input. */
  addBar(seriesIndex: number, bars: BarColumns, row: number): void {
    assert(this.inInput, 'addBar belongs between beginInput and endInput')
    const { log } = this
    log.reserve(INPUT_BAR_BYTES)
    const { doubles } = log
    const at = log.used >>> 3
    doubles[at] = seriesIndex
    doubles[at + 1] = bars.time[row]!
    doubles[at + 2] = bars.open[row]!
    doubles[at + 3] = bars.high[row]!
    doubles[at + 4] = bars.low[row]!
    doubles[at + 5] = bars.close[row]!
    doubles[at + 6] = bars.volume[row]!
    log.used += INPUT_BAR_BYTES
    this.totals.bars++
  }

  endInput(): void {
    assert(this.inInput, 'endInput belongs after beginInput')
    this.inInput = false
    this.totals.inputs++
    this.log.finish(INPUT)
    if (this.durable) this.log.write()
  }

  /** Writes what came of a step, also when nothing did: the entry says that the step was carried through. */
  take(block: RecordBlock): void {
    const { recordCount, markCount } = block
    this.begin()
    const { log } = this
    log.reserve(STEP_HEAD_BYTES + recordCount * RECORD_WIDTH * 8 + markCount * MARK_BYTES)
    log.words[log.used >>> 2] = recordCount
    log.words[(log.used >>> 2) + 1] = markCount
    log.used += STEP_HEAD_BYTES
    this.addDoubles(block.records, recordCount * RECORD_WIDTH)
    this.addDoubles(block.markTime, markCount)
    this.addDoubles(block.markEquity, markCount)
    this.addDoubles(block.markExposure, markCount)
    log.finish(STEP)
    this.totals.steps++
    this.totals.records += recordCount
    if (this.durable) log.sync()
  }

  end(end: RunEnd): void {
    const totals: JournalTotals = this.totals
    this.addJson(END, { end, totals })
  }

  /** Returns when every entry so far is on the medium, and linked. @throws LockstepError E_WRITE */
  sync(): void {
    assert(!this.inInput, 'sync belongs after endInput')
    this.log.sync()
  }

  /** Seals the journal and closes its file; an input that was not ended was not stepped and is left out. */
  close(): void {
    if (this.inInput) this.log.abandon()
    this.inInput = false
    this.log.close()
  }

  private begin(): void {
    assert(!this.inInput, 'an input must be ended before the next entry begins')
    this.log.begin()
  }

  private addJson(kind: number, value: unknown): void {
    const text = JSON.stringify(value)
    this.begin()
    this.log.reserve(Buffer.byteLength(text))
    this.log.used += this.log.buffer.write(text, this.log.used)
    this.log.finish(kind)
  }

  private addDoubles(from: Float64Array, count: number): void {
    const { log } = this
    const { doubles } = log
    const at = log.used >>> 3
    for (let i = 0; i < count; i++) doubles[at + i] = from[i]!
    log.used += count * 8
  }
}
