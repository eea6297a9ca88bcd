/** Every fast path can be left out by name, and nothing that a run says changes. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi, type MockInstance } from 'vitest'
import smaCross from '../../examples/sma-cross.ts'
import {
  allocateBars,
  backtest,
  barSeries,
  createInstrument,
  fastPathNames,
  feeBps,
  parseTimeframe,
  readBarFile,
  RECORD_WIDTH,
  slippageBps,
  strategy,
  type BacktestOptions,
  type BarSeries,
  type FastPath,
  type Strategy,
  type Tap,
} from '../../src/index.ts'
import { PlainRows } from '../../src/catalog/plain-rows.ts'
import { QuietStretch } from '../../src/engine/quiet-stretch.ts'
import { DailyEquity } from '../../src/report/daily-equity.ts'
import { SeriesState } from '../../src/strategy/series-state.ts'
import { LineCache } from '../../src/sweep/line-cache.ts'
import { SweepLines } from '../../src/sweep/sweep-lines.ts'
import { BarView } from '../../src/venue/bar-view.ts'
import { fundOf } from '../examples/funds.ts'
import { fc } from './seeded.ts'
import { playOnce, wilderWorlds } from './whole-run.ts'

const root = join(import.meta.dirname, '../..')
const file = join(root, 'data/sp500.csv')
const index = barSeries(await readBarFile(file), { calendar: 'XNYS', tick: 0.01 })
const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.ts'))

interface Said {
  /** SHA-256 of the bytes of all records, and of the three columns of marks. */
  readonly hashes: readonly string[]
  readonly report: unknown
}

/** Everything a run says. Where one block ends and the next begins is not part of it. */
function said(strategy: Strategy, options: BacktestOptions): Said {
  const hashes = ['records', 'times', 'equities', 'exposures'].map(() => createHash('sha256'))
  const tap: Tap = {
    take({ records, recordCount, markTime, markEquity, markExposure, markCount }) {
      const columns = [
        records.subarray(0, recordCount * RECORD_WIDTH),
        ...[markTime, markEquity, markExposure].map((c) => c.subarray(0, markCount)),
      ]
      for (const [k, { buffer, byteOffset, byteLength }] of columns.entries())
        hashes[k]!.update(new Uint8Array(buffer, byteOffset, byteLength))
    },
  }
  const report = backtest(strategy, { ...options, taps: [tap] })
  return { hashes: hashes.map((hash) => hash.digest('hex')), report }
}

describe.each(examples)('%s', (name) => {
  const data: readonly BarSeries[] =
    name === 'monthly-rotation.ts' ? [index, fundOf(index, 'SP500-2X', 2), fundOf(index, 'SP500-SHORT', -1)] : [index]
  const options: BacktestOptions = { data, fees: feeBps(1), slippage: slippageBps(1), full: true }

  test.each(['all', ...fastPathNames] as const)('says the same without %s', async (path) => {
    const { default: strategy } = (await import(join(root, 'examples', name))) as { readonly default: Strategy }
    // As a trial of a sweep has it: what the first run computes, the second finds.
    const lines = keptOf(data)
    said(strategy, { ...options, lines })
    const fast = said(strategy, { ...options, lines, plain: false })
    expect(said(strategy, { ...options, lines, plain: path === 'all' ? true : [path] })).toEqual(fast)
  })
})

test('any run says the same without any of them', () => {
  fc.assert(
    fc.property(wilderWorlds, fc.subarray([...fastPathNames], { minLength: 1 }), (world, plain) => {
      const fast = playOnce(world, { plain: [] })
      const slow = playOnce(world, { plain })
      expect(slow.rows).toEqual(fast.rows)
      expect(slow.marks).toEqual(fast.marks)
      expect(slow.seen).toEqual(fast.seen)
      expect(slow.end).toEqual(fast.end)
    }),
    { numRuns: 60 },
  )
})

