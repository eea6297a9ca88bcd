/** Bars that are read in parts give what bars in memory give: records byte for byte, and the same report. */
import { describe, expect, test } from 'vitest'
import { backtest, type BacktestOptions } from '../../src/backtest.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { epochMs } from '../../src/model/time.ts'
import { LOOKBACK_MAX } from '../../src/strategy/series-state.ts'
import { strategy, type Strategy } from '../../src/strategy/strategy.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { feeBps } from '../../src/venue/fees.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { asker } from './random-strategy.ts'
import { readable, recordRun, recordSteps, type Recorded, type RunSpec } from './record-run.ts'
import { fc } from './seeded.ts'
import { marketsOf } from './random-markets.ts'
import { streamOf } from './stream-of.ts'
import { playOnce, wilderWorlds } from './whole-run.ts'

const START = Date.UTC(2023, 11, 28)
const HOUR_MS = 3_600_000
/** About the rows of a ring and of a block: a chunk larger than all rows, and ones that share no factor with a block. */
const chunks = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(1000, 4095, 4096, 4097, 8192, 12_289, 1_000_000))

interface Case {
  readonly seed: number
  readonly timeframes: readonly ('1m' | '5m')[]
  readonly rows: number
  readonly gaps: number
  readonly higher: readonly TimeframeName[]
  readonly eagerness: number
}

function cases(rows: fc.Arbitrary<number>): fc.Arbitrary<Case> {
  return fc.record({
    seed: fc.nat(),
    timeframes: fc.array(fc.constantFrom('1m' as const, '5m' as const), { minLength: 1, maxLength: 3 }),
    rows,
    gaps: fc.constantFrom(0, 0.05, 0.4),
    higher: fc.subarray<TimeframeName>(['15m', '1h']),
    eagerness: fc.constantFrom(0.02, 0.3),
  })
}

/** Markets that begin at different times, in timeframes of their own. */
function seriesOf({ seed, timeframes, rows, gaps }: Case): BarSeries[] {
  return timeframes.map((timeframe, k) =>
    randomSeries({
      instrument: someInstruments[k]!,
      timeframe,
      rows: Math.ceil(rows / (k + 1)),
      seed: seed + k,
      start: START + k * HOUR_MS,
      gaps,
      gapsBefore: [4095, 4096, 8191, 8192, 8193],
    }),
  )
}

function specOf(c: Case, series: readonly BarSeries[]): RunSpec {
  const { seed, higher, eagerness } = c
  return {
    series,
    strategy: asker({ seed, markets: series.map((s) => s.instrument.id), higher, timers: ['09:31'], eagerness }).strategy,
    fees: [feeBps(5)],
    slippage: [slippageTicks(1)],
    limits: { leverageMax: 2, openOrdersMax: 20 },
  }
}

function sameRun(a: Recorded, b: Recorded): void {
  expect(readable(a.rows)).toEqual(readable(b.rows))
  expect(a.marks).toEqual(b.marks)
}

describe('the same records, byte for byte', () => {
  test('whatever the chunks, with and without a journal', () => {
    fc.assert(
      fc.property(cases(fc.integer({ min: 20, max: 400 })), chunks, (c, chunkRows) => {
        const series = seriesOf(c)
        const streams = series.map((s) => streamOf(s, chunkRows))
        const whole = recordRun(specOf(c, series))
        sameRun(recordRun(specOf(c, streams)), whole)
        sameRun(recordSteps(specOf(c, streams)), whole)
      }),
      { numRuns: 80 },
    )
  })

  test('over the borders of blocks and the seams of rings', () => {
    fc.assert(
      fc.property(cases(fc.constantFrom(8193, 16_385, 20_000)), chunks, (c, chunkRows) => {
        const series = seriesOf(c)
        const spec = { ...c, eagerness: 0.005 }
        const streams = series.map((s, k) => streamOf(s, chunkRows + k))
        sameRun(recordRun(specOf(spec, streams)), recordRun(specOf(spec, series)))
      }),
      { numRuns: 12 },
    )
  })

  test('under any rules, over sessions, single prints, splits and dividends, and currencies', () => {
    let streamed = 0
    fc.assert(
      fc.property(wilderWorlds, chunks, (world, chunkRows) => {
        const series = marketsOf(world)
        const streams = series.map((s) => ((s.closes ?? s.quotes ?? s.repeated) === undefined ? streamWith(s, chunkRows) : s))
        streamed += streams.filter((s) => s.stream !== undefined).length
        const whole = playOnce(world, { series })
        const parts = playOnce(world, { series: streams })
        expect(parts.rows).toEqual(whole.rows)
        expect(parts.marks).toEqual(whole.marks)
        expect(parts.seen).toEqual(whole.seen)
        expect(parts.end).toEqual(whole.end)
      }),
      { numRuns: 60 },
    )
    expect(streamed).toBeGreaterThan(40)
  })

  test('beside series that are in memory', () => {
    fc.assert(
      fc.property(cases(fc.integer({ min: 20, max: 400 })), chunks, (c, chunkRows) => {
        const series = seriesOf(c)
        const some = series.map((s, k) => (k % 2 === 0 ? streamOf(s, chunkRows) : s))
        sameRun(recordRun(specOf(c, some)), recordRun(specOf(c, series)))
      }),
      { numRuns: 20 },
    )
  })
})

