/** Bars that are built from others: by session, from ticks, by count, volume and price. The same however the run is fed, and never early. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../src/calendar/calendars.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import type { Anchor, BarRule } from '../../src/strategy/bar-rule.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { randomTicks, rowsOf, sessionSeries } from './random-ticks.ts'
import { recordPushedRun, recordRun, recordSteps } from './record-run.ts'
import { seen, seenEachWay, type Ask, type Seen } from './watch-bars.ts'

const [A, B] = someInstruments
const stock = createInstrument({ id: 'A', tick: 0.01, lot: 1, calendar: 'XNYS' })
const START = Date.UTC(2019, 9, 1)

function sameEachWay(series: readonly BarSeries[], ask: Ask): Seen[] {
  const { whole, told, pushed } = seenEachWay(series, ask)
  expect(told).toEqual(whole)
  expect(pushed).toEqual(whole)
  return whole
}

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
        bars.forEach((b, k) => {
          expect(b.count).toBe(k + bars[0]!.count)
          expect(b.closeTime).toBe(b.now)
          if (k > 0) expect(b.mean).toBeCloseTo((b.bar[3] + bars[k - 1]!.bar[3]) / 2, 9)
        })
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
        bricks.forEach(({ bar: [open, , , close] }, k) => {
          expect(Math.abs(inTicks(close) - inTicks(open))).toBe(ticks)
          if (k > 0) expect(inTicks(open)).toBe(inTicks(bricks[k - 1]!.bar[3]))
        })
        const last = bricks.at(-1)
        const end = inTicks(series.bars.close[series.bars.length - 1]!)
        if (last !== undefined) expect(Math.abs(end - inTicks(last.bar[3]))).toBeLessThan(ticks)
      }),
      { numRuns: 60 },
    )
  })
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
      { numRuns: 40 },
    )
  })
})

describe('bars of sessions', () => {
  const pairs = [
    ['1m', '5m'],
    ['15m', '1h'],
    ['15m', '4h'],
    ['1m', '1d'],
    ['1h', '1d'],
    ['1h', '1w'],
    ['1h', '1mo'],
  ] as const
  const given = fc.record({
    pair: fc.constantFrom(...pairs),
    seed: fc.nat(),
    rows: fc.constantFrom(200, 3000, 8300),
    gaps: fc.constantFrom(0, 0.01, 0.2),
    outside: fc.constantFrom(0, 0.1),
    // Among them days when clocks change, half days and holidays.
    start: fc.constantFrom(Date.UTC(2013, 9, 28), Date.UTC(2013, 10, 25), Date.UTC(2014, 2, 5), Date.UTC(2014, 5, 30)),
  })
  const seriesOf = (g: {
    pair: readonly [string, string]
    seed: number
    rows: number
    gaps: number
    start: number
    outside: number
  }): BarSeries =>
    sessionSeries({ instrument: stock, timeframe: g.pair[0], rows: g.rows, seed: g.seed, start: g.start, gaps: g.gaps }, g.outside)

  test('are the bars of each session grouped, known at its end', () => {
    fc.assert(
      fc.property(given, (g) => {
        const series = seriesOf(g)
        fc.pre(series.bars.length > 0)
        const bars = sameEachWay([series], (market) => market.bars(g.pair[1]))
        expect(bars.map((b) => [b.now, ...b.bar])).toEqual(groupsOfSessions(series, g.pair[1]).slice(1))
        for (const b of bars) expect(b.closeTime).toBe(b.now)
      }),
      { numRuns: 60 },
    )
  })
})

/** Bars of whole groups: what opens in a session or reaches into it, by session and by what part of it or of the calendar it is in. */
function groupsOfSessions({ bars, timeframe }: BarSeries, higher: string): number[][] {
  const calendar = calendarOf('XNYS')
  const { ms, months } = parseTimeframe(higher)
  const groups = Map.groupBy(bars.time.keys(), (row) => {
    const open = bars.time[row]!
    const day = new Date(open).setUTCHours(0, 0, 0, 0)
    const session = calendar.sessionOf(day)
    if (session === null || open >= session.close || open + timeframe.ms <= session.open) return null
    if (months > 0) return new Date(day).toISOString().slice(0, 7)
    if (ms > DAY_MS) return `week ${Math.floor((day / DAY_MS + 3) / 7)}`
    return ms === DAY_MS ? `day ${day}` : `${day} ${Math.floor(Math.max(0, open - session.open) / ms)}`
  })
  groups.delete(null)
  return [...groups.values()].flatMap((rows) => {
    const [first, last] = [rows[0]!, rows.at(-1)!]
    const end = endOf(bars.time[last]!, higher)
    const isWhole = bars.time[bars.length - 1]! + timeframe.ms >= end
    const of = (column: Float64Array): number[] => rows.map((row) => column[row]!)
    const volume = of(bars.volume).reduce((a, b) => a + b, 0)
    return isWhole ? [[end, bars.open[first]!, Math.max(...of(bars.high)), Math.min(...of(bars.low)), bars.close[last]!, volume]] : []
  })
}

/** When the group of a bar ends: walks day by day while days belong together. */
function endOf(open: number, higher: string): number {
  const calendar = calendarOf('XNYS')
  const { ms, months } = parseTimeframe(higher)
  let day = new Date(open).setUTCHours(0, 0, 0, 0)
  const session = calendar.sessionOf(day)!
  if (months === 0 && ms < DAY_MS)
    return Math.min(session.close, session.open + (Math.floor(Math.max(0, open - session.open) / ms) + 1) * ms)
  const together = (d: number): unknown => (months > 0 ? new Date(d).getUTCMonth() : ms > DAY_MS ? Math.floor((d / DAY_MS + 3) / 7) : d)
  let end = session.close
  for (const group = together(day); together(day) === group; day += DAY_MS) end = calendar.sessionOf(day)?.close ?? end
  return end
}

