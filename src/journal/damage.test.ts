import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { LockstepError } from '../base/error.ts'
import { allocateBars } from '../model/bars.ts'
import type { RunEnd, RunInfo } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import { EntryScan } from './entry-scan.ts'
import { JournalWriter } from './journal-writer.ts'
import { ENTRY_HEADER_BYTES, entryKinds, MAGIC, padded, PAYLOAD_BYTES_MAX } from './layout.ts'
import { readJournal } from './read-journal.ts'
import { verifyJournal } from './verify-journal.ts'

/** One step of a sample journal: how many bars and records it holds, and whether the writer syncs after it. */
interface SampleStep {
  readonly bars: number
  readonly records: number
  readonly sync: boolean
}

const small: readonly SampleStep[] = [
  { bars: 1, records: 0, sync: false },
  { bars: 2, records: 1, sync: true },
  { bars: 0, records: 0, sync: false },
]
const sampleSteps = fc.array(fc.record({ bars: fc.nat(3), records: fc.nat(3), sync: fc.boolean() }), { minLength: 1, maxLength: 12 })

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-damage-'))
  path = join(folder, 'run.journal')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('entries are padded with zeros, whatever the buffer held before', () => {
  fc.assert(
    fc.property(sampleSteps, (steps) => {
      const bytes = sampleJournal(steps, 1)
      for (const { payloadEnd, end } of places()) expect(bytes.subarray(payloadEnd, end)).toEqual(Buffer.alloc(end - payloadEnd))
    }),
  )
})

describe('no damage passes', () => {
  test('every bit of every byte of a sealed journal, flipped', () => {
    expectFlipsFound(sampleJournal(small, 1))
  })

  test('any bit of any journal, flipped', () => {
    fc.assert(
      fc.property(sampleSteps, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (steps, bits) => {
        const good = sampleJournal(steps, 2)
        expectFlipsFound(
          good,
          bits.map((bit) => bit % (good.length * 8)),
        )
      }),
    )
  })

  test('any bit of an unsealed journal, flipped: what a crash left is guarded as well', () => {
    const sealed = sampleJournal(small, 1)
    const unsealed = sealed.subarray(0, places().at(-1)!.offset)
    writeFileSync(path, unsealed)
    expect(verifyJournal(path).status).toBe('unsealed')
    expectFlipsFound(unsealed)
  })

  test('cut anywhere it is unsealed, and says how many bytes of an unfinished entry are at its end', () => {
    fc.assert(
      fc.property(sampleSteps, (steps) => {
        const good = sampleJournal(steps, 4)
        const ends = [16, ...places().map((p) => p.end)]
        for (let length = good.length - 1; length >= 0; length--) {
          truncateSync(path, length)
          if (length < 16) {
            expect(() => verifyJournal(path)).toThrow(/does not start like one/)
            continue
          }
          const lastEnd = ends.findLast((e) => e <= length)!
          const check = verifyJournal(path)
          expect([check.status, check.entries, check.tailBytes]).toEqual(['unsealed', ends.indexOf(lastEnd), length - lastEnd])
        }
      }),
      { numRuns: 10 },
    )
    const good = sampleJournal(small, 4)
    writeFileSync(path, good.subarray(0, places()[1]!.end + 3))
    expect(verifyJournal(path).summary).toBe('unsealed: 3 bytes of an unfinished entry at the end')
  })

  test('two entries swapped, one removed, one doubled, one taken from elsewhere', () => {
    fc.assert(
      fc.property(sampleSteps, fc.boolean(), (steps, sealed) => {
        const good = sampleJournal(steps, 5)
        const parts = places().map((p) => good.subarray(p.offset, p.end))
        const head = good.subarray(0, 16)
        // Without its seal, the last entries have no link behind them: there the sequence alone stands guard.
        if (!sealed) parts.pop()
        for (let a = 0; a < parts.length; a++) {
          for (let b = a + 1; b < parts.length; b++) {
            const swapped = [...parts]
            swapped[a] = parts[b]!
            swapped[b] = parts[a]!
            expectDamage(Buffer.concat([head, ...swapped]), `${a} and ${b} swapped`)
          }
          const last = a === parts.length - 1
          if (!last) expectDamage(Buffer.concat([head, ...parts.toSpliced(a, 1)]), `${a} removed`)
          for (let b = 0; b <= parts.length; b++)
            expectDamage(Buffer.concat([head, ...parts.toSpliced(b, 0, parts[a]!)]), `${a} put in at ${b}`)
        }
      }),
      { numRuns: 10 },
    )
  })

  test('an entry of another run in the place of its namesake has a right checksum and breaks the chain', () => {
    const other = sampleJournal(small, 6)
    const stolen = places()[4]!
    const good = sampleJournal(small, 5)
    const bad = Buffer.concat([good.subarray(0, stolen.offset), other.subarray(stolen.offset, stolen.end), good.subarray(stolen.end)])
    const link = places().findIndex((p) => p.kind === 'link')
    const { offset } = places()[link]!
    writeFileSync(path, bad)
    expect([stolen.kind, good.equals(bad)]).toEqual(['step', false])
    expect(() => verifyJournal(path)).toThrow(`entry ${link} at byte ${offset}: the hash chain is broken`)
  })

  test('a seal that counts other than there are', () => {
    const bad = sampleJournal(small, 5)
    const { offset, end: sealEnd } = places().at(-1)!
    bad.writeDoubleLE(8, offset + 24 + 32)
    bad.writeUInt32LE(crc32(bad.subarray(offset + 4, sealEnd)), offset)
    writeFileSync(path, bad)
    expect(() => verifyJournal(path)).toThrow('the seal counts 8 entries, there are 9')
  })

  test('bytes after the seal, and zeros for what was there', () => {
    const good = sampleJournal(small, 5)
    const zeroed = Buffer.from(good)
    zeroed.fill(0, places()[3]!.offset, places()[3]!.end)
    expectDamage(Buffer.concat([good, Buffer.alloc(1)]), 'one byte more')
    expectDamage(zeroed, 'an entry of zeros in the middle')
  })
})

