import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import { checksum } from './checksum.ts'

test('the checksum of any stretch is the one zlib gives, short or long', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 700 })
  fc.assert(
    fc.property(bytes, fc.nat(10), (content, skipWords) => {
      const buffer = new ArrayBuffer(content.length & ~3)
      const view = new Uint8Array(buffer)
      view.set(content.subarray(0, view.length))
      const from = Math.min(skipWords * 4, view.length)
      expect(checksum(new Uint32Array(buffer), from, view.length)).toBe(crc32(view.subarray(from)))
    }),
    { numRuns: 2000 },
  )
})
