/** Bars of sessions are their base bars grouped, and buckets that base bars do not meet close alike however the run is fed. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../src/calendar/calendars.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import type { Anchor } from '../../src/strategy/bar-rule.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { rowsOf, sessionSeries } from './random-ticks.ts'
import { sameEachWay, type Ask } from './watch-bars.ts'

const [, B] = someInstruments
const stock = createInstrument({ id: 'A', tick: 0.01, lot: 1, calendar: 'XNYS' })
const START = Date.UTC(2019, 9, 1)

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
        expect(bars.filter((b) => b.closeTime !== b.now)).toEqual([])
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
        expect(built.filter((b, k) => b.closeTime !== b.now || (k > 0 && b.openTime <= built[k - 1]!.openTime))).toEqual([])
      }),
      { numRuns: 80 },
    )
  })

  test('hours of a stock close on the wall clock, with their session, or so long after the first of them', () => {
    const spec = { instrument: stock, timeframe: '1h', rows: 24 * 4, seed: 1, start: Date.UTC(2013, 9, 7), gaps: 0 }
    const hours = [sessionSeries(spec, 0)]
    // Hours are shown in New York, at UTC−4; none of these lines is warm at its first bar.
    const closes = (ask: Ask): string[] => sameEachWay(hours, ask).map((b) => new Date(b.now - 4 * HOUR_MS).toISOString().slice(8, 13))
    const midnight = closes((market) => market.bars('3h', { anchor: 'midnight' }))
    expect(midnight).toEqual(['07T15', '07T18', '08T12', '08T15', '08T18', '09T12', '09T15', '09T18', '10T12', '10T15'])
    expect(closes((market) => market.bars('1d'))).toEqual(['08T16', '09T16', '10T16'])
    expect(closes((market) => market.bars('1d', { anchor: 'bar' }))).toEqual(['09T09', '10T09'])
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
