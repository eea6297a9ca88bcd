/** Documents of sweeps are what their published schema says, and it names nothing that none of them has. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { barSeries, choice, float, int, readBarFile, strategy, sweep, type SweepDocument, type SweepOptions } from '../../src/index.ts'
import { JsonSchema } from '../report/json-schema.ts'

const root = join(import.meta.dirname, '../..')
const schema = new JsonSchema(readFileSync(join(root, 'docs/reference/sweep.schema.json'), 'utf8'))

/** Buys and sells by the calendar; of some parameters it fails, of others it never trades. */
const clockwork = strategy({
  name: 'clockwork',
  params: { hold: int(5, { min: 1 }), size: float(0.5, { min: 0.01, max: 1 }), mood: choice('calm', 'idle', 'broken') },
  setup({ params, market, on }) {
    const stock = market()
    let seen = 0
    on(stock.bars(), () => {
      if (params.mood === 'broken') throw new Error('as it was told')
      if (params.mood === 'idle' || seen++ % params.hold !== 0) return
      if (stock.position.isOpen) stock.close()
      else stock.buy({ equity: params.size })
    })
  },
})

let documents: Readonly<Record<string, SweepDocument>> = {}

beforeAll(async () => {
  const data = barSeries(await readBarFile(join(root, 'data/sp500.csv')), { id: 'SP500', calendar: 'XNYS' })
  const run = (options: Partial<SweepOptions>): Promise<SweepDocument> => sweep(clockwork, { data, space: { hold: '2:8:3' }, ...options })
  const stop = new AbortController()
  documents = {
    'a grid with every test': await run({
      space: { hold: '2:40:7', mood: '*' },
      params: { size: 0.25 },
      conditions: ['maxDrawdown < 90%'],
      walkForward: { spans: '84m/60m' },
      crossValidation: { parts: 3, embargo: '5d' },
    }),
    'a search that learns, over numbers without a step': await run({
      space: { hold: '2:200:log', size: '0.1:0.9' },
      method: 'tpe',
      trialsMax: 25,
      objective: 'maxDrawdown',
    }),
    'one in which no trial trades': await run({
      params: { mood: 'idle' },
      walkForward: { spans: '84m/60m' },
      crossValidation: { parts: 3 },
    }),
    'one in which every trial fails': await run({ params: { mood: 'broken' } }),
    'one of a single trial': await run({ space: { hold: '7' } }),
    'one that was stopped': await run({ signal: stop.signal, onProgress: () => stop.abort() }),
  }
})

test.each([
  'a grid with every test',
  'a search that learns, over numbers without a step',
  'one in which no trial trades',
  'one in which every trial fails',
  'one of a single trial',
  'one that was stopped',
])('%s is what the schema says', (name) => {
  const document = documents[name]!
  expect(schema.violations(JSON.parse(JSON.stringify(document)))).toEqual([])
  // Nothing is NaN or infinite, which JSON would write as null.
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})

test('every property of the schema occurs in some document', () => {
  expect(schema.unused(Object.values(documents))).toEqual([])
})

test('the schema finds what is wrong', () => {
  const { counts: _, ...document } = documents['one that was stopped']!
  const wrong = { ...document, ranking: [{ rank: '1' }], more: 1 }
  expect(schema.violations(JSON.parse(JSON.stringify(wrong)))).toEqual(
    expect.arrayContaining(['/counts is missing', '/ranking/0/rank is not integer', '/ranking/0/value is missing', '/more is unknown']),
  )
})
