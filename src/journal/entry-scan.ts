import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { LockstepError } from '../base/error.ts'
import { Chain } from './chain.ts'
import { checksum } from './checksum.ts'
import {
  DIGEST_BYTES,
  ENTRY_HEADER_BYTES,
  entryKinds,
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

/** Which entry: its number from 0 and the byte of the file at which it starts. */
export interface EntryPlace {
  readonly entry: number
  readonly kind: (typeof entryKinds)[number]
  readonly offset: number
}

const WINDOW_BYTES = 1024 * 1024

/**
 * Walks a journal from its first byte, entry by entry, and believes nothing: checksum, sequence, chain and seal are
 * checked on the way. Memory is one window of the file, at most the longest entry, however long the file is.
 *
 * What a crash leaves is told from damage: the file may end inside an entry, or in zeros that the system had promised
 * room for; all else that does not check is E_JOURNAL_CORRUPT.
 */
export class EntryScan {
  readonly path: string
  readonly byteCount: number
  /** The entry that `next` moved to. The views are good until it moves on. */
  kind = 0
  sequence = -1
  offset = 0
  payloadBytes = 0
  /** Where its payload starts in `window`; a multiple of 8. */
  payloadAt = 0
  window!: Uint8Array<ArrayBuffer>
  /** Known once `next` has said false: bytes after the last whole entry, and whether there was a seal. */
  tailBytes = 0
  sealed = false
  lastGood: EntryPlace | null = null
  /** The newest link or seal: all up to here was on the medium when the writer went on. */
  lastLinked: EntryPlace | null = null
  private readonly fd: number
  private readonly chain = new Chain()
  private words!: Uint32Array<ArrayBuffer>
  /** File offset of the window's first byte, its valid bytes, the offset read next, and up to where the chain has read. */
  private windowOffset = 0
  private valid = 0
  private position = 0
  private chainedTo = 0

  /** @throws LockstepError E_DATA_FILE, E_DATA_FORMAT when it is no journal or a newer one, E_JOURNAL_CORRUPT */
  constructor(path: string) {
    this.path = path
    this.fd = openFile(path)
    try {
      this.byteCount = fstatSync(this.fd).size
      this.useWindow(padded(Math.min(WINDOW_BYTES, this.byteCount)))
      this.readFileHeader()
    } catch (error) {
      closeSync(this.fd)
      throw error
    }
  }

  /** Moves to the next entry; false at the end of what is whole. @throws LockstepError E_JOURNAL_CORRUPT */
  next(): boolean {
    const left = this.byteCount - this.position
    if (this.sealed) {
      if (left > 0) throw this.corrupt(`${bytesText(left)} after the seal`)
      return false
    }
    if (left < ENTRY_HEADER_BYTES) return this.endAt(left)
    this.fill(ENTRY_HEADER_BYTES)
    const at = (this.position - this.windowOffset) >>> 2
    const length = this.words[at + WORD_LENGTH]!
    if (~length >>> 0 !== this.words[at + WORD_LENGTH_INVERTED]! || length > PAYLOAD_BYTES_MAX) {
      if (this.onlyZerosLeft()) return this.endAt(left)
      throw this.corrupt('its length is damaged, or it does not start here')
    }
    const entryBytes = ENTRY_HEADER_BYTES + padded(length)
    if (left < entryBytes) return this.endAt(left)
    this.fill(entryBytes)
    this.check(entryBytes, length)
    return true
  }

  /** The newest link as 64 hexadecimal digits. */
  get head(): string {
    return Buffer.from(this.chain.head).toString('hex')
  }

  close(): void {
    closeSync(this.fd)
  }

  /** The fault of the entry at the current place, with the last one that was good. */
  corrupt(what: string): LockstepError {
    const good = this.lastGood === null ? 'no entry before it is good' : `the last good entry is ${placeText(this.lastGood)}`
    const linked = this.lastLinked === null ? '' : `, the last link is ${placeText(this.lastLinked)}`
    const entry = this.sequence + 1
    return new LockstepError(
      'E_JOURNAL_CORRUPT',
      `journal ${this.path}, entry ${count(entry)} at byte ${count(this.position)}: ${what}; ${good}${linked}`,
      'Take the journal from a copy that verifies; nothing from the named byte on can be trusted.',
    )
  }

  /** The fault of the entry that `next` moved to: its checksum is right and its payload is not what its kind says. */
  malformed(what: string): LockstepError {
    const place = placeText({ entry: this.sequence, kind: entryKinds[this.kind] ?? '', offset: this.offset })
    return new LockstepError(
      'E_JOURNAL_CORRUPT',
      `journal ${this.path}, entry ${place}: its checksum is right, but it holds ${what}`,
      'Take the journal from a copy that verifies; this one was not written by Lockstep alone.',
    )
  }

  private readFileHeader(): void {
    this.fill(Math.min(FILE_HEADER_BYTES, this.byteCount))
    const start = Buffer.from(this.window.buffer, 0, this.valid)
    if (this.byteCount < FILE_HEADER_BYTES || !start.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new LockstepError(
        'E_DATA_FORMAT',
        `expected a journal, but ${this.path} (${bytesText(this.byteCount)}) does not start like one`,
        'Give a file that was written with --journal.',
      )
    }
    const version = start.readUInt32LE(MAGIC.length)
    if (crc32(start.subarray(0, MAGIC.length + 4)) !== start.readUInt32LE(MAGIC.length + 4))
      throw this.corrupt('the file header is damaged')
    if (version !== VERSION) {
      throw new LockstepError(
        'E_DATA_FORMAT',
        `expected a journal of version ${VERSION}, but ${this.path} has version ${version}`,
        'Read it with the version of Lockstep that wrote it.',
      )
    }
    this.position = FILE_HEADER_BYTES
  }

  private check(entryBytes: number, length: number): void {
    const { words, position, windowOffset } = this
    const start = position - windowOffset
    const at = start >>> 2
    const crc = checksum(words, start + 4, start + entryBytes)
    if (crc !== words[at + WORD_CRC]!) throw this.corrupt(`checksum ${hex(words[at + WORD_CRC]!)} expected, ${hex(crc)} found`)
    const sequence = words[at + WORD_SEQUENCE_LOW]! + words[at + WORD_SEQUENCE_HIGH]! * 2 ** 32
    if (sequence !== this.sequence + 1) {
      throw this.corrupt(`it says that it is entry ${count(sequence)}, so entries were removed, added or swapped`)
    }
    const kind = words[at + WORD_KIND]!
    const name = entryKinds[kind]
    if (name === undefined || name === '') throw this.corrupt(`kind ${kind} is unknown`)
    this.kind = kind
    this.payloadAt = start + ENTRY_HEADER_BYTES
    this.payloadBytes = length
    if (kind === LINK || kind === SEAL) this.checkLink(sequence)
    this.lastGood = { entry: sequence, kind: name, offset: position }
    if (kind === LINK || kind === SEAL) this.lastLinked = this.lastGood
    this.sequence = sequence
    this.offset = position
    this.position += entryBytes
    if (kind === LINK) this.chainedTo = this.position
  }

  private checkLink(sequence: number): void {
    const isSeal = this.kind === SEAL
    if (this.payloadBytes !== (isSeal ? SEAL_BYTES : DIGEST_BYTES)) throw this.corrupt(`a link of ${this.payloadBytes} bytes`)
    this.chainUpTo(this.position)
    const digest = Buffer.from(this.window.buffer, this.payloadAt, DIGEST_BYTES)
    if (!digest.equals(this.chain.link())) throw this.corrupt('the hash chain is broken: an entry since the link before was changed')
    if (!isSeal) return
    const sealedCount = new Float64Array(this.window.buffer, this.payloadAt + DIGEST_BYTES, 1)[0]!
    if (sealedCount !== sequence) throw this.corrupt(`the seal counts ${sealedCount} entries, there are ${sequence}`)
    this.sealed = true
  }

  private endAt(left: number): false {
    this.tailBytes = left
    return false
  }

  private onlyZerosLeft(): boolean {
    const chunk = Buffer.alloc(this.window.length)
    const zeros = Buffer.alloc(chunk.length)
    for (let at = this.position; at < this.byteCount;) {
      const got = readSync(this.fd, chunk, 0, chunk.length, at)
      if (got === 0 || !chunk.subarray(0, got).equals(zeros.subarray(0, got))) return got === 0
      at += got
    }
    return true
  }

  /** Brings at least `byteCount` bytes from the position on into the window; the caller knows that the file has them. */
  private fill(byteCount: number): void {
    if (this.position + byteCount <= this.windowOffset + this.valid) return
    this.chainUpTo(this.position)
    const start = this.position - this.windowOffset
    const kept = this.window.subarray(start, this.valid)
    if (byteCount > this.window.length) this.useWindow(byteCount)
    this.window.set(kept)
    this.valid = kept.length
    this.windowOffset = this.position
    while (this.valid < byteCount) {
      const got = readSync(this.fd, this.window, this.valid, this.window.length - this.valid, this.windowOffset + this.valid)
      if (got === 0) throw this.corrupt('the file became shorter while it was read')
      this.valid += got
    }
  }

  private chainUpTo(offset: number): void {
    if (offset <= this.chainedTo) return
    this.chain.update(this.window.subarray(this.chainedTo - this.windowOffset, offset - this.windowOffset))
    this.chainedTo = offset
  }

  private useWindow(byteCount: number): void {
    this.window = new Uint8Array(new ArrayBuffer(byteCount))
    this.words = new Uint32Array(this.window.buffer)
  }
}

/** `17 (step) at byte 1,234` */
export function placeText(place: EntryPlace): string {
  return `${count(place.entry)} (${place.kind}) at byte ${count(place.offset)}`
}

/** `3 bytes` */
export function bytesText(n: number): string {
  return n === 1 ? '1 byte' : `${count(n)} bytes`
}

function openFile(path: string): number {
  try {
    const fd = openSync(path, 'r')
    if (fstatSync(fd).isFile()) return fd
    closeSync(fd)
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error), error)
  }
  throw unreadable(path, 'it is not a file')
}

function unreadable(path: string, reason: string, cause?: unknown): LockstepError {
  return new LockstepError('E_DATA_FILE', `expected a journal at ${path}: ${reason}`, 'Check the name of the file.', cause)
}

function count(n: number): string {
  return n.toLocaleString('en-US')
}

function hex(n: number): string {
  return `0x${n.toString(16).padStart(8, '0')}`
}
