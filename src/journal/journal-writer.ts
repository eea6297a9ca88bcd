import { crc32 } from 'node:zlib'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import type { Bars } from '../model/bars.ts'
import type { RunEnd, RunInfo, Tap } from '../model/ports.ts'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import { Chain } from './chain.ts'
import { createJournalFile, writeFault, type JournalFile } from './journal-file.ts'
import {
  DIGEST_BYTES,
  END,
  ENTRY_HEADER_BYTES,
  FILE_HEADER_BYTES,
  HEADER,
  INPUT,
  INPUT_BAR_BYTES,
  INPUT_HEAD_BYTES,
  LINK,
  MAGIC,
  MARK_BYTES,
  padded,
  PAYLOAD_BYTES_MAX,
  SEAL,
  SEAL_BYTES,
  STEP,
  STEP_HEAD_BYTES,
  VERSION,
  WORD_CRC,
  WORD_KIND,
  WORD_LENGTH,
  WORD_LENGTH_INVERTED,
  WORD_SEQUENCE_HIGH,
  WORD_SEQUENCE_LOW,
} from './layout.ts'

export interface JournalOptions {
  /**
   * `buffered`: entries reach the disk by the mebibyte; only `sync` and `close` wait for it. For backtests.
   * `each`: an input is handed to the system before it is stepped, and when `take` returns, that input and what came of
   * it are on the medium. For whatever acts on the outside after a step.
   */
  readonly durability: 'buffered' | 'each'
  /** What the front door needs to run the same run again; plain data, stored in the header beside the RunInfo. */
  readonly config?: unknown
  /** Whether a journal of this name may be removed first. Default false. */
  readonly replace?: boolean
}

/** Counts at the end of a run, as the END entry holds them. */
export interface JournalTotals {
  readonly inputs: number
  readonly bars: number
  readonly steps: number
  readonly records: number
}

const FLUSH_BYTES = 1024 * 1024
/** What a buffer about to be flushed still takes before it has to grow: one ordinary entry and a link. */
const SLACK_BYTES = 64 * 1024

/**
 * Writes a run's journal: its header, each input before it is stepped, what came of each step, its end and a seal.
 * After a write or sync that failed it refuses everything with that same fault: the system may have dropped the bytes,
 * so that a later sync which succeeds proves nothing.
 *
 *     const journal = JournalWriter.open('run.journal', { durability: 'buffered' })
 *     journal.start(info)
 *     journal.beginInput(step, time); journal.addBar(0, bars, row); journal.endInput()
 *     journal.take(block)
 *     journal.end(end); journal.close()
 */
export class JournalWriter implements Tap {
  private readonly file: JournalFile
  private readonly durable: boolean
  private readonly config: unknown
  private readonly chain = new Chain()
  private readonly totals = { inputs: 0, bars: 0, steps: 0, records: 0 }
  private buffer!: Buffer<ArrayBuffer>
  private words!: Uint32Array
  private doubles!: Float64Array
  /** Bytes in the buffer; of these, how many the chain has taken in. */
  private used = 0
  private chained = 0
  /** Where the entry being written starts, and whether that is an input. */
  private entryAt = 0
  private inInput = false
  private sequence = 0
  /** Sequence of the next entry when the newest link was written: when equal to `sequence`, all is linked. */
  private linkedTo = 0
  private failure: LockstepError | undefined
  private closed = false

  /** Creates the journal. @throws LockstepError E_FILE_EXISTS when a file is in the way, E_WRITE */
  static open(path: string, options: JournalOptions): JournalWriter {
    return new JournalWriter(createJournalFile(path, options.replace ?? false), options)
  }

  /** A journal into a file that is already open, empty and ours alone. @throws LockstepError E_WRITE */
  constructor(file: JournalFile, options: JournalOptions) {
    this.file = file
    this.durable = options.durability === 'each'
    this.config = options.config ?? null
    this.useBuffer(FLUSH_BYTES + SLACK_BYTES)
    this.buffer.set(MAGIC)
    this.buffer.writeUInt32LE(VERSION, MAGIC.length)
    this.buffer.writeUInt32LE(crc32(this.buffer.subarray(0, MAGIC.length + 4)), MAGIC.length + 4)
    this.used = FILE_HEADER_BYTES
    this.write()
  }

  /** Entries written so far, links included. */
  get entryCount(): number {
    return this.sequence
  }

  start(info: RunInfo): void {
    this.addJson(HEADER, { info, config: this.config })
    if (this.durable) this.sync()
  }

  /** Starts the input of one step; a step without bars is a step of the clock. Allocates nothing, nor do the next two. */
  beginInput(step: number, time: Timestamp): void {
    this.begin()
    this.inInput = true
    const at = this.used >>> 3
    this.doubles[at] = step
    this.doubles[at + 1] = time
    this.used += INPUT_HEAD_BYTES
  }

  /** Adds row `row` of the run's series `seriesIndex` to the input. */
  addBar(seriesIndex: number, bars: Bars, row: number): void {
    assert(this.inInput, 'addBar belongs between beginInput and endInput')
    this.reserve(INPUT_BAR_BYTES)
    const { doubles } = this
    const at = this.used >>> 3
    doubles[at] = seriesIndex
    doubles[at + 1] = bars.time[row]!
    doubles[at + 2] = bars.open[row]!
    doubles[at + 3] = bars.high[row]!
    doubles[at + 4] = bars.low[row]!
    doubles[at + 5] = bars.close[row]!
    doubles[at + 6] = bars.volume[row]!
    this.used += INPUT_BAR_BYTES
    this.totals.bars++
  }

  endInput(): void {
    assert(this.inInput, 'endInput belongs after beginInput')
    this.inInput = false
    this.totals.inputs++
    this.finish(INPUT)
    if (this.durable) this.write()
  }

