/** Runs on quotes, repeated rows, odd closes and corporate actions replay like others: their journals hold all of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBacktest } from './backtest.ts'
import { Random } from './base/random.ts'
import { JournalWriter } from './journal/journal-writer.ts'
import { allocateBars, type BarSeries, type Quotes } from './model/bars.ts'
import { createInstrument } from './model/instrument.ts'
import { MINUTE_MS, timestamp, type Timestamp } from './model/time.ts'
import { parseTimeframe } from './model/timeframe.ts'
import { replayJournal } from './replay.ts'
import { optionsOf, type RunConfig } from './run-config.ts'
import { strategy } from './strategy/strategy.ts'

const ROWS = 12_000
const START = timestamp('2024-03-04T14:30')
let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lockstep-wide-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Minutes of a share around the clock: quotes a cent or two around its price, one in three rows only repeated. */
function wideSeries(seed: number): BarSeries {
  const random = new Random(seed)
  const bars = allocateBars(ROWS)
  const closes = new Float64Array(ROWS)
  const repeated = new Uint8Array(ROWS)
  const column = (): Float64Array => new Float64Array(ROWS).fill(NaN)
  const bid = { bidOpen: column(), bidHigh: column(), bidLow: column(), bidClose: column() }
  const ask = { askOpen: column(), askHigh: column(), askLow: column(), askClose: column() }
  let price = 10_000
  for (let i = 0; i < ROWS; i++) {
    bars.time[i] = START + i * MINUTE_MS
    // Some bars are known before their minute is over.
    closes[i] = bars.time[i]! + (random.int(0, 9) === 0 ? MINUTE_MS / 2 : MINUTE_MS)
    repeated[i] = i > 0 && random.int(0, 2) === 0 ? 1 : 0
    const open = price
    if (repeated[i] === 0) price += random.int(-5, 5)
    for (const c of ['open', 'high', 'low', 'close'] as const) bars[c][i] = (c === 'open' ? open : price) / 100
    bars.high[i] = Math.max(open, price) / 100
    bars.low[i] = Math.min(open, price) / 100
    bars.volume[i] = repeated[i] === 0 ? 100 : 0
    if (repeated[i] === 1) bars.open[i] = bars.high[i] = bars.low[i] = bars.close[i]!
    if (random.int(0, 4) > 0) for (const c of Object.values(bid)) c[i] = (price - 1) / 100
    if (random.int(0, 4) > 0) for (const c of Object.values(ask)) c[i] = (price + 2) / 100
  }
  const actions = [
    { kind: 'dividend', amount: 0.25, time: (START + 1000.5 * MINUTE_MS) as Timestamp, inPrices: false },
    { kind: 'split', ratio: 2, time: (START + 5000 * MINUTE_MS) as Timestamp, inPrices: false },
  ] as const
  return {
    instrument: createInstrument({ id: 'SHARE', lot: 1, kind: 'equity' }),
    timeframe: parseTimeframe('1m'),
    bars,
    closes,
    repeated,
    quotes: { ...bid, ...ask } satisfies Quotes,
    actions,
    source: { name: 'made', contentHash: 'made', gaps: 0 },
  }
}

const busy = strategy({
  name: 'busy',
  setup({ market, on, random, onAction }) {
    const share = market('SHARE')
    on(share.bars(), () => {
      const roll = random.int(0, 30)
      if (roll === 0) share.target({ weight: 0.5 })
      if (roll === 1) share.close()
      if (roll === 2) share.buy({ qty: 10, limit: share.price - 0.02 })
      if (roll === 3) share.sell({ qty: 10, stop: share.price - 0.05 })
      if (roll === 4) share.buy({ qty: 5, trail: 0.05 })
      if (roll === 5) share.cancelAll()
    })
    onAction(() => share.buy({ qty: 1 }))
  },
})

const plain: RunConfig = {
  strategy: { path: '', export: 'default', sha256: '' },
  params: {},
  cash: 100_000,
  costs: {},
  limits: {},
  from: null,
  to: null,
  seed: 3,
}

test.each(['lean', undefined])('preset %s', (preset) => {
  const config: RunConfig = { ...plain, costs: { slippageSpread: 0.5 }, ...(preset !== undefined && { preset }) }
  const path = join(folder, `${preset ?? 'plain'}.journal`)
  const journal = JournalWriter.open(path, { durability: 'buffered', config, replace: true })
  const run = startBacktest(busy, { ...optionsOf(config), data: wideSeries(1), taps: [journal], inputs: journal })
  run.advance(Infinity)
  run.finish()
  journal.close()
  const replayed = replayJournal(path, busy)
  expect(replayed).toMatchObject({ bars: ROWS, ended: true, sealed: true, threw: null, warnings: [] })
  expect(replayed.records).toBeGreaterThan(1000)
})

test('how old a quote is, of bars that are known long before their timeframe is over', () => {
  const morning = strategy({
    name: 'morning',
    setup({ market, on, at }) {
      const share = market()
      on(share.bars(), () => {})
      at('01:45', () => share.buy({ qty: 1 }))
    },
  })
  const path = join(folder, 'morning.journal')
  const config: RunConfig = { ...plain, preset: 'lean', conversion: 'none' }
  const journal = JournalWriter.open(path, { durability: 'buffered', config, replace: true })
  const run = startBacktest(morning, { ...optionsOf(config), data: halfHours(240), taps: [journal], inputs: journal })
  run.advance(Infinity)
  expect(run.finish().fills.count).toBeGreaterThan(5)
  journal.close()
  expect(replayJournal(path, morning)).toMatchObject({ bars: 240, ended: true, threw: null })
})

/** Hours that are known after half of them; every other one only repeats. */
function halfHours(count: number): BarSeries {
  const bars = allocateBars(count)
  for (let i = 0; i < count; i++) {
    bars.time[i] = timestamp('2024-01-08') + i * 60 * MINUTE_MS
    for (const c of ['open', 'high', 'low', 'close', 'volume'] as const) bars[c][i] = 100
  }
  const price = Float64Array.from(bars.time, (_, i) => (i % 2 === 0 ? 100 : NaN))
  const [bid, ask] = [price.slice(), price.slice()]
  return {
    instrument: createInstrument({ id: 'SHARE', lot: 1, kind: 'equity' }),
    timeframe: parseTimeframe('1h'),
    bars,
    closes: bars.time.map((open) => open + 30 * MINUTE_MS),
    repeated: Uint8Array.from(bars.time, (_, i) => i % 2),
    quotes: { bidOpen: bid, bidHigh: bid, bidLow: bid, bidClose: bid, askOpen: ask, askHigh: ask, askLow: ask, askClose: ask },
    source: { name: 'made', contentHash: 'made', gaps: 0 },
  }
}
