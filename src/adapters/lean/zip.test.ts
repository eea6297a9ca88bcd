import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../../base/error.ts'
import { zipOf } from '../../../test/lean/lean-files.ts'
import { readZip } from './zip.ts'

const text = 'one\ntwo\n'.repeat(100)

function contents(zip: Uint8Array): Record<string, string> {
  return Object.fromEntries(readZip(zip, 'x.zip').map((entry) => [entry.name, Buffer.from(entry.read()).toString()]))
}

function refusal(zip: Uint8Array): string {
  try {
    contents(zip)
  } catch (error) {
    expect(error).toBeInstanceOf(LockstepError)
    expect((error as LockstepError).code).toBe('E_DATA_FORMAT')
    return (error as LockstepError).message
  }
  return 'read'
}

test.each([
  ['deflated', {}],
  ['stored', { stored: true }],
  ['with 64-bit records', { wide: true }],
])('a zip %s is read whole', (_, options) => {
  const files = { 'a.csv': text, 'b.csv': '', 'c.csv': 'c' }
  expect(contents(zipOf(files, options))).toEqual(files)
})

test('a comment at the end and folders are passed over', () => {
  const zip = zipOf({ 'a/': '', 'a/b.csv': text })
  const comment = Buffer.from('made by hand')
  zip.writeUInt16LE(comment.length, zip.length - 2)
  expect(contents(Buffer.concat([zip, comment]))).toEqual({ 'a/b.csv': text })
})

describe('what is not a whole zip is refused, with the reason', () => {
  test.each([
    ['an empty file', Buffer.alloc(0), /no directory/],
    ['a file that is no zip', Buffer.from(text), /no directory/],
    ['a zip cut short', zipOf({ 'a.csv': text }).subarray(0, -5), /no directory/],
    ['an encrypted entry', zipOf({ 'a.csv': text }, { flags: 1 }), /encrypted/],
    ['another packing', zipOf({ 'a.csv': text }, { method: 14 }), /method 14/],
    ['a path that climbs out', zipOf({ '../a.csv': text }), /outside the archive/],
    ['an absolute path', zipOf({ '/etc/a.csv': text }), /outside the archive/],
    ['a drive', zipOf({ 'C:\\a.csv': text }), /outside the archive/],
    ['an entry larger than it says', zipOf({ 'a.csv': text }, { saysSize: 10 }), /inflated to the 10 bytes/],
    ['an entry smaller than it says', zipOf({ 'a.csv': text }, { saysSize: 10_000 }), /holds 800 bytes/],
    ['a bomb', zipOf({ 'a.csv': '0'.repeat(20_000_000) }), /would grow/],
    ['a size beyond all bounds', zipOf({ 'a.csv': text }, { wide: true, saysSize: 2 ** 40 }), /would grow/],
  ])('%s', (_, zip, reason) => expect(refusal(zip)).toMatch(reason))

  test('bytes that do not match their checksum', () => {
    const zip = zipOf({ 'a.csv': text }, { stored: true })
    zip[40] = zip[40]! ^ 1
    expect(refusal(zip)).toMatch(/checksum/)
  })
})

test('whatever bytes are flipped or cut, a zip is read as it was or refused', () => {
  const zip = zipOf({ 'a.csv': text, 'b.csv': 'x,y\n' }, { wide: true })
  fc.assert(
    fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(zip.length), (at, flip, length) => {
      const broken = Buffer.from(zip.subarray(0, length === 0 ? zip.length : length))
      if (at < broken.length) broken[at] = broken[at]! ^ flip
      try {
        for (const content of Object.values(contents(broken))) expect([text, 'x,y\n']).toContain(content)
      } catch (error) {
        expect(error).toBeInstanceOf(LockstepError)
      }
    }),
    { numRuns: 3000 },
  )
})
