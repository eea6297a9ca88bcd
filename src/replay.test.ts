import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import rsiReversion from '../examples/rsi-reversion.ts'
import smaCross from '../examples/sma-cross.ts'
import twoTimeframes from '../examples/two-timeframes.ts'
import { startBacktest } from './backtest.ts'
import { Random } from './base/random.ts'
import { readBarFile } from './catalog/bar-file.ts'
import { JournalWriter } from './journal/journal-writer.ts'
import { allocateBars, type BarSeries } from './model/bars.ts'
import { createInstrument } from './model/instrument.ts'
import { MINUTE_MS, timestamp } from './model/time.ts'
import { parseTimeframe } from './model/timeframe.ts'
import { presets } from './presets/presets.ts'
import { replayJournal } from './replay.ts'
import { optionsOf, type RunConfig } from './run-config.ts'
import { ema, sma } from './strategy/indicator-lines.ts'
import { crossedAbove } from './strategy/line.ts'
import { int } from './strategy/params.ts'
import { moment, strategy, type Strategy } from './strategy/strategy.ts'

let folder = ''
let daily: BarSeries

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-replay-'))
  const file = await readBarFile(join(import.meta.dirname, '../data/sp500.csv'))
  daily = {
    instrument: createInstrument({ id: 'SP500', tick: 0.01, calendar: 'XNYS' }),
    timeframe: file.timeframe,
    bars: file.bars,
    source: { name: 'sp500.csv', contentHash: file.hash.content, gaps: 0 },
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config: RunConfig = {
  strategy: { path: '', export: 'default', sha256: '' },
  params: {},
  cash: 100_000,
  costs: { feeBps: 1, slippageBps: 1 },
  limits: {},
  from: null,
  to: null,
  seed: 0,
}

/** Runs with a journal and returns its path; what a run throws leaves the journal as the command line would. */
function record(name: string, of: Strategy, data: readonly BarSeries[], changes: Partial<RunConfig> = {}): string {
  const path = join(folder, `${name}.journal`)
  const set = { ...config, ...changes }
  const journal = JournalWriter.open(path, { durability: 'buffered', config: set, replace: true })
  try {
    const run = startBacktest(of, { ...optionsOf(set), data, taps: [journal], inputs: journal })
    run.advance(Infinity)
    run.finish()
  } finally {
    journal.close()
  }
  return path
}

const examples = { smaCross, rsiReversion, twoTimeframes }

test.each(Object.entries(examples))('example %s replays to the same records', (name, example) => {
  const replayed = replayJournal(record(name, example, [daily]), example)
  expect(replayed).toMatchObject({ bars: 5105, ended: true, sealed: true, threw: null, warnings: [] })
  expect(replayed.records).toBeGreaterThan(100)
})

test.each(presets)('a run under the preset $name replays to the same records', ({ name }) => {
  const replayed = replayJournal(record(`preset-${name}`, smaCross, [daily], { preset: name }), smaCross)
  expect(replayed).toMatchObject({ bars: 5105, ended: true, sealed: true, threw: null, warnings: [] })
  expect(replayed.records).toBeGreaterThan(100)
})

/** Everything at once: two markets, three timeframes, timers, brackets, limits, expiry, cancels, fills and refusals that trade. */
const everything = strategy({
  name: 'everything',
  params: { fast: int(5), slow: int(20) },
  setup({ params, market, on, at, onFill, onRefusal, account }) {
    const [a, b] = [market('A'), market('B')]
    const minutes = a.bars()
    const coarse = a.bars('15m')
    const other = b.bars('1h')
    const fast = sma(minutes.close, params.fast)
    const slow = ema(minutes.close, params.slow)
    const trend = ema(coarse.close, 8)
    const drift = sma(other.close, 4)
    let askTooMuch = false
    on(minutes, () => {
      if (!a.position.isOpen && crossedAbove(fast, slow) && minutes.close() > trend()) {
        const close = minutes.close()
        a.buy({ risk: 0.01, bracket: { stop: close * 0.998, target: close * 1.003 }, tag: 'cross' })
      }
    })
    on(coarse, () => {
      if (!b.position.isOpen) b.sell({ qty: 3, limit: coarse.close() * 1.001, expires: { bars: 10 }, tag: 'limit' })
    })
    on(other, () => {
      if (other.close() < drift()) b.close()
    })
    on(moment, () => {
      if (askTooMuch) b.buy({ qty: 1e9 })
      askTooMuch = false
    })
    at('15:59', () => a.close())
    at('09:30', 'XNYS', () => void b.buy({ equity: 0.1 }))
    onFill((fill) => {
      if (fill.role === 'stop') askTooMuch = true
    })
    onRefusal(() => {
      if (account.equity > 0) b.buy({ qty: 1, tag: 'after refusal' })
    })
  },
})

/** A seeded walk of one-minute bars with holes in it. */
function walk(id: string, seed: number, everyMinutes: number, count: number): BarSeries {
  const random = new Random(seed)
  const bars = allocateBars(count)
  let [last, at] = [10_000, timestamp('2021-03-10') / MINUTE_MS]
  for (let i = 0; i < count; i++) {
    const open = last
    last = Math.max(100, open + random.int(-12, 12))
    bars.time[i] = at * MINUTE_MS
    bars.open[i] = open / 100
    bars.high[i] = (Math.max(open, last) + random.int(0, 6)) / 100
    bars.low[i] = (Math.min(open, last) - random.int(0, 6)) / 100
    bars.close[i] = last / 100
    bars.volume[i] = random.int(0, 500)
    at += everyMinutes * (random.unit() < 0.01 ? random.int(2, 90) : 1)
  }
  return {
    instrument: createInstrument({ id, tick: 0.01, lot: 0.01 }),
    timeframe: parseTimeframe(`${everyMinutes}m`),
    bars,
    source: { name: id, contentHash: '', gaps: 0 },
  }
}

test('two markets, three timeframes, timers, brackets and handlers of fills and refusals replay to the same records', () => {
  const data = [walk('A', 1, 1, 12_000), walk('B', 2, 5, 2_500)]
  const path = record('everything', everything, data, { limits: { leverageMax: 3 } })
  const replayed = replayJournal(path, everything)
  expect(replayed).toMatchObject({ bars: 14_500, ended: true, threw: null, warnings: [] })
  expect(replayed.records).toBeGreaterThan(1000)
})

test('a run between two dates replays to the same records', () => {
  const path = record('range', smaCross, [daily], { from: timestamp('2008-01-01'), to: timestamp('2012-01-01') })
  const replayed = replayJournal(path, smaCross)
  expect(replayed.ended).toBe(true)
  expect(replayed.bars).toBeLessThan(5105)
})

test('a run that waits for no indicator and begins before its first bar replays with its timers', () => {
  const early = strategy({
    name: 'early',
    setup({ market, on, at }) {
      const a = market()
      on(a.bars(), () => {})
      at('every 30m', () => a.buy({ qty: 1 }))
    },
  })
  const path = record('early', early, [walk('A', 1, 1, 300)], { warmUp: 'none', from: timestamp('2019-12-31T20:00') })
  expect(replayJournal(path, early)).toMatchObject({ bars: 300, ended: true, threw: null })
})

test('a changed parameter is named by the first record that differs', () => {
  const path = record('param', smaCross, [daily])
  expect(() => replayJournal(path, smaCross, { params: { fast: 11 } })).toThrow(
    /step 74 at 2000-04-19, record 1: order 2 expected, nothing found$/,
  )
})

test('a changed strategy is named by the first record that differs', () => {
  const path = record('strategy', smaCross, [daily])
  const changed: Strategy = { ...smaCross, setup: (given) => smaCross.setup({ ...given, params: { ...smaCross.read({}), fast: 11 } }) }
  expect(() => replayJournal(path, changed)).toThrow(/step [\d,]+ at 20\d\d-\d\d-\d\d, record 1: .* (expected|found)/)
})

test('a strategy that throws where the journal goes on is a difference, with what it threw', () => {
  const path = record('goes-on', throwsAfter(Infinity), [daily])
  expect(() => replayJournal(path, throwsAfter(50))).toThrow(
    /step 49 at 2000-\S+: the journal goes on, the replay stopped: strategy thrower threw/,
  )
})

test('a run that ended in a throw replays up to the same throw', () => {
  expect(() => record('throw', throwsAfter(50), [daily])).toThrow('enough')
  expect(replayJournal(join(folder, 'throw.journal'), throwsAfter(50))).toMatchObject({
    steps: 49,
    ended: false,
    sealed: true,
    threw: expect.stringContaining('enough') as string,
  })
  expect(() => replayJournal(join(folder, 'throw.journal'), throwsAfter(60))).toThrow('the run stopped here, the replay did not')
})

test('a flipped byte is named, and a cut file is replayed as far as it goes', () => {
  const path = record('damage', smaCross, [daily])
  const bytes = readFileSync(path)
  const flipped = Buffer.from(bytes)
  flipped[200_000]! ^= 1
  writeFileSync(join(folder, 'flipped.journal'), flipped)
  expect(() => replayJournal(join(folder, 'flipped.journal'), smaCross)).toThrow(/entry [\d,]+/)
  const cut = join(folder, 'cut.journal')
  writeFileSync(cut, bytes)
  truncateSync(cut, 300_001)
  const replayed = replayJournal(cut, smaCross)
  expect(replayed).toMatchObject({ sealed: false, ended: false })
  expect(replayed.steps).toBeLessThan(5105)
})

function throwsAfter(bars: number): Strategy {
  return strategy({
    name: 'thrower',
    setup({ market, on }) {
      let seen = 0
      on(market().bars(), () => {
        if (++seen === bars) throw new Error('enough')
      })
    },
  })
}
