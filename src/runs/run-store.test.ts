import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReportDocument } from '../report/document.ts'
import { richRun } from '../../test/report/example-run.ts'
import { hashOf, type RunKey } from './run-key.ts'
import { RunStore } from './run-store.ts'

const key: RunKey = {
  engineVersion: '1',
  strategy: { name: 'a', sha256: 'x' },
  params: { fast: 1 },
  settings: { cash: 100 },
  data: [],
}
const other = { ...key, params: { fast: 2 } }
const document = richRun(5, 100, { full: true }).document()
const counted = richRun(5, 100).document({ timing: { loadMs: 1, runMs: 2, barsPerSecond: 3 } })
const at = (day: number): Date => new Date(Date.UTC(2020, 0, day))

let folder: string
let store: RunStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-runs-'))
  store = RunStore.open(join(folder, 'runs'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a run', () => {
  test('comes back as it was saved', () => {
    const { id, was } = store.save(key, document, at(1))
    expect(was).toBe('new')
    expect(id).toBe(hashOf(key).slice(0, 12))
    expect(store.load(store.find(id))).toEqual(JSON.parse(JSON.stringify(document)))
    expect(store.find(id)).toMatchObject({ status: 'done', full: true, key, figures: { roundTrips: document.roundTrips.count } })
  })

  test('has one id whatever the order of its properties, and another for other inputs', () => {
    expect(hashOf({ ...key, settings: { b: 1, a: { d: 2, c: 3 } } })).toBe(hashOf({ ...key, settings: { a: { c: 3, d: 2 }, b: 1 } }))
    expect(hashOf(other)).not.toBe(hashOf(key))
  })

  test('that is saved again is the same, however long it took; rows that were kept stay', () => {
    const { id } = store.save(key, document, at(1))
    expect(store.save(key, counted, at(2))).toEqual({ id, was: 'same' })
    expect(store.find(id)).toMatchObject({ full: true, savedAt: at(1).toISOString() })
  })

  test('takes the rows that an earlier save did not have', () => {
    const { id } = store.save(key, counted, at(1))
    expect(store.save(key, document, at(2))).toEqual({ id, was: 'same' })
    expect(store.find(id).full).toBe(true)
  })

  test('that gives another result on equal inputs says so and takes the place of the other', () => {
    const { id } = store.save(key, document, at(1))
    const changed: ReportDocument = { ...document, fills: { ...document.fills, count: document.fills.count + 1 } }
    expect(store.save(key, changed, at(2))).toMatchObject({ id, was: 'different' })
    expect(store.load(store.find(id)).fills.count).toBe(changed.fills.count)
    expect(readdirSync(store.root)).toEqual([id])
  })

  test('that was interrupted does not take the place of one that was not', () => {
    const whole = store.save(key, document, at(1))
    const part = store.save(key, { ...document, status: 'aborted' }, at(2))
    expect(part.was).toBe('new')
    expect(part.id).not.toBe(whole.id)
  })
})

test('processes that save one run with different results at the same time all succeed', async () => {
  const code = `
    import { RunStore } from ${JSON.stringify(new URL('run-store.ts', import.meta.url).href)}
    const document = JSON.parse(process.argv[1])
    for (let i = 0; i < 50; i++) {
      const fills = { ...document.fills, count: process.pid * 1000 + i }
      RunStore.open(${JSON.stringify(store.root)}).save(${JSON.stringify(key)}, { ...document, fills }, new Date(0))
    }`
  const small = JSON.stringify({ ...counted, equity: { ...counted.equity, points: [] } })
  const run = promisify(execFile)
  const saves = Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', code, small]))
  await expect(Promise.all(saves)).resolves.toHaveLength(4)
  expect(readdirSync(store.root)).toEqual([hashOf(key).slice(0, 12)])
}, 30_000)

describe('finding', () => {
  test('takes an id, the beginning of one, and how long ago it was saved', () => {
    const [a, b] = [store.save(key, document, at(1)).id, store.save(other, document, at(2)).id]
    expect(store.list().runs.map(({ id }) => id)).toEqual([b, a])
    expect(store.find(a.slice(0, 6)).id).toBe(a)
    expect([store.find('@1').id, store.find('@2').id]).toEqual([b, a])
  })

  test.each(['', 'zz', '@0', '@3', '@'])('of "%s" says what there is', (name) => {
    store.save(key, document, at(1))
    store.save(other, document, at(2))
    expect(() => store.find(name)).toThrow(expect.objectContaining({ code: 'E_RUN_UNKNOWN' }))
  })

  test('in a store that does not exist is no error of the system', () => {
    expect(store.list()).toEqual({ runs: [], damaged: [] })
    expect(() => store.find('@1')).toThrow('there is none')
  })
})

describe('damage', () => {
  test('of a report is found when it is read', () => {
    const { id } = store.save(key, document, at(1))
    writeFileSync(join(store.root, id, 'report.json.zst'), 'garbage')
    expect(() => store.load(store.find(id))).toThrow(expect.objectContaining({ code: 'E_DATA_CORRUPT' }))
  })

  test('of a report is mended by running it again', () => {
    const { id } = store.save(key, document, at(1))
    writeFileSync(join(store.root, id, 'report.json.zst'), 'garbage')
    expect(store.save(key, document, at(2))).toEqual({ id, was: 'same' })
    expect(store.load(store.find(id)).fills.count).toBe(document.fills.count)
  })

  test('of an entry leaves the other runs, and it can be removed or saved again', () => {
    const [a, b] = [store.save(key, document, at(1)).id, store.save(other, document, at(2)).id]
    writeFileSync(join(store.root, a, 'run.json'), '{')
    expect(store.list()).toMatchObject({ runs: [{ id: b }], damaged: [a] })
    expect(store.save(key, document, at(3)).was).toBe('new')
    store.remove(a)
    expect(readdirSync(store.root)).toEqual([b])
  })

  test('of the place is said in a sentence', () => {
    writeFileSync(store.root, '')
    expect(() => store.save(key, document, at(1))).toThrow(expect.objectContaining({ name: 'LockstepError' }))
  })
})
