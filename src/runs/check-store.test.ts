import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CheckName, CheckOutcome, CheckReport } from '../report/checked.ts'
import { CheckStore } from './check-store.ts'

const report = (check: CheckName, outcome: CheckOutcome, fast = 1): CheckReport => ({
  schemaVersion: 1,
  engineVersion: '1',
  strategy: { name: 'a', params: { fast }, sha256: 'x' },
  data: ['h'],
  outcome,
  verdicts: [{ check, outcome, why: 'so', divergence: null, remarks: [], tables: [] }],
})

const settings = { cash: 100 }

function store(): CheckStore {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-checks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return CheckStore.open(folder)
}

test('verdicts come back for what they are about, and for nothing else', () => {
  const checks = store()
  expect(checks.find({ ...report('fills', 'pass'), settings })).toBeNull()
  checks.save(report('fills', 'pass'), settings)
  expect(checks.find({ ...report('costs', 'fail'), settings })).toEqual(report('fills', 'pass'))
  expect(checks.find({ ...report('fills', 'pass', 2), settings })).toBeNull()
  expect(checks.find({ ...report('fills', 'pass'), settings: { cash: 100, costs: { feeBps: 500 } } })).toBeNull()
})

test('a later check joins or replaces earlier ones, and the worst is the outcome of all', () => {
  const checks = store()
  for (const next of [report('fills', 'warn'), report('look-ahead', 'fail'), report('fills', 'pass')]) checks.save(next, settings)
  const found = checks.find({ ...report('fills', 'pass'), settings })!
  expect(found.verdicts.map(({ check, outcome }) => [check, outcome])).toEqual([
    ['look-ahead', 'fail'],
    ['fills', 'pass'],
  ])
  expect(found.outcome).toBe('fail')
})

test('what cannot be read was not checked', () => {
  const checks = store()
  checks.save(report('fills', 'pass'), settings)
  for (const name of readdirSync(checks.root)) writeFileSync(join(checks.root, name), '{')
  expect(checks.find({ ...report('fills', 'pass'), settings })).toBeNull()
})
