import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { LockstepError } from '../base/error.ts'
import { allocateBars } from '../model/bars.ts'
import type { RunInfo } from '../model/ports.ts'
import type { RecordBlock } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import type { JournalFile } from './journal-file.ts'
import { JournalWriter } from './journal-writer.ts'
import { readJournal } from './read-journal.ts'
import { verifyJournal } from './verify-journal.ts'

const info = { engineVersion: '0.1.0' } as unknown as RunInfo
const noon = 43_200_000 as Timestamp
const bars = allocateBars(1)
bars.volume[0] = 1.5

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-writer-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the file', () => {
  test('one in the way is left alone', () => {
    const path = join(folder, 'there')
    writeFileSync(path, 'mine')
    expect(codeOf(() => JournalWriter.open(path, { durability: 'buffered' }))).toBe('E_FILE_EXISTS')
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  test('a journal is replaced when asked; anything else never is', () => {
    const path = join(folder, 'again.journal')
    writeSteps(JournalWriter.open(path, { durability: 'buffered' }), 5).close()
    writeSteps(JournalWriter.open(path, { durability: 'buffered', replace: true }), 2).close()
    expect(verifyJournal(path).steps).toBe(2)
    const crashedAtBirth = join(folder, 'empty.journal')
    writeFileSync(crashedAtBirth, '')
    writeSteps(JournalWriter.open(crashedAtBirth, { durability: 'buffered', replace: true }), 2).close()
    const strategy = join(folder, 'strategy.ts')
    writeFileSync(strategy, 'export default {}')
    expect(codeOf(() => JournalWriter.open(strategy, { durability: 'buffered', replace: true }))).toBe('E_FILE_EXISTS')
    mkdirSync(join(folder, 'sub'))
    expect(codeOf(() => JournalWriter.open(join(folder, 'sub'), { durability: 'buffered', replace: true }))).toBe('E_FILE_EXISTS')
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['strategy.ts', 'sub']))
  })

  test('has one writer: a second is refused while the first writes, and a replacement does not mix with it', () => {
    const path = join(folder, 'one.journal')
    const first = JournalWriter.open(path, { durability: 'each' })
    expect(codeOf(() => JournalWriter.open(path, { durability: 'each' }))).toBe('E_FILE_EXISTS')
    const second = JournalWriter.open(path, { durability: 'each', replace: true })
    writeSteps(first, 3).close()
    writeSteps(second, 1).close()
    expect(verifyJournal(path)).toMatchObject({ status: 'sealed', steps: 1 })
  })

  test('that cannot be created is a write fault with its name', () => {
    const path = join(folder, 'no', 'such', 'folder')
    const fault = faultOf(() => JournalWriter.open(path, { durability: 'buffered' }))
    expect([fault.code, fault.message.includes(path)]).toEqual(['E_WRITE', true])
  })
})

describe('a fault of the disk', () => {
  test.runIf(process.platform === 'linux')('a full disk is named, and nothing more is accepted', () => {
    const fd = openSync('/dev/full', 'w')
    let full = false
    const file: JournalFile = {
      path: 'run.journal',
      write: (bytes) => full && writeSync(fd, bytes),
      sync: () => {},
      close: () => closeSync(fd),
    }
    const journal = new JournalWriter(file, { durability: 'each' })
    journal.start(info)
    full = true
    const fault = faultOf(() => writeSteps(journal, 1))
    expect(fault.code).toBe('E_WRITE')
    expect(fault.message).toMatch(/^journal run\.journal could not be written: ENOSPC/)
    full = false
    expect(faultOf(() => writeSteps(journal, 1))).toBe(fault)
    expect(faultOf(() => journal.close())).toBe(fault)
  })

  test('after a sync that failed, a sync that would succeed is not believed', () => {
    const disk = memoryDisk()
    const journal = new JournalWriter(disk, { durability: 'each' })
    writeSteps(journal, 2)
    const before = disk.bytes.length
    disk.syncFault = new Error('EIO: i/o error, fdatasync')
    const fault = faultOf(() => journal.sync())
    expect(fault.message).toBe('journal memory could not be synced: EIO: i/o error, fdatasync')
    disk.syncFault = undefined
    for (const act of [() => journal.sync(), () => journal.beginInput(3, noon), () => journal.take(blockOf(3)), () => journal.close()]) {
      expect(faultOf(act)).toBe(fault)
    }
    expect([disk.bytes.length, disk.open]).toEqual([before, false])
  })

  test('whatever the medium kept of unsynced bytes, all that was acknowledged is there and the rest is named', () => {
    const path = join(folder, 'power.journal')
    fc.assert(
      fc.property(fc.nat(6), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (steps, share, zeros) => {
        const disk = memoryDisk()
        const journal = new JournalWriter(disk, { durability: 'each' })
        writeSteps(journal, steps)
        const synced = disk.synced
        journal.beginInput(steps, noon)
        journal.addBar(0, bars, 0)
        journal.endInput()
        const kept = synced + Math.floor((disk.bytes.length - synced) * share)
        const lost = Buffer.alloc(zeros ? 512 : 0)
        writeFileSync(path, Buffer.concat([disk.bytes.subarray(0, kept), lost]))
        if (zeros && kept > synced && kept < disk.bytes.length) {
          // Half an entry and then zeros could as well be damage to what was acknowledged: a person has to decide.
          const fault = faultOf(() => verifyJournal(path))
          expect([fault.code, fault.message]).toEqual(['E_JOURNAL_CORRUPT', expect.stringMatching(/the last link is \d+ \(link\) at byte/)])
        } else {
          expect(verifyJournal(path)).toMatchObject({ status: 'unsealed', steps })
        }
      }),
    )
  })
})