describe('is left out when it is named', () => {
  /** How often a method is called by a run on the index. */
  const calls = (spy: MockInstance, strategy: Strategy, plain: readonly FastPath[]): number => {
    backtest(strategy, { data: index, plain })
    const { length } = spy.mock.calls
    spy.mockRestore()
    return length
  }
  const stretches = (): MockInstance => vi.spyOn(QuietStretch.prototype, 'ready')
  const blocks = (): MockInstance => vi.spyOn(SeriesState.prototype, 'fillBlock')
  const matched = (): MockInstance => vi.spyOn(BarView.prototype, 'show')

  test('quiet-stretch', () => {
    expect(calls(stretches(), smaCross, [])).toBeGreaterThan(10)
    expect(calls(stretches(), smaCross, ['quiet-stretch'])).toBe(0)
  })

  test('far-orders', () => {
    expect(calls(matched(), waiting, [])).toBe(0)
    expect(calls(matched(), waiting, ['far-orders'])).toBe(2 * (index.bars.length - 1))
  })

  test('read-ahead', () => {
    expect(calls(blocks(), smaCross, [])).toBe(Math.ceil(index.bars.length / 4096))
    expect(calls(blocks(), smaCross, ['read-ahead'])).toBe(index.bars.length)
  })

  test('indicator-cache', () => {
    const lines = keptOf([index])
    const taken = vi.spyOn(lines, 'take')
    backtest(smaCross, { data: index, lines, plain: ['indicator-cache'] })
    expect(taken).not.toHaveBeenCalled()
    backtest(smaCross, { data: index, lines, plain: [] })
    expect(taken).toHaveBeenCalledTimes(2)
  })

  test('mark-spans', () => {
    const spans = (): MockInstance => vi.spyOn(DailyEquity.prototype, 'take')
    expect(calls(spans(), smaCross, [])).toBeLessThan(50)
    expect(calls(spans(), smaCross, ['mark-spans'])).toBeGreaterThan(5000)
  })

  test('plain-rows, and the file holds the same bars', async () => {
    const taken = vi.spyOn(PlainRows.prototype, 'take')
    const plain = await readBarFile(file, { plain: ['plain-rows'] })
    expect(taken).not.toHaveBeenCalled()
    const fast = await readBarFile(file, { plain: [] })
    expect(taken).toHaveBeenCalled()
    taken.mockRestore()
    expect([plain.hash, plain.dialect]).toEqual([fast.hash, fast.dialect])
  })

  test('own-loop, in a run that is long enough for one', () => {
    const data = minutes(4_000_000)
    const run = (plain: readonly FastPath[]): { readonly calledBy: string; readonly said: Said } => {
      const stacks: string[] = []
      const all = said(turning(stacks), { data, plain })
      return { calledBy: stacks.join('\n'), said: all }
    }
    const [own, shared] = [run([]), run(['own-loop'])]
    expect(own.calledBy).toContain('eval at ownLoop')
    expect(shared.calledBy).toContain('decide')
    expect(shared.calledBy).not.toContain('eval')
    expect(own.said).toEqual(shared.said)
    expect(own.said.report).toHaveProperty('fills.count', 3999)
  })
})

/** Room for the lines of runs over the same bars. */
function keptOf(data: readonly BarSeries[]): LineCache {
  return new LineCache(SweepLines.of(data, { bytes: 50e6 })!.enter()!)
}

/** Buys and sells now and then, and notes once who calls it. */
function turning(stacks: string[]): Strategy {
  return strategy({
    name: 'turning',
    setup({ market, on }) {
      const waves = market()
      const bars = waves.bars()
      on(bars, () => {
        if (bars.count % 1000 !== 0) return
        if (stacks.length === 0) stacks.push(new Error('who calls').stack ?? '')
        if (waves.position.isOpen) waves.close()
        else waves.buy({ qty: 1 })
      })
    },
  })
}

/** Bids far below the market from the first bar on. */
const waiting = strategy({
  name: 'waiting',
  setup({ market, on }) {
    const stock = market()
    on(stock.bars(), () => {
      if (stock.orders.length === 0) stock.buy({ qty: 1, limit: 0.01 })
    })
  },
})

/** A market that goes up and down in waves of two lengths. */
function minutes(length: number): BarSeries {
  const bars = allocateBars(length)
  const wave = (row: number, rows: number): number => Math.abs((row % rows) - rows / 2)
  for (let row = 0; row < length; row++) {
    const close = 1000 + wave(row, 700) + wave(row, 2200)
    bars.time[row] = row * 60_000
    bars.open[row] = bars.close[row] = close
    bars.high[row] = close + 1
    bars.low[row] = close - 1
    bars.volume[row] = 1
  }
  const instrument = createInstrument({ id: 'WAVES', tick: 1, lot: 1 })
  return { instrument, timeframe: parseTimeframe('1m'), bars, source: { name: 'waves', contentHash: '', gaps: 0 } }
}
