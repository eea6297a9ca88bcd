/**
 * The bytes of a journal, by name. docs/reference/journal-format.md says the same for people; numbers here are the
 * format and are never reused. Everything is little-endian and every entry starts on a multiple of 8 bytes, so that
 * doubles are read where they lie.
 */
import { assert } from '../base/assert.ts'

/** Not text, survives no line-end conversion, and `LSJ` shows in a hex dump. */
export const MAGIC: Uint8Array = Uint8Array.of(0x89, 0x4c, 0x53, 0x4a, 0x0d, 0x0a, 0x1a, 0x0a)
export const VERSION = 1

/** Magic (8), version (u32), CRC-32 of these 12 bytes (u32). */
export const FILE_HEADER_BYTES = 16
/** CRC-32 of the rest of the entry, payload length, the same inverted, kind, sequence (u64 as low and high u32). */
export const ENTRY_HEADER_BYTES = 24
/** No payload is longer: this bounds what a reader must hold, whatever a damaged length says. */
export const PAYLOAD_BYTES_MAX: number = 16 * 1024 * 1024

/** 32-bit words of an entry's header. */
export const WORD_CRC = 0
export const WORD_LENGTH = 1
export const WORD_LENGTH_INVERTED = 2
export const WORD_KIND = 3
export const WORD_SEQUENCE_LOW = 4
export const WORD_SEQUENCE_HIGH = 5

/** Kinds of entry. */
export const HEADER = 1
export const INPUT = 2
export const STEP = 3
export const LINK = 4
export const END = 5
export const SEAL = 6
export const entryKinds = ['', 'header', 'input', 'step', 'link', 'end', 'seal'] as const

/** INPUT: step and time, then 7 doubles a bar: series index, time, open, high, low, close, volume. */
export const INPUT_HEAD_BYTES = 16
export const INPUT_BAR_WIDTH = 7
export const INPUT_BAR_BYTES = 56
/** STEP: record count and mark count (u32 each), then the records, then three columns of marks. */
export const STEP_HEAD_BYTES = 8
export const MARK_BYTES = 24
/** LINK and the start of SEAL: the digest of the chain. SEAL adds the count of entries before it as a double. */
export const DIGEST_BYTES = 32
export const SEAL_BYTES = 40

/** Rounds a length within an entry or a buffer (under 2 GiB) up to a multiple of 8, where the next entry may start. */
export function padded(byteCount: number): number {
  return (byteCount + 7) & ~7
}

const lowByteFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
assert(lowByteFirst, 'journals are written in the byte order of the machine, which must be little-endian')