describe('order', () => {
  test('each: the input is with the system before the step, the step is on the medium after it', () => {
    const disk = memoryDisk()
    const journal = new JournalWriter(disk, { durability: 'each' })
    journal.start(info)
    const syncs = disk.syncs
    const before = disk.bytes.length
    journal.beginInput(0, noon)
    journal.addBar(0, bars, 0)
    journal.endInput()
    expect([disk.syncs - syncs, disk.bytes.length - before]).toEqual([0, 24 + 16 + 56])
    journal.take(blockOf(0))
    expect([disk.syncs - syncs, disk.synced]).toEqual([1, disk.bytes.length])
  })

  test('buffered: nothing waits for the disk until sync or close', () => {
    const disk = memoryDisk()
    const journal = writeSteps(new JournalWriter(disk, { durability: 'buffered' }), 100)
    expect([disk.syncs, disk.bytes.length]).toEqual([0, 16])
    journal.sync()
    expect([disk.syncs, disk.synced]).toEqual([1, disk.bytes.length])
    journal.close()
    journal.close()
    expect([disk.syncs, disk.open]).toEqual([2, false])
  })

  test('buffered: no more than a little over a mebibyte is ever held back', () => {
    const disk = memoryDisk()
    writeSteps(new JournalWriter(disk, { durability: 'buffered' }), 20_000)
    expect(disk.bytes.length).toBeGreaterThan(2 ** 21)
    expect(disk.bytesAtOnce).toBeLessThan(2 ** 20 + 2 ** 16)
    expect(disk.syncs).toBe(0)
  })

  test('an input cut off by an exception was not stepped and leaves no trace', () => {
    const path = join(folder, 'cut.journal')
    const journal = writeSteps(JournalWriter.open(path, { durability: 'buffered' }), 2)
    journal.beginInput(2, noon)
    journal.addBar(0, bars, 0)
    journal.close()
    expect([...readJournal(path)].map((e) => e.kind)).toEqual(['header', 'input', 'step', 'input', 'step', 'seal'])
  })

  test('calls out of order are bugs', () => {
    const journal = new JournalWriter(memoryDisk(), { durability: 'buffered' })
    expect(() => journal.addBar(0, bars, 0)).toThrow('addBar belongs between')
    expect(() => journal.endInput()).toThrow('endInput belongs after')
    journal.beginInput(0, noon)
    expect(() => journal.beginInput(1, noon)).toThrow('must be ended')
    expect(() => journal.take(blockOf(0))).toThrow('must be ended')
    expect(() => journal.sync()).toThrow('sync belongs after')
    journal.endInput()
    journal.close()
    expect(() => journal.take(blockOf(0))).toThrow('takes no more entries')
  })

  test('an entry over the bound is refused by name, and what follows with it', () => {
    const journal = new JournalWriter(memoryDisk(), { durability: 'buffered' })
    const rows = 131_072
    const block: RecordBlock = { ...blockOf(0), records: new Float64Array(rows * 16), recordCount: rows }
    const fault = faultOf(() => journal.take(block))
    expect([fault.code, fault.message]).toEqual(['E_LIMIT', 'expected a journal entry of at most 16777216 bytes, was 16777248'])
    expect(faultOf(() => journal.take(blockOf(0)))).toBe(fault)
  })
})

interface MemoryDisk extends JournalFile {
  bytes: Buffer
  /** Bytes that were there at the last sync. */
  synced: number
  syncs: number
  /** The longest single write. */
  bytesAtOnce: number
  open: boolean
  syncFault: Error | undefined
}

function memoryDisk(): MemoryDisk {
  return {
    path: 'memory',
    bytes: Buffer.alloc(0),
    synced: 0,
    syncs: 0,
    bytesAtOnce: 0,
    open: true,
    syncFault: undefined,
    write(bytes): void {
      this.bytes = Buffer.concat([this.bytes, bytes])
      this.bytesAtOnce = Math.max(this.bytesAtOnce, bytes.length)
    },
    sync(): void {
      if (this.syncFault !== undefined) throw this.syncFault
      this.synced = this.bytes.length
      this.syncs++
    },
    close(): void {
      this.open = false
    },
  }
}

/** Writes a header and `count` steps of one bar and one mark. */
function writeSteps(journal: JournalWriter, count: number): JournalWriter {
  journal.start(info)
  for (let step = 0; step < count; step++) {
    journal.beginInput(step, noon)
    journal.addBar(0, bars, 0)
    journal.endInput()
    journal.take(blockOf(step))
  }
  return journal
}

function blockOf(step: number): RecordBlock {
  const one = Float64Array.of(step)
  return { records: new Float64Array(0), recordCount: 0, markTime: one, markEquity: one, markExposure: one, markCount: 1 }
}

function codeOf(act: () => unknown): string {
  return faultOf(act).code
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
