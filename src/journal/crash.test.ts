import { expect, test } from 'vitest'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJournal } from './read-journal.ts'
import { verifyJournal } from './verify-journal.ts'

/** Writes steps for ever and says each step's number once `take` has returned. */
const CHILD = `
  import { writeSync } from 'node:fs'
  import { JournalWriter } from '${new URL('journal-writer.ts', import.meta.url).href}'
  import { allocateBars } from '${new URL('../model/bars.ts', import.meta.url).href}'
  const journal = JournalWriter.open(process.argv[1], { durability: 'each' })
  const bars = allocateBars(1)
  journal.start({ engineVersion: '0.1.0' })
  for (let step = 0; ; step++) {
    const mark = Float64Array.of(step)
    bars.close[0] = step
    journal.beginInput(step, step * 60000)
    journal.addBar(0, bars, 0)
    journal.endInput()
    const records = new Float64Array(16).fill(step)
    journal.take({ records, recordCount: 1, markTime: mark, markEquity: mark, markExposure: mark, markCount: 1 })
    writeSync(1, step + '\\n')
  }
`

test.each([1, 7, 40, 150])('a writer killed after acknowledging %i steps has lost none of them', async (killAfter) => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-crash-'))
  const path = join(folder, 'run.journal')
  const acknowledged = await runAndKill(path, killAfter)
  expect(acknowledged).toBeGreaterThanOrEqual(killAfter)
  const check = verifyJournal(path)
  expect(check.status).toBe('unsealed')
  expect(check.steps).toBeGreaterThanOrEqual(acknowledged)
  let inputs = 0
  let steps = 0
  for (const entry of readJournal(path)) {
    if (entry.kind === 'input') expect([entry.step, entry.bars[5]]).toEqual([inputs, inputs++])
    if (entry.kind === 'step') expect([...entry.block.records]).toEqual(Array(16).fill(steps++))
  }
  expect(inputs - steps).toBeLessThanOrEqual(1)
  rmSync(folder, { recursive: true })
})

/** Starts the writer, kills it with SIGKILL once it has acknowledged `killAfter` steps, and returns how many it had in the end. */
function runAndKill(path: string, killAfter: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, path], { stdio: ['ignore', 'pipe', 'pipe'] })
    let acknowledged = 0
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      acknowledged += chunk.toString().split('\n').length - 1
      if (acknowledged >= killAfter) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (_, signal) => (signal === 'SIGKILL' ? resolve(acknowledged) : reject(new Error(complaint))))
  })
}
