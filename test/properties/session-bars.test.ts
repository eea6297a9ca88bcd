/** Bars of sessions are their base bars grouped, and buckets that base bars do not meet close alike however the run is fed. */
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { calendarOf } from '../../src/calendar/calendars.ts'
import type { BarSeries } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/model/time.ts'
import { parseTimeframe, type Timeframe } from '../../src/model/timeframe.ts'
import type { Anchor } from '../../src/strategy/bar-rule.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { randomSeries, someInstruments } from './random-bars.ts'
import { rowsOf, sessionSeries } from './random-ticks.ts'
import { sameEachWay, type Ask } from './watch-bars.ts'
import { fc } from './seeded.ts'

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
    calendar: fc.constantFrom('XNYS', 'XNSE', 'XLON', 'CMES', 'FX'),
    pair: fc.constantFrom(...pairs),
    seed: fc.nat(),
    rows: fc.constantFrom(200, 3000, 8300),
    gaps: fc.constantFrom(0, 0.01, 0.2),
    outside: fc.constantFrom(0, 0.1),
    // Among them days when clocks change, half days and holidays.
    start: fc.constantFrom(Date.UTC(2013, 9, 28), Date.UTC(2013, 10, 25), Date.UTC(2014, 2, 5), Date.UTC(2014, 5, 30)),
  })
  const seriesOf = (g: {
    calendar: string
    pair: readonly [string, string]
    seed: number
    rows: number
    gaps: number
    start: number
    outside: number
  }): BarSeries => {
    const instrument = createInstrument({ id: 'A', tick: 0.01, lot: 1, calendar: g.calendar })
    return sessionSeries({ ...g, instrument, timeframe: g.pair[0] }, g.outside)
  }

  test('I26: are the bars of each session grouped, known at its end or with the bar that reaches over it', () => {
    fc.assert(
      fc.property(given, (g) => {
        const series = seriesOf(g)
        fc.pre(series.bars.length > 0)
        const bars = sameEachWay([series], (market) => market.bars(g.pair[1]))
        expect(bars.map((b) => [b.now, ...b.bar])).toEqual(groupsOfSessions(series, g.pair[1]).slice(1))
        expect(bars.filter((b) => b.closeTime !== b.now)).toEqual([])
      }),
      { numRuns: 80 },
    )
  })
})

/** Bars of whole groups: what opens in a session or reaches into it, by session and by what part of it or of the calendar it is in. */
function groupsOfSessions({ instrument, bars, timeframe }: BarSeries, higher: string): number[][] {
  const calendar = calendarOf(instrument.calendar)
  const span = parseTimeframe(higher)
  const at = (row: number): SessionDay | null => sessionOfBar(calendar, bars.time[row]!, bars.time[row]! + timeframe.ms)
  const groups = Map.groupBy(bars.time.keys(), (row) => {
    const session = at(row)
    if (session === null) return null
    const together = dateGroup(session.day, span)
    return span.ms < DAY_MS ? `${together} ${Math.floor(Math.max(0, bars.time[row]! - session.open) / span.ms)}` : together
  })
  groups.delete(null)
  return [...groups.values()].flatMap((rows) => {
    const [first, last] = [rows[0]!, rows.at(-1)!]
    // An hour that reaches over a close at half past is the last of its day, which is known with it.
    const end = Math.ceil(endOf(calendar, at(last)!, { open: bars.time[last]!, span }) / timeframe.ms) * timeframe.ms
    const isWhole = bars.time[bars.length - 1]! + timeframe.ms >= end
    const of = (column: Float64Array): number[] => rows.map((row) => column[row]!)
    const volume = of(bars.volume).reduce((a, b) => a + b, 0)
    return isWhole ? [[end, bars.open[first]!, Math.max(...of(bars.high)), Math.min(...of(bars.low)), bars.close[last]!, volume]] : []
  })
}

interface SessionDay {
  readonly day: number
  readonly open: number
  readonly close: number
}

/** The session that a bar opens in or reaches into: one of the dates around it. */
function sessionOfBar(calendar: Calendar, open: number, close: number): SessionDay | null {
  const date = Math.floor(open / DAY_MS) * DAY_MS
  for (const day of [date - DAY_MS, date, date + DAY_MS]) {
    const session = calendar.sessionOf(day)
    if (session !== null && open < session.close && close > session.open) return { day, ...session }
  }
  return null
}

/** Dates of one group have one name. */
function dateGroup(day: number, { ms, months }: Timeframe): string {
  const date = new Date(day).toISOString()
  if (months > 0) return date.slice(0, 7)
  return ms > DAY_MS ? `week ${Math.floor((day / DAY_MS + 3) / 7)}` : date
}

/** When the group of a bar ends: walks day by day while dates belong together. */
function endOf(calendar: Calendar, session: SessionDay, bar: { readonly open: number; readonly span: Timeframe }): number {
  const { open, span } = bar
  if (span.ms < DAY_MS)
    return Math.min(session.close, session.open + (Math.floor(Math.max(0, open - session.open) / span.ms) + 1) * span.ms)
  let end = session.close
  for (let { day } = session; dateGroup(day, span) === dateGroup(session.day, span); day += DAY_MS)
    end = calendar.sessionOf(day)?.close ?? end
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