describe('what it says', () => {
  test('damage is named with file, entry, byte, what is wrong and the last good entry', () => {
    const bad = sampleJournal(small, 1)
    const { offset } = places()[2]!
    bad[offset + 30]! ^= 1
    writeFileSync(path, bad)
    const fault = faultOf(() => verifyJournal(path))
    expect(fault.code).toBe('E_JOURNAL_CORRUPT')
    expect(fault.message).toMatch(
      new RegExp(
        `^journal .*run\\.journal, entry 2 at byte ${offset}: checksum 0x[0-9a-f]{8} expected, 0x[0-9a-f]{8} found; the last good entry is 1 \\(input\\) at byte \\d+$`,
      ),
    )
  })

  test('zeros at the end are a crash, not damage: the system promised room and lost the bytes', () => {
    const good = sampleJournal(small, 1)
    const kept = places()[4]!.end
    writeFileSync(path, Buffer.concat([good.subarray(0, kept), Buffer.alloc(3000)]))
    expect(verifyJournal(path)).toMatchObject({ status: 'unsealed', entries: 5, tailBytes: 3000 })
  })

  test('a file longer than 32 bits can count is read like any other', () => {
    const good = sampleJournal(small, 1)
    const { offset } = places().at(-1)!
    const tooLong = new Uint8Array(Uint32Array.of(0, PAYLOAD_BYTES_MAX + 1, ~(PAYLOAD_BYTES_MAX + 1)).buffer)
    for (const garbage of [Uint8Array.of(1), tooLong]) {
      writeFileSync(path, Buffer.concat([good.subarray(0, offset), garbage]))
      truncateSync(path, 10e9)
      expect(faultOf(() => verifyJournal(path)).message).toMatch(new RegExp(`entry 9 at byte ${offset}: its length is damaged`))
    }
    rmSync(path)
  })

  test('what the writer acknowledged lies before the last link', () => {
    const good = sampleJournal(small, 1)
    const link = places().findIndex((p) => p.kind === 'link')
    writeFileSync(path, good.subarray(0, places()[link + 1]!.end))
    const check = verifyJournal(path)
    expect(check.lastLinked).toMatchObject({ entry: link, kind: 'link' })
    expect(check.lastGood).toMatchObject({ entry: link + 1, kind: 'input' })
    expect(check.head).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a reader stops at damage, after handing out what came before', () => {
    const bad = sampleJournal(small, 1)
    bad[places()[3]!.offset + 30]! ^= 1
    writeFileSync(path, bad)
    const seen: string[] = []
    expect(() => {
      for (const entry of readJournal(path)) seen.push(entry.kind)
    }).toThrow(/entry 3/)
    expect(seen).toEqual(['header', 'input', 'step'])
  })
})

