import { crc32 } from 'node:zlib'
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { Chain } from './chain.ts'
import { checksum } from './checksum.ts'
import { writeFault, type JournalFile } from './journal-file.ts'
import {
  DIGEST_BYTES,
  ENTRY_HEADER_BYTES,
  FILE_HEADER_BYTES,
  LINK,
  MAGIC,
  padded,
  PAYLOAD_BYTES_MAX,
  SEAL,
  SEAL_BYTES,
  VERSION,
  WORD_CRC,
  WORD_KIND,
  WORD_LENGTH,
  WORD_LENGTH_INVERTED,
  WORD_SEQUENCE_HIGH,
  WORD_SEQUENCE_LOW,
} from './layout.ts'

/** The buffer is handed to the system once it holds this much. */
const FLUSH_BYTES = 1024 * 1024
/** What a buffer about to be flushed still takes before it has to grow. */
const SLACK_BYTES = 64 * 1024
/** Always left free behind an entry: a link, the fixed start of the next entry, a seal. */
const SPARE_BYTES = 256

/**
 * Numbered, checksummed and chained entries, appended to a file through a buffer, whatever they hold. The caller begins
 * an entry, writes its payload at `used` through the three views, moves `used` on, and finishes the entry.
 * After a failed write or sync nothing more is accepted: the system may have dropped the bytes, so that a later sync
 * which succeeds proves nothing.
 */
export class EntryLog {
  buffer!: Buffer<ArrayBuffer>
  words!: Uint32Array<ArrayBuffer>
  doubles!: Float64Array<ArrayBuffer>
  /** Bytes in the buffer. */
  used = 0
  private readonly file: JournalFile
  private readonly chain = new Chain()
  /** Of the bytes in the buffer, how many the chain has taken in. */
  private chained = 0
  private entryAt = 0
  private sequence = 0
  /** The sequence that followed the newest link: while it equals `sequence`, every entry is linked. */
  private linkedTo = 0
  private failure: LockstepError | undefined
  private closed = false

  /** Starts the file with its magic and version. @throws LockstepError E_WRITE */
  constructor(file: JournalFile) {
    this.file = file
    this.useBuffer(FLUSH_BYTES + SLACK_BYTES)
    this.buffer.set(MAGIC)
    this.buffer.writeUInt32LE(VERSION, MAGIC.length)
    this.buffer.writeUInt32LE(crc32(this.buffer.subarray(0, MAGIC.length + 4)), MAGIC.length + 4)
    this.used = FILE_HEADER_BYTES
    this.write()
  }

  /** Starts an entry. @throws LockstepError E_WRITE when the buffer was due and could not be written, or ever could not */
  begin(): void {
    this.mustBeSound()
    if (this.used >= FLUSH_BYTES) {
      this.link()
      this.write()
    }
    this.entryAt = this.used
    this.used += ENTRY_HEADER_BYTES
  }

  /** Makes room for `byteCount` more bytes of payload. @throws LockstepError E_LIMIT past PAYLOAD_BYTES_MAX; the log ends there */
  reserve(byteCount: number): void {
    const needed = this.used + byteCount + SPARE_BYTES
    if (needed <= this.buffer.length) return
    const payloadBytes = this.used + byteCount - this.entryAt - ENTRY_HEADER_BYTES
    if (payloadBytes > PAYLOAD_BYTES_MAX) throw this.fail(tooLong(payloadBytes))
    this.useBuffer(needed * 2)
  }

  /** Pads the entry and fills its header in; only now does it take its place in the sequence. */
  finish(kind: number): void {
    const { words, entryAt, used } = this
    const end = padded(used)
    for (let at = used; at < end; at++) this.buffer[at] = 0
    const length = used - entryAt - ENTRY_HEADER_BYTES
    const at = entryAt >>> 2
    words[at + WORD_LENGTH] = length
    words[at + WORD_LENGTH_INVERTED] = ~length
    words[at + WORD_KIND] = kind
    words[at + WORD_SEQUENCE_LOW] = this.sequence
    words[at + WORD_SEQUENCE_HIGH] = this.sequence / 2 ** 32
    words[at + WORD_CRC] = checksum(words, entryAt + 4, end)
    this.used = end
    this.sequence++
  }

  /** Forgets an entry that was begun and not finished. */
  abandon(): void {
    this.used = this.entryAt
  }

  /** Hands the buffer to the system, which keeps it when this process dies but not when the machine does. */
  write(): void {
    if (this.used === 0) return
    this.mustBeSound()
    this.chain.update(this.buffer.subarray(this.chained, this.used))
    this.attempt('could not be written', () => this.file.write(this.buffer.subarray(0, this.used)))
    this.used = 0
    this.chained = 0
  }

  /** Links what is not linked yet and returns when all of it is on the medium. @throws LockstepError E_WRITE */
  sync(): void {
    this.mustBeSound()
    if (this.linkedTo !== this.sequence) this.link()
    this.write()
    this.attempt('could not be synced', () => this.file.sync())
  }

  /** Seals the log and closes its file, or only closes it when it has failed. Twice is harmless. @throws LockstepError E_WRITE */
  close(): void {
    if (this.closed) return
    try {
      this.mustBeSound()
      this.seal()
    } finally {
      this.closed = true
      this.file.close()
    }
  }

  private link(): void {
    this.beginDigest()
    this.finish(LINK)
    // The next block starts behind the link: its digest is in the chain already, the rest of it has its checksum.
    this.chained = this.used
    this.linkedTo = this.sequence
  }

  private seal(): void {
    this.beginDigest()
    this.doubles[this.used >>> 3] = this.sequence
    this.used += SEAL_BYTES - DIGEST_BYTES
    this.finish(SEAL)
    this.write()
    this.attempt('could not be synced', () => this.file.sync())
  }

  private beginDigest(): void {
    this.chain.update(this.buffer.subarray(this.chained, this.used))
    this.chained = this.used
    this.entryAt = this.used
    this.used += ENTRY_HEADER_BYTES
    this.buffer.set(this.chain.link(), this.used)
    this.used += DIGEST_BYTES
  }

  private attempt(what: string, act: () => void): void {
    try {
      act()
    } catch (error) {
      throw this.fail(writeFault(this.file.path, what, error))
    }
  }

  private fail(failure: LockstepError): LockstepError {
    this.failure = failure
    return failure
  }

  private mustBeSound(): void {
    if (this.failure !== undefined) throw this.failure
    assert(!this.closed, 'a closed journal takes no more entries')
  }

  private useBuffer(byteCount: number): void {
    const next = Buffer.from(new ArrayBuffer(padded(byteCount)))
    if (this.used > 0) next.set(this.buffer.subarray(0, this.used))
    this.buffer = next
    this.words = new Uint32Array(next.buffer)
    this.doubles = new Float64Array(next.buffer)
  }
}

function tooLong(byteCount: number): LockstepError {
  return new LockstepError(
    'E_LIMIT',
    `expected a journal entry of at most ${PAYLOAD_BYTES_MAX} bytes, was ${byteCount}`,
    'Run fewer series at once, or hand the records on after every step.',
  )
}
