/** Bars that are built from ticks, by count, volume and price: the same however the run is fed, and never early. */
import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { HOUR_MS, MINUTE_MS } from '../../src/model/time.ts'
import type { BarRule } from '../../src/strategy/bar-rule.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { randomTicks, rowsOf } from './random-ticks.ts'
import { asker } from './random-strategy.ts'
import { readable, recordPushedRun, recordRun, recordSteps, type RunSpec } from './record-run.ts'
import { sameEachWay, seen, type Ask, type Seen } from './watch-bars.ts'
import { fc } from './seeded.ts'

const [A, B] = someInstruments
const stock = createInstrument({ id: 'A', tick: 0.01, lot: 1, calendar: 'XNYS' })
const START = Date.UTC(2019, 9, 1)

/** What was seen up to `time`, were the data to end there: bars that are known later cannot have been known. */
function seenOfPast(series: readonly BarSeries[], time: number, ask: Ask): Seen[] {
  return seen(
    series.map((s) => ({
      ...s,
      bars: rowsOf(
        s.bars,
        [...s.bars.time.keys()].filter((row) => closeAt(s, row) <= time),
      ),
    })),
    ask,
  )
}

function closeAt({ bars, closes, timeframe }: BarSeries, row: number): number {
  return closes?.[row] ?? bars.time[row]! + timeframe.ms
}

const rule: fc.Arbitrary<BarRule> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ volume: fc.integer({ min: 100, max: 3000 }) }),
  fc.record({ turnover: fc.integer({ min: 10_000, max: 300_000 }) }),
  fc.record({ renko: fc.integer({ min: 2, max: 150 }).map((t) => t / 100), kind: fc.constantFrom('classic', 'single', 'wicked') }),
  fc.record({ range: fc.integer({ min: 2, max: 150 }).map((t) => t / 100) }),
)