/** Writes a sample journal to `path` and returns its bytes; with another `salt` it holds other numbers in entries of the same sizes. */
function sampleJournal(steps: readonly SampleStep[], salt: number): Buffer {
  rmSync(path, { force: true })
  const journal = JournalWriter.open(path, { durability: 'buffered', config: { salt } })
  journal.start({ engineVersion: '0.1.0' } as RunInfo)
  const bars = allocateBars(1)
  const mark = Float64Array.of(salt)
  steps.forEach((step, at) => {
    bars.close[0] = at + salt
    journal.beginInput(at, (at * 60_000) as Timestamp)
    for (let k = 0; k < step.bars; k++) journal.addBar(k, bars, 0)
    journal.endInput()
    const records = new Float64Array(step.records * 16).fill(at + salt / 3)
    journal.take({ records, recordCount: step.records, markTime: mark, markEquity: mark, markExposure: mark, markCount: 1 })
    if (step.sync) journal.sync()
  })
  journal.end({ status: 'done' } as RunEnd)
  journal.close()
  return readFileSync(path)
}

interface Place {
  readonly kind: string
  readonly offset: number
  readonly payloadEnd: number
  readonly end: number
}

/** Where each entry of the journal that was just written lies. */
function places(): Place[] {
  const scan = new EntryScan(path)
  const found: Place[] = []
  while (scan.next()) {
    const payloadEnd = scan.offset + ENTRY_HEADER_BYTES + scan.payloadBytes
    found.push({ kind: entryKinds[scan.kind]!, offset: scan.offset, payloadEnd, end: padded(payloadEnd) })
  }
  scan.close()
  return found
}

/** Flips each of the bits (all, unless told) of the journal that now lies at `path`, one at a time and in place. */
function expectFlipsFound(good: Buffer, bits: Iterable<number> = Array(good.length * 8).keys()): void {
  const fd = openSync(path, 'r+')
  for (const bit of bits) {
    const at = bit >>> 3
    writeSync(fd, Uint8Array.of(good[at]! ^ (1 << (bit & 7))), 0, 1, at)
    expectFault(`bit ${bit & 7} of byte ${at}`, at < MAGIC.length ? 'E_DATA_FORMAT' : 'E_JOURNAL_CORRUPT')
    writeSync(fd, good, at, 1, at)
  }
  closeSync(fd)
}

function expectDamage(bytes: Buffer, what: string): void {
  writeFileSync(path, bytes)
  expectFault(what)
}

function expectFault(what: string, code = 'E_JOURNAL_CORRUPT'): void {
  const fault = faultOf(() => verifyJournal(path), what)
  if (fault.code !== code) throw new Error(`${what}: ${fault.code}`)
}

function faultOf(act: () => unknown, what = 'this'): LockstepError {
  let result: unknown
  try {
    result = act()
  } catch (error) {
    if (error instanceof LockstepError) return error
    throw error
  }
  throw new Error(`${what} passed: ${JSON.stringify(result)}`)
}