test('the same report, the benchmark included, with warm-up before `from` and bars left out after `to`', () => {
  fc.assert(
    fc.property(cases(fc.integer({ min: 3000, max: 9000 })), chunks, fc.boolean(), (c, chunkRows, isCut) => {
      const series = seriesOf({ ...c, timeframes: c.timeframes.slice(0, 2) })
      const { time, length } = series[0]!.bars
      const span = isCut ? { from: epochMs(time[Math.floor(length / 4)]!), to: epochMs(time[length - 5]!) } : {}
      const options: Omit<BacktestOptions, 'data'> = { ...span, fees: feeBps(5), full: true, report: { robustness: {} } }
      const run = (data: readonly BarSeries[]): unknown =>
        backtest(specOf({ ...c, eagerness: 0.02 }, series).strategy, { ...options, data })
      const whole = run(series)
      expect(whole).toHaveProperty('benchmark.points.0')
      expect(run(series.map((s) => streamOf(s, chunkRows)))).toEqual(whole)
    }),
    { numRuns: 15 },
  )
})

test.each([7, 4095, 4096, 4191, 4192, 8192, 12_289, 1_000_000])('the same bars to look back on, in chunks of %i', (chunkRows) => {
  const [series] = seriesOf({ seed: chunkRows, timeframes: ['1m'], rows: 20_000, gaps: 0.05, higher: [], eagerness: 0 })
  const seen = (data: BarSeries): number[] => {
    const numbers: number[] = []
    backtest(lookingBack(numbers), { data })
    return numbers
  }
  expect(seen(streamOf(series!, chunkRows))).toEqual(seen(series!))
})

/** A stream that keeps what lies beside the bars. */
function streamWith(series: BarSeries, chunkRows: number): BarSeries {
  return { ...series, ...streamOf(series, chunkRows) }
}

/** Notes, at some bars, what it finds near, and as far back as lines go. */
function lookingBack(numbers: number[]): Strategy {
  return strategy({
    name: 'looks-back',
    setup({ market, on }) {
      const bars = market().bars('base')
      on(bars, () => {
        if (bars.count % 61 !== 0) return
        for (const ago of [0, 1, 60, 3999, LOOKBACK_MAX]) numbers.push(bars.close(ago), bars.low(ago))
        const { time, volume } = bars.history(LOOKBACK_MAX)
        numbers.push(time[0]!, volume[0]!, time[volume.length - 1]!, bars.openTime, bars.closeTime)
      })
    },
  })
}

describe('what a stream cannot give is said', () => {
  const [series] = seriesOf({ seed: 1, timeframes: ['1m'], rows: 5000, gaps: 0, higher: [], eagerness: 0 })
  const stream = streamOf(series!, 100)
  const looking = (count: number): Strategy =>
    strategy({
      name: 'looks-back',
      setup({ market, on }) {
        const bars = market().bars('base')
        on(bars, () => void bars.history(count))
      },
    })

  test('more history than a line keeps', () => {
    expect(() => backtest(looking(4000), { data: stream })).not.toThrow()
    expect(() => backtest(looking(4001), { data: stream })).toThrow(
      /built or streamed while the run goes on keeps 4000 bars, was asked for 4001/,
    )
  })

  test('charts, and finer bars', () => {
    expect(() => backtest(looking(1), { data: stream, report: { charts: true } })).toThrow(
      /expected bars that are all in memory for charts/,
    )
    expect(() =>
      backtest(looking(1), {
        data: seriesOf({ seed: 1, timeframes: ['5m'], rows: 50, gaps: 0, higher: [], eagerness: 0 }),
        detail: stream,
      }),
    ).toThrow(/expected bars that are all in memory for what happens inside a bar/)
  })

  test('columns beside the six', () => {
    expect(() => backtest(looking(1), { data: { ...stream, repeated: new Uint8Array(5000) } })).toThrow(
      /expected streamed bars of six columns, those of A 1m have others beside them/,
    )
  })
})
