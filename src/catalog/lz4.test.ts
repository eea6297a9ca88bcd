import { describe, expect, test } from 'vitest'
import { decompressLz4 } from './lz4.ts'

/** A frame by hand: independent blocks of at most 64 KiB, no checksums. */
function frame(...blocks: readonly number[][]): Uint8Array {
  const bytes = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]
  for (const block of blocks) bytes.push(block.length, 0, 0, 0, ...block)
  return Uint8Array.from([...bytes, 0, 0, 0, 0])
}
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const ascii = (s: string): number[] => [...new TextEncoder().encode(s)]

describe('an LZ4 frame', () => {
  test('of literals alone', () => {
    expect(text(decompressLz4(frame([0x50, ...ascii('hello')])))).toBe('hello')
  })
  test('with a copy that overlaps itself and a long one', () => {
    // 2 literals, then 4 + 15 + 10 bytes from 2 back, then 1 literal.
    expect(text(decompressLz4(frame([0x2f, ...ascii('ab'), 2, 0, 10, 0x10, ...ascii('!')])))).toBe(`${'ab'.repeat(15)}a!`)
  })
  test('of two blocks, the second copying from the first, and of two frames', () => {
    const linked = frame([0x40, ...ascii('wxyz')], [0x00, 4, 0, 0x10, ...ascii('.')])
    expect(text(decompressLz4(linked))).toBe('wxyzwxyz.')
    expect(text(decompressLz4(Uint8Array.from([...linked, ...linked])))).toBe('wxyzwxyz.wxyzwxyz.')
  })
  test.each([
    ['no frame', Uint8Array.of(1, 2, 3, 4, 5, 6, 7)],
    ['a frame that is cut', frame([0x50, ...ascii('hello')]).subarray(0, 12)],
    ['literals past the end of the block', frame([0xf0, 200, 1, 2])],
    ['a copy from before the beginning', frame([0x10, 65, 9, 0, 0x10, 66])],
    ['a copy from nowhere', frame([0x10, 65, 0, 0, 0x10, 66])],
    ['a copy whose distance is cut', frame([0x10, 65, 9])],
  ])('that is %s is refused', (_, bytes) => {
    expect(() => decompressLz4(bytes)).toThrow(RangeError)
  })
})
