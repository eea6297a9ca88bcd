import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { LockstepError } from '../base/error.ts'
import { timestamp } from '../model/time.ts'
import { EntryLog } from './entry-log.ts'
import { createJournalFile } from './journal-file.ts'
import { JournalWriter } from './journal-writer.ts'
import { HEADER, INPUT, LINK, STEP } from './layout.ts'
import { verifyJournal } from './verify-journal.ts'

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-layout-'))
  path = join(folder, 'run.journal')
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  [INPUT, 15, 'an input of 15 bytes'],
  [INPUT, 64, 'an input of 64 bytes'],
  [STEP, 7, 'a step of 7 bytes'],
  [STEP, 40, 'a step of 40 bytes for 0 records and 0 marks'],
  [HEADER, 3, 'text that is not JSON'],
])('a payload that is not what its kind %i says is named, though its checksum is right', (kind, byteCount, what) => {
  writeEntry(kind, byteCount)
  expect(faultOf(() => verifyJournal(path)).message).toMatch(
    new RegExp(`entry 0 \\(\\w+\\) at byte 16: its checksum is right, but it holds ${what}$`),
  )
})

test('a kind that this version does not know and a link of the wrong size are named', () => {
  writeEntry(7, 8)
  expect(faultOf(() => verifyJournal(path)).message).toMatch(/entry 0 at byte 16: kind 7 is unknown; no entry before it is good$/)
  writeEntry(LINK, 8)
  expect(faultOf(() => verifyJournal(path)).message).toMatch(/entry 0 at byte 16: a link of 8 bytes/)
})

test('the dump in docs/reference/journal-format.md is what the writer writes', () => {
  rmSync(path, { force: true })
  const journal = JournalWriter.open(path, { durability: 'buffered' })
  journal.beginInput(0, timestamp('2020-01-31T15:00Z'))
  journal.endInput()
  journal.close()
  const page = readFileSync(join(import.meta.dirname, '../../docs/reference/journal-format.md'), 'utf8')
  const dumped = [...page.matchAll(/^ *\d+ {2}((?:[0-9a-f]{2} ?){8})/gm)].map((m) => m[1]!.replaceAll(' ', '')).join('')
  expect(dumped).toBe(readFileSync(path, 'hex'))
})

test('no file, a folder, another file and a newer version are refused by name', () => {
  expect(faultOf(() => verifyJournal(join(folder, 'none'))).code).toBe('E_DATA_FILE')
  expect(faultOf(() => verifyJournal(folder)).message).toMatch(/it is not a file/)
  writeFileSync(path, 'time,open,high,low,close\n2020-01-01,1,2,1,2\n')
  expect(faultOf(() => verifyJournal(path)).code).toBe('E_DATA_FORMAT')
  const newer = Buffer.from('894c534a0d0a1a0a0200000000000000', 'hex')
  newer.writeUInt32LE(crc32(newer.subarray(0, 12)), 12)
  writeFileSync(path, newer)
  expect(faultOf(() => verifyJournal(path)).message).toMatch(/expected a journal of version 1, but .* has version 2/)
})

/** A journal of one entry with `byteCount` zero bytes in it, written without minding what its kind should hold. */
function writeEntry(kind: number, byteCount: number): void {
  rmSync(path, { force: true })
  const log = new EntryLog(createJournalFile(path, false))
  log.begin()
  log.buffer.fill(0, log.used, log.used + byteCount)
  log.used += byteCount
  log.finish(kind)
  log.close()
}

function faultOf(act: () => unknown): LockstepError {
  try {
    act()
  } catch (error) {
    if (error instanceof LockstepError) return error
    throw error
  }
  throw new Error('expected a fault, there was none')
}