describe('bars whose buckets and base bars do not meet', () => {
  const given = fc.record({
    seed: fc.nat(),
    rows: fc.constantFrom(30, 400),
    gaps: fc.constantFrom(0, 0.3),
    base: fc.constantFrom('15m' as const, '1h' as const, '1d' as const, '1mo' as const),
    shift: fc.integer({ min: 0, max: 59 }),
    higher: fc.constantFrom<TimeframeName>('3h', '1d', '2d', '1w', '1mo', '3mo'),
    anchor: fc.constantFrom<Anchor | undefined>('session', 'midnight', 'utc', 'bar', undefined),
    calendar: fc.constantFrom('XNYS', 'FX', '24/7'),
    closes: fc.boolean(),
  })

  test('are the same however the run is fed while another market keeps the clock going', () => {
    fc.assert(
      fc.property(given, (g) => {
        const bars = randomSeries({
          instrument: createInstrument({ id: 'A', calendar: g.calendar }),
          timeframe: g.base,
          rows: g.rows,
          seed: g.seed,
          start: START,
          gaps: g.gaps,
        })
        const time = bars.bars.time.map((at) => at + g.shift * MINUTE_MS)
        const closes = time.map((at, row) => Math.min(at + 20 * MINUTE_MS + ((row * 7) % 5) * MINUTE_MS, at + bars.timeframe.ms))
        const series = { ...bars, bars: { ...bars.bars, time }, ...(g.closes && { closes }) }
        const clock = randomSeries({ instrument: B!, timeframe: '1h', rows: 3000, seed: g.seed, start: START, gaps: 0 })
        fc.pre(parseTimeframe(g.higher).ms > series.timeframe.ms && (g.base !== '1mo' || g.higher === '3mo'))
        const built = sameEachWay([series, clock], (market) => market.bars(g.higher, g.anchor && { anchor: g.anchor }))
        built.forEach((b, k) => {
          expect(b.closeTime).toBe(b.now)
          if (k > 0) expect(b.openTime).toBeGreaterThan(built[k - 1]!.openTime)
        })
      }),
      { numRuns: 150 },
    )
  })

  test('an hour that opens in the session but is stamped past its close is part of the day, which is known with it', () => {
    const hours = randomSeries({ instrument: stock, timeframe: '1h', rows: 24 * 4, seed: 1, start: Date.UTC(2019, 9, 7), gaps: 0 })
    const time = hours.bars.time.map((at) => at + 30 * MINUTE_MS)
    const shifted = sessionSeries({ instrument: stock, timeframe: '1h', rows: 0, seed: 1, start: 0, gaps: 0 }, 0)
    const open = [...time.keys()].filter((row) => calendarOf('XNYS').isOpen(time[row]!))
    const series = { ...shifted, bars: rowsOf({ ...hours.bars, time }, open) }
    const days = sameEachWay([series], (market) => market.bars('1d'))
    expect(days.map((d) => d.now % DAY_MS)).toEqual([20.5 * HOUR_MS, 20.5 * HOUR_MS, 20.5 * HOUR_MS])
  })
})

describe('history', () => {
  const given = fc.record({
    seed: fc.nat(),
    rows: fc.constantFrom(50, 4300, 8300),
    count: fc.integer({ min: 0, max: 200 }),
    name: fc.constantFrom<TimeframeName>('base', '3m'),
  })

  test('is what the lines say up to the last closed bar, in any mode', () => {
    fc.assert(
      fc.property(given, ({ seed, rows, count, name }) => {
        const series = [randomSeries({ instrument: A!, timeframe: '1m', rows, seed, start: START, gaps: 0.01 })]
        let checked = 0
        const historian = strategy({
          name: 'historian',
          setup({ market, on }) {
            const bars = market().bars(name)
            on(bars, () => {
              const { length, time, high } = bars.history(count)
              const wanted = Math.min(count, bars.count)
              // One comparison a column, since there are many rows: what differs shows in the lines.
              const same = high.length === wanted && [...high].every((value, k) => value === bars.high(length - 1 - k))
              if (length !== wanted || !same || (wanted > 0 && time.at(-1) !== bars.openTime)) throw new Error(`at ${bars.count}`)
              checked++
            })
          },
        })
        recordRun({ series, strategy: historian })
        const { inputs } = recordSteps({ series, strategy: historian })
        recordPushedRun({ series, strategy: historian }, inputs)
        expect(checked % 3).toBe(0)
        expect(checked).toBeGreaterThan(0)
      }),
      { numRuns: 12 },
    )
  })

  test('of the data reaches back to their first bar, without a copy', () => {
    const series = randomSeries({ instrument: A!, timeframe: '1m', rows: 6000, seed: 1, start: START, gaps: 0 })
    let longest = 0
    const historian = strategy({
      name: 'historian',
      setup({ market, on }) {
        const bars = market().bars()
        on(bars, () => {
          if (bars.count < 6000) return
          const { close } = bars.history(1e6)
          longest = close.length
          expect((close as Float64Array).buffer).toBe(series.bars.close.buffer)
        })
      },
    })
    recordRun({ series: [series], strategy: historian })
    expect(longest).toBe(6000)
  })
})