  take(block: RecordBlock): void {
    const { recordCount, markCount } = block
    this.begin()
    this.reserve(STEP_HEAD_BYTES + recordCount * RECORD_WIDTH * 8 + markCount * MARK_BYTES)
    this.words[this.used >>> 2] = recordCount
    this.words[(this.used >>> 2) + 1] = markCount
    this.used += STEP_HEAD_BYTES
    this.addDoubles(block.records, recordCount * RECORD_WIDTH)
    this.addDoubles(block.markTime, markCount)
    this.addDoubles(block.markEquity, markCount)
    this.addDoubles(block.markExposure, markCount)
    this.totals.steps++
    this.totals.records += recordCount
    this.finish(STEP)
    if (this.durable) this.sync()
  }

  end(end: RunEnd): void {
    const totals: JournalTotals = this.totals
    this.addJson(END, { end, totals })
  }

  /** Returns when every entry so far is on the medium, chained. @throws LockstepError E_WRITE */
  sync(): void {
    this.mustBeSound()
    assert(!this.inInput, 'sync belongs after endInput')
    if (this.linkedTo !== this.sequence) this.link()
    this.write()
    this.attempt('could not be synced', () => this.file.sync())
  }

  /** Seals the journal and closes its file. Closing twice is harmless. @throws LockstepError E_WRITE */
  close(): void {
    if (this.closed) return
    this.closed = true
    try {
      if (this.failure !== undefined) throw this.failure
      this.seal()
    } finally {
      this.file.close()
    }
  }

  /** An input that was never ended was never stepped: it is left out. */
  private seal(): void {
    if (this.inInput) this.used = this.entryAt
    this.addDigest()
    this.doubles[this.used >>> 3] = this.sequence
    this.used += SEAL_BYTES - DIGEST_BYTES
    this.finish(SEAL)
    this.write()
    this.attempt('could not be synced', () => this.file.sync())
  }

  private link(): void {
    this.addDigest()
    this.finish(LINK)
    // The chain carries a link's digest already; its other bytes have a checksum and a sequence.
    this.chained = this.used
    this.linkedTo = this.sequence
  }

  private addDigest(): void {
    this.chain.update(this.buffer.subarray(this.chained, this.used))
    this.chained = this.used
    this.entryAt = this.used
    this.used += ENTRY_HEADER_BYTES
    this.buffer.set(this.chain.link(), this.used)
    this.used += DIGEST_BYTES
  }

  private addJson(kind: number, value: unknown): void {
    const text = JSON.stringify(value)
    const byteCount = Buffer.byteLength(text)
    this.begin()
    this.reserve(byteCount)
    this.used += this.buffer.write(text, this.used)
    this.finish(kind)
  }

  private addDoubles(from: Float64Array, count: number): void {
    const { doubles } = this
    const at = this.used >>> 3
    for (let i = 0; i < count; i++) doubles[at + i] = from[i]!
    this.used += count * 8
  }

  /** Starts an entry, with room for the fixed part of any kind. */
  private begin(): void {
    this.mustBeSound()
    assert(!this.inInput, 'an input must be ended before the next entry begins')
    if (this.used >= FLUSH_BYTES) {
      this.link()
      this.write()
    }
    this.entryAt = this.used
    this.used += ENTRY_HEADER_BYTES
  }

  /** Pads the entry and fills its header in; only now does it take its place in the sequence. */
  private finish(kind: number): void {
    const { buffer, words, entryAt } = this
    const length = this.used - entryAt - ENTRY_HEADER_BYTES
    const end = padded(this.used)
    while (this.used < end) buffer[this.used++] = 0
    const at = entryAt >>> 2
    words[at + WORD_LENGTH] = length
    words[at + WORD_LENGTH_INVERTED] = ~length
    words[at + WORD_KIND] = kind
    words[at + WORD_SEQUENCE_LOW] = this.sequence
    words[at + WORD_SEQUENCE_HIGH] = this.sequence / 2 ** 32
    words[at + WORD_CRC] = crc32(buffer.subarray(entryAt + 4, end))
    this.sequence++
  }

  /** Hands the buffer to the system. */
  private write(): void {
    if (this.used === 0) return
    this.chain.update(this.buffer.subarray(this.chained, this.used))
    this.attempt('could not be written', () => this.file.write(this.buffer.subarray(0, this.used)))
    this.used = 0
    this.chained = 0
  }

  private attempt(what: string, act: () => void): void {
    try {
      act()
    } catch (error) {
      this.failure = writeFault(this.file.path, what, error)
      throw this.failure
    }
  }

  private mustBeSound(): void {
    if (this.failure !== undefined) throw this.failure
    assert(!this.closed, 'a closed journal takes no more entries')
  }

  /** Makes room for `byteCount` more bytes of the entry being written, and for the link and the seal that may follow. */
  private reserve(byteCount: number): void {
    const payloadBytes = this.used + byteCount - this.entryAt - ENTRY_HEADER_BYTES
    if (payloadBytes > PAYLOAD_BYTES_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected a journal entry of at most ${PAYLOAD_BYTES_MAX} bytes, was ${payloadBytes}`,
        'Run fewer series at once, or hand the records on after every step.',
      )
    }
    const needed = this.used + byteCount + 256
    if (needed > this.buffer.length) this.useBuffer(needed * 2)
  }

  private useBuffer(byteCount: number): void {
    const next = Buffer.from(new ArrayBuffer(padded(byteCount)))
    if (this.used > 0) next.set(this.buffer.subarray(0, this.used))
    this.buffer = next
    this.words = new Uint32Array(next.buffer)
    this.doubles = new Float64Array(next.buffer)
  }
}
