/** Lines that trials share change nothing but the time: whoever computed them, wherever they lie, and whatever becomes of them there. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import {
  allocateBars,
  createInstrument,
  parseTimeframe,
  Random,
  sweep,
  type BarSeries,
  type LineReport,
  type SweepOptions,
} from '../../src/index.ts'
import manyLines from './many-lines.ts'
import { moduleAt } from './module-at.ts'

const thread = pathToFileURL(join(import.meta.dirname, 'thread.ts'))
const module = moduleAt(join(import.meta.dirname, 'many-lines.ts'))
const ends = moduleAt(join(import.meta.dirname, 'moody.ts'), 'ends')
const data = minutes(70_000)
// Twelve trials of 14 lines and timeframes, 24 of them different; half of the trials look back further than an hour's bars are kept.
const space = { period: '8,16,24', hours: '3,5', back: '5,4001' }

interface Told {
  readonly document: string
  readonly lines: LineReport | null
}

async function told(options: Partial<SweepOptions> = {}): Promise<Told> {
  let lines: LineReport | null = null
  const found = await sweep(module, { data, space, thread, workers: 2, onLines: (report) => (lines = report), ...options })
  return { document: JSON.stringify(found), lines }
}

let plain: Told
beforeAll(async () => {
  plain = await told({ lines: false })
}, 60_000)

test('without them nothing is told of them, and some trials succeed and some fail', () => {
  expect(plain.lines).toBe(null)
  expect((JSON.parse(plain.document) as { readonly counts: object }).counts).toMatchObject({ done: 6, failed: 6 })
})

test('LOCKSTEP_PLAIN leaves them out as a flag of a run does', async () => {
  vi.stubEnv('LOCKSTEP_PLAIN', 'indicator-cache')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await told({ workers: 1 })).toEqual(plain)
})

test.each([1, 2, 3])('%i threads give the same document', async (workers) => {
  const { document, lines } = await told({ workers })
  expect(document).toBe(plain.document)
  expect(lines).toMatchObject({ evicted: 0, read: 0, damaged: 0 })
  expect(lines!.found + lines!.computed + lines!.passed).toBe(lines!.asked)
  expect(lines!.found / lines!.asked).toBeGreaterThan(0.6)
  if (workers === 1) expect([lines!.passed, lines!.computed]).toEqual([0, 24])
})

test.each([
  [8, 0],
  [2_000_000, 0.05],
  [8_000_000, 0.3],
])('%i bytes of memory give the same document', async (bytes, share) => {
  const { document, lines } = await told({ lines: { bytes }, workers: 1 })
  expect(document).toBe(plain.document)
  expect(lines!.bytes).toBeLessThanOrEqual(bytes)
  expect(lines!.savedShare).toBeGreaterThanOrEqual(share)
})

test('halving and a walk forward compute what they need of each stretch', async () => {
  for (const [share, options] of [
    [0.25, { method: 'halving' }],
    [0.5, { walkForward: { spans: '20d/10d' } }],
  ] as const) {
    const without = await told({ ...options, lines: false })
    const { document, lines } = await told({ ...options, workers: 1 })
    expect(document).toBe(without.document)
    expect(lines!.savedShare).toBeGreaterThan(share)
  }
})

test('a strategy that is a value shares the lines of its trials too', async () => {
  let lines: LineReport | null = null
  const document = await sweep(manyLines, { data, space, onLines: (report) => (lines = report) })
  expect(JSON.stringify(document)).toBe(plain.document)
  expect(lines).toMatchObject({ passed: 0 })
})

test('a thread that a trial ends leaves its place to another', async () => {
  const settings = { data, space: { hold: '1:6' }, thread, workers: 2 }
  const with1 = await sweep(ends, settings)
  expect(with1).toEqual(await sweep(ends, { ...settings, lines: false }))
})

test('a later sweep over the same bars reads from the disk; what is damaged there is told and computed anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-lines-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const cold = await told({ lines: { folder }, workers: 1 })
  const warm = await told({ lines: { folder }, workers: 1 })
  expect(cold.lines).toMatchObject({ read: 0, computed: 24 })
  const files = readdirSync(folder)
  expect(warm.lines).toMatchObject({ read: files.length, computed: 24 - files.length, damaged: 0 })
  expect(files.length).toBeGreaterThan(10)
  const path = join(folder, files[3]!)
  const bytes = readFileSync(path)
  bytes[200_000] = bytes[200_000]! ^ 4
  writeFileSync(path, bytes)
  const mended = await told({ lines: { folder }, workers: 1 })
  expect(mended.lines).toMatchObject({ read: files.length - 1, damaged: 1 })
  const other = await told({ lines: { folder }, workers: 1, data: minutes(70_000, 2) })
  expect(other.lines).toMatchObject({ read: 0, damaged: 0 })
  expect([cold.document, warm.document, mended.document]).toEqual([plain.document, plain.document, plain.document])
})

test('bounds that make no sense are refused', async () => {
  await expect(told({ lines: { bytes: 0 } })).rejects.toThrow('bytes of memory for lines, was 0')
  await expect(told({ lines: { folderBytes: 1.5 } })).rejects.toThrow('bytes of the folder for lines, was 1.5')
})

test('more memory than there is is refused where it was asked for, and else done without', async () => {
  const Real = SharedArrayBuffer
  vi.stubGlobal(
    'SharedArrayBuffer',
    class extends Real {
      constructor(bytes: number) {
        if (bytes > 1e8) throw new RangeError('Array buffer allocation failed')
        super(bytes)
      }
    },
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  await expect(told({ lines: { bytes: 2e8 } })).rejects.toMatchObject({
    code: 'E_LIMIT',
    message: 'expected 200000000 bytes of memory for lines, the system has not so many',
  })
  expect(await told({ workers: 1 })).toEqual(plain)
})

/** Minutes of weekdays up and down by chance, in quarters. */
function minutes(length: number, seed = 1): BarSeries {
  const bars = allocateBars(length)
  const random = new Random(seed)
  let price = 4000
  for (let row = 0; row < length; row++) {
    const open = price
    price += random.int(-8, 8) * 0.25
    bars.time[row] = Date.UTC(2024, 0, 1) + row * 60_000
    bars.open[row] = open
    bars.high[row] = Math.max(open, price) + random.int(0, 3) * 0.25
    bars.low[row] = Math.min(open, price) - random.int(0, 3) * 0.25
    bars.close[row] = price
    bars.volume[row] = random.int(1, 1000)
  }
  return {
    instrument: createInstrument({ id: 'FUTURE', tick: 0.25, lot: 1 }),
    timeframe: parseTimeframe('1m'),
    bars,
    source: { name: 'random', contentHash: `random ${seed}`, gaps: 0 },
  }
}
