/** Whole runs with lines that other runs computed are the runs that compute their own: any markets, timeframes, warm-up and stretch. */
import { expect, test } from 'vitest'
import { backtest, startBacktest, type BacktestOptions } from '../../src/backtest.ts'
import { Random } from '../../src/base/random.ts'
import { warmUpModes, type WarmUpMode } from '../../src/engine/warm-up.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { epochMs } from '../../src/model/time.ts'
import * as lines from '../../src/strategy/indicator-lines.ts'
import type { Line } from '../../src/strategy/line.ts'
import { strategy, type Strategy } from '../../src/strategy/strategy.ts'
import { LineCache } from '../../src/sweep/line-cache.ts'
import { SweepLines } from '../../src/sweep/sweep-lines.ts'
import { marketKinds, marketsOf, type MarketKind } from './random-markets.ts'
import { fc } from './seeded.ts'

interface Case {
  readonly seed: number
  readonly rows: number
  readonly kind: MarketKind
  readonly warmUp: WarmUpMode
  /** Shares of the first series' rows: where trading begins, where the data end. */
  readonly from: number | null
  readonly to: number | null
  readonly bytes: number
}

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 150, max: 900 }),
  kind: fc.constantFrom<MarketKind>(...marketKinds, 'currencies'),
  warmUp: fc.constantFrom(...warmUpModes),
  from: fc.constantFrom(null, 0.4),
  to: fc.constantFrom(null, 0.8),
  bytes: fc.constantFrom(1e7, 1e7, 40_000),
})

test('a run with kept lines sees and does what it does without', () => {
  let whole = 0
  fc.assert(
    fc.property(cases, (c) => {
      const series = marketsOf(c)
      const kept = new LineCache(SweepLines.of(series, { bytes: c.bytes })!.enter()!)
      // Longer and shorter ones, so that later runs find what was kept for others.
      for (const one of [c, { ...c, to: 0.6 }, c, { ...c, seed: c.seed + 1 }, c]) {
        const alone = told(series, one, null)
        expect(told(series, one, kept)).toEqual(alone)
        if (alone.error === null) whole++
        kept.release()
      }
    }),
    { numRuns: 10 },
  )
  // Most runs are warm in time.
  expect(whole).toBeGreaterThan(15)
})

test('a line on bars that nothing else is done with is waited for', () => {
  const series = marketsOf({ seed: 1, rows: 300, kind: 'plain' })
  const late = strategy({
    name: 'late',
    setup({ market, on }) {
      const [a, b] = [market('A'), market('B')]
      const slow = lines.sma(b.bars().close, 200)
      on(a.bars(), () => void (slow() > 0 && a.buy({ qty: 1 })))
    },
  })
  const kept = new LineCache(SweepLines.of(series, {})!.enter()!)
  const begun = (options: Partial<BacktestOptions>): string | null =>
    backtest(late, { data: series, cash: 1e6, ...options }).run.tradingFrom
  expect(begun({ lines: kept })).toBe(begun({}))
})

interface Told {
  readonly seen: string
  readonly figures: unknown
  readonly error: string | null
}

/** Everything a watching, now and then trading strategy sees, what it is worth in the end, or why it could not run. */
function told(series: readonly BarSeries[], c: Case, kept: LineCache | null): Told {
  const seen: number[] = []
  const { time, length } = { time: series[0]!.bars.time, length: series[0]!.bars.length }
  const at = (share: number): number => time[Math.floor(share * (length - 1))]!
  try {
    const run = startBacktest(watcher(series, c.seed, seen), {
      data: series,
      cash: 1e7,
      warmUp: c.warmUp,
      ...(c.from !== null && { from: epochMs(at(c.from)) }),
      ...(c.to !== null && { to: epochMs(at(c.to)) }),
      ...(kept !== null && { lines: kept }),
    })
    run.advance(Infinity)
    return { seen: seen.join(' '), figures: run.figures(), error: null }
  } catch (error) {
    return { seen: seen.join(' '), figures: null, error: String(error) }
  }
}

/** Equal seeds declare the same lines and handlers. */
function watcher(series: readonly BarSeries[], seed: number, seen: number[]): Strategy {
  return strategy({
    name: 'watcher',
    setup({ market, on, now }) {
      const random = new Random(seed)
      for (const id of new Set(series.map(({ instrument }) => instrument.id))) {
        const m = market(id)
        const all: Line[] = []
        const frames = [m.bars(), m.bars(random.int(0, 1) === 0 ? '1h' : '2h'), m.bars('1d')].slice(0, random.int(1, 3))
        for (const bars of frames) {
          const mean = lines.sma(bars.close, random.int(2, 6))
          const high = lines.highest(mean, random.int(2, 4))
          all.push(
            mean,
            high,
            lines.math.subtract(bars.close, high),
            lines.vwap(bars),
            lines.stochastic(bars, { fastK: random.int(2, 5) }).slowK,
          )
          if (random.int(0, 2) > 0) {
            on(bars, () => {
              seen.push(now(), bars.count, bars.closeTime, ...all.map((line) => line(random.int(0, 3))))
              if (mean() > high(1)) m.buy({ qty: 1 })
              else if (m.position.isOpen && random.int(0, 3) === 0) m.close()
            })
          }
        }
      }
    },
  })
}