describe('bars that no clock closes', () => {
  const given = fc.record({
    rule,
    seed: fc.nat(),
    rows: fc.constantFrom(1, 60, 400, 4200),
    gaps: fc.constantFrom(0, 0.2),
    ticks: fc.boolean(),
  })
  const seriesOf = ({ seed, rows, gaps, ticks }: { seed: number; rows: number; gaps: number; ticks: boolean }): BarSeries[] => [
    ticks
      ? randomTicks({ instrument: A!, rows, seed, start: START, apartMsMax: 3 })
      : randomSeries({ instrument: A!, timeframe: '1m', rows, seed, start: START, gaps }),
    randomSeries({ instrument: B!, timeframe: '5m', rows: 20, seed: seed + 1, start: START, gaps }),
  ]

  test('are the same whether rows are read ahead or pushed, and each is seen once, in order', () => {
    fc.assert(
      fc.property(given, (g) => {
        const bars = sameEachWay(seriesOf(g), (market) => market.bars(g.rule))
        const [first] = bars
        const isOff = (b: Seen, k: number): boolean => {
          const mean = k === 0 ? b.mean : (b.bar[3] + bars[k - 1]!.bar[3]) / 2
          return b.count !== k + first!.count || b.closeTime !== b.now || Math.abs(b.mean - mean) > 1e-9
        }
        expect(bars.filter(isOff)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('are known with the base bar that completes them: the past alone gives the same', () => {
    fc.assert(
      fc.property(given, fc.double({ min: 0.1, max: 1, noNaN: true }), (g, share) => {
        const series = seriesOf({ ...g, rows: Math.min(g.rows, 400) })
        const [first] = series
        const until = closeAt(first!, Math.floor((first!.bars.length - 1) * share))
        fc.pre(series.every((s) => closeAt(s, 0) <= until))
        const ask: Ask = (market) => market.bars(g.rule)
        expect(seenOfPast(series, until, ask)).toEqual(seen(series, ask).filter((b) => b.now <= until))
      }),
      { numRuns: 60 },
    )
  })

  test('bricks have one height, follow on from one another and keep up with the price', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 5, max: 150 }), (seed, ticks) => {
        const series = randomSeries({ instrument: A!, timeframe: '1m', rows: 500, seed, start: START, gaps: 0 })
        const bricks = seen([series], (market) => market.bars({ renko: ticks / 100 }))
        const inTicks = (price: number): number => Math.round(price * 100)
        const isOff = ({ bar: [open, , , close] }: Seen, k: number): boolean =>
          Math.abs(inTicks(close) - inTicks(open)) !== ticks || (k > 0 && inTicks(open) !== inTicks(bricks[k - 1]!.bar[3]))
        expect(bricks.filter(isOff)).toEqual([])
        const last = bricks.at(-1)
        const end = inTicks(series.bars.close[series.bars.length - 1]!)
        if (last !== undefined) expect(Math.abs(end - inTicks(last.bar[3]))).toBeLessThan(ticks)
      }),
      { numRuns: 60 },
    )
  })
})

test('more bars from one base bar than are kept is an error that says so', () => {
  const series = randomSeries({ instrument: A!, timeframe: '1m', rows: 10, seed: 1, start: START, gaps: 0 })
  series.bars.close[5] = series.bars.high[5] = 400
  expect(() => seen([series], (market) => market.bars({ renko: 0.02 }))).toThrow(
    expect.objectContaining({
      code: 'E_LIMIT',
      message: 'expected at most 4191 bars of renko 0.02 from one base bar, there were more',
    }),
  )
})

describe('bars of ticks', () => {
  test('hold the prints from their start to before their end, and prints of one millisecond are seen one by one', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(5, 200, 4100), fc.constantFrom(2, 400, 30_000), (seed, rows, apartMsMax) => {
        const series = randomTicks({ instrument: A!, rows, seed, start: START, apartMsMax })
        const { time, close, volume } = series.bars
        const ticks = sameEachWay([series], (market) => market.bars('tick'))
        expect(ticks.map((t) => [t.now, t.bar[3]])).toEqual([...time].map((at, row) => [at, close[row]!]).slice(1))
        const seconds = sameEachWay([series], (market) => market.bars('1s'))
        const groups = [...Map.groupBy(time.keys(), (row) => Math.floor(time[row]! / 1000))].slice(0, -1)
        const sums = groups.map(([second, of]) => [(second + 1) * 1000, close[of.at(-1)!]!, of.reduce((sum, row) => sum + volume[row]!, 0)])
        expect(seconds.map((b) => [b.now, b.bar[3], b.bar[4]])).toEqual(sums.slice(1))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a run that trades on rows of odd times gives the same records however it is fed', () => {
  const given = fc.record({ seed: fc.nat(), rows: fc.constantFrom(40, 300), apartMsMax: fc.constantFrom(1, 900, 40_000) })

  const sameRecords = (series: readonly BarSeries[], seed: number, higher: readonly TimeframeName[]): void => {
    const spec = (): RunSpec => ({ series, strategy: asker({ seed, markets: series.map((s) => s.instrument.id), higher }).strategy })
    const steps = recordSteps(spec())
    for (const other of [recordRun(spec()), recordPushedRun(spec(), steps.inputs)]) {
      expect(readable(other.rows)).toEqual(readable(steps.rows))
      expect(other.marks).toEqual(steps.marks)
    }
  }

  test('on ticks, alone and beside bars', () => {
    fc.assert(
      fc.property(given, fc.boolean(), ({ seed, rows, apartMsMax }, alone) => {
        const ticks = randomTicks({ instrument: A!, rows, seed, start: START, apartMsMax })
        const minutes = randomSeries({ instrument: B!, timeframe: '1m', rows: 60, seed: seed + 1, start: START, gaps: 0.1 })
        sameRecords(alone ? [ticks] : [ticks, minutes], seed, alone ? ['1s', '1m'] : ['5m'])
      }),
      { numRuns: 40 },
    )
  })

  test('on bars that say when they close', () => {
    fc.assert(
      fc.property(given, ({ seed, rows }) => {
        const bars = randomSeries({ instrument: stock, timeframe: '1h', rows, seed, start: START, gaps: 0.1 })
        const closes = bars.bars.time.map((time, row) => time + HOUR_MS - ((row * 7) % 4) * MINUTE_MS)
        sameRecords([{ ...bars, closes }], seed, ['4h', '1d'])
      }),
      { numRuns: 40 },
    )
  })
})
