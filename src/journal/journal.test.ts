import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allocateBars } from '../model/bars.ts'
import type { RunEnd, RunInfo } from '../model/ports.ts'
import type { RecordBlock } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import { JournalWriter } from './journal-writer.ts'
import { readJournal } from './read-journal.ts'
import { verifyJournal } from './verify-journal.ts'

/** One step of a sample journal: how much its input and its outcome hold, and whether the writer syncs after it. */
interface SampleStep {
  readonly bars: number
  readonly records: number
  readonly marks: number
  readonly sync: boolean
}

const info = { engineVersion: '0.1.0', strategy: { name: 'sämple', params: { fast: 10 }, source: null }, seed: 7 } as unknown as RunInfo
const end = { status: 'done', steps: 2, bars: 2, tags: [''] } as unknown as RunEnd
const small: readonly SampleStep[] = [
  { bars: 1, records: 0, marks: 1, sync: false },
  { bars: 2, records: 1, marks: 1, sync: true },
  { bars: 0, records: 0, marks: 0, sync: false },
]
const sampleSteps = fc.array(
  fc.record({ bars: fc.nat(3), records: fc.nat(3), marks: fc.nat(2), sync: fc.boolean() }, { noNullPrototype: true }),
  { minLength: 1, maxLength: 12 },
)

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  path = join(folder, 'run.journal')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('what is written is what is read', () => {
  test('for any run, to the last bit', () => {
    fc.assert(
      fc.property(sampleSteps, fc.nat(1000), (steps, salt) => {
        sampleJournal(steps, salt)
        const entries = [...readJournal(path)].map((entry) => entry.kind)
        expect(entries).toEqual(['header', ...steps.flatMap(() => ['input', 'step']), 'end', 'seal'])
        let at = 0
        for (const entry of readJournal(path)) {
          if (entry.kind === 'header') expect(entry).toMatchObject({ info, config: { salt } })
          if (entry.kind === 'input') {
            const bars = steps[at]!.bars
            expect([entry.step, entry.time, entry.barCount]).toEqual([at, at * 60_000, bars])
            expect([...entry.bars]).toEqual(Array.from({ length: bars }, (_, k) => barOf(at, k, salt)).flat())
          }
          if (entry.kind === 'step') {
            expect(plainBlock(entry.block)).toEqual(plainBlock(blockOf(steps[at]!, at, salt)))
            at++
          }
          if (entry.kind === 'end') expect(entry.totals).toEqual(totalsOf(steps))
        }
        expect(verifyJournal(path)).toMatchObject({ status: 'sealed', tailBytes: 0, ended: true, ...totalsOf(steps) })
      }),
    )
  })

  test('also when it is longer than any buffer, and one entry is too', () => {
    const steps = Array.from({ length: 9000 }, (_, i) => ({ bars: 2, records: i === 5000 ? 20_000 : 1, marks: 1, sync: false }))
    sampleJournal(steps, 3)
    let at = 0
    for (const entry of readJournal(path)) {
      if (entry.kind !== 'step') continue
      const same = Buffer.from(entry.block.records.buffer, entry.block.records.byteOffset, entry.block.records.byteLength)
      const { records } = blockOf(steps[at]!, at, 3)
      expect(same.equals(new Uint8Array(records.buffer))).toBe(true)
      at++
    }
    const check = verifyJournal(path)
    expect(check).toMatchObject({ status: 'sealed', ...totalsOf(steps) })
    expect(check.bytes).toBeGreaterThan(5 * 1024 * 1024)
  })

  test('the bytes of version 1 stay as they are', () => {
    const bytes = sampleJournal(small, 1)
    expect(bytes.subarray(0, 16).toString('hex')).toBe('894c534a0d0a1a0a0100000042b8422c')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe('969a508a48f82e765ba8bba60ee90078ef495c6c877a064003c466488af4668d')
  })
})

/** Writes a sample journal to `path` and returns its bytes; with another `salt` it holds other numbers. */
function sampleJournal(steps: readonly SampleStep[], salt: number): Buffer {
  rmSync(path, { force: true })
  const journal = JournalWriter.open(path, { durability: 'buffered', config: { salt } })
  journal.start(info)
  steps.forEach((step, at) => {
    journal.beginInput(at, (at * 60_000) as Timestamp)
    for (let k = 0; k < step.bars; k++) addBar(journal, barOf(at, k, salt))
    journal.endInput()
    journal.take(blockOf(step, at, salt))
    if (step.sync) journal.sync()
  })
  journal.end(end)
  journal.close()
  return readFileSync(path)
}

const row = allocateBars(1)
function addBar(journal: JournalWriter, [series, time, open, high, low, close, volume]: number[]): void {
  for (const [column, value] of Object.entries({ time, open, high, low, close, volume })) row[column as 'time'][0] = value!
  journal.addBar(series!, row, 0)
}

function barOf(step: number, k: number, salt: number): number[] {
  return [k, step * 60_000, 100.25 + salt, 101.5, 99.1, 100.7 + k, -0]
}

function blockOf(step: SampleStep, at: number, salt: number): RecordBlock {
  const fill = (length: number, first: number): Float64Array => Float64Array.from({ length }, (_, i) => first + i / 3 + salt)
  return {
    records: fill(step.records * 16, at),
    recordCount: step.records,
    markTime: fill(step.marks, at * 60_000),
    markEquity: fill(step.marks, 1e6),
    markExposure: fill(step.marks, 0),
    markCount: step.marks,
  }
}

function plainBlock(block: RecordBlock): unknown {
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [name, typeof value === 'number' ? value : [...(value as Float64Array)]]),
  )
}

function totalsOf(steps: readonly SampleStep[]): Record<'inputs' | 'bars' | 'steps' | 'records', number> {
  const sum = (of: (step: SampleStep) => number): number => steps.reduce((total, step) => total + of(step), 0)
  return { inputs: steps.length, bars: sum((s) => s.bars), steps: steps.length, records: sum((s) => s.records) }
}
