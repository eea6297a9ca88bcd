import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Bars } from '../model/bars.ts'
import { allocateBars } from '../model/bars.ts'
import * as R from '../model/record.ts'
import { DAY_MS, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { keyFigureIds, sections } from './definitions.ts'
import type { ReportDocument, Statistic } from './document.ts'
import { allDays, exampleInfo, exampleSeries, recordOf, richRun, tapOf, tripRecord, walk, weekdays } from '../../test/report/example-run.ts'
import { JsonSchema } from '../../test/report/json-schema.ts'

const schema = new JsonSchema(readFileSync(new URL('../../docs/reference/report.schema.json', import.meta.url), 'utf8'))

const day = (n: number): number => Date.UTC(2020, 0, 1) + n * DAY_MS
const openPosition = {
  instrument: 0,
  lots: -250,
  entryTicks: 10_000,
  mark: 98.5,
  unrealised: 3_750_000,
  fees: 100_000,
  since: day(3) as Timestamp,
}

const documents: Readonly<Record<string, ReportDocument>> = {
  'an empty run': tapOf([]).document(),
  'no round trip': tapOf(walk(1, 400, 1)).document(),
  'all losing': tapOf(
    [
      [day(1), 9_999],
      [day(2), 9_990],
    ],
    [tripRecord({ net: -1 }), tripRecord({ net: -9 })],
  ).document(),
  'all winning': tapOf([[day(1), 10_010]], [tripRecord({ net: 10 })]).document(),
  'one day': tapOf([[day(1), 10_001]]).document(),
  'constant equity': tapOf(Array.from({ length: 50 }, (_, i) => [day(i), 10_000])).document(),
  'equity going negative': tapOf([1, 2, 3, 4].map((i) => [day(i), 10_000 - i * 4000])).document(),
  'no opening cash': tapOf(walk(2, 30, 1), [], { info: { cash: 0 } }).document(),
  'an aborted run': tapOf(walk(3, 30, 1), [], { end: { status: 'aborted' } }).document(),
  'a trip in one bar': tapOf([[day(1), 10_000]], [tripRecord({ net: 0, bars: 1, exitTime: 0 })]).document(),
  'a rich run': richRun(5, 1000, { full: true, end: { open: [openPosition] } }).document({ benchmark: benchmark(1000) }),
  'a rich run with bars': richRun(5, 1000).document({ series: [exampleSeries(1000)], roundTripRows: 40 }),
  'bars without volume': richRun(5, 300).document({ series: [exampleSeries(300, 0)] }),
  'a rich run by counts': richRun(5, 1000).document({
    timing: { loadMs: 1, runMs: 2, barsPerSecond: 3 },
    riskFree: 0.02,
    convention: 'empyrical',
    robustness: {},
  }),
  'a short run that was to be robust': tapOf(walk(1, 20, 1)).document({ robustness: {} }),
}

describe.each(Object.entries(documents))('the document of %s', (_, d) => {
  test('has no number that JSON cannot hold, and is itself after a round trip through JSON', () => {
    expect(notFinite(d)).toEqual([])
    expect(JSON.parse(JSON.stringify(d))).toEqual(d)
  })

  test('is what the published schema says', () => {
    expect(schema.violations(JSON.parse(JSON.stringify(d)))).toEqual([])
  })

  test('gives a value or a reason for every statistic, in the order of the definitions', () => {
    const ids = sections.flatMap((s): readonly { id: string }[] => s.definitions).map((s) => s.id)
    expect(d.statistics.all.map((s) => s.id)).toEqual(ids)
    for (const s of Object.values(d.statistics).flat()) expect([s.id, s.value === null]).toEqual([s.id, s.reason !== undefined])
    expect(d.keyFigures.map((s) => s.id)).toEqual(keyFigureIds)
    expect(d.keyFigures).toHaveLength(12)
  })
})

test('every property of the schema occurs in some document', () => {
  const one = documents['one day']!
  const rare = { ...one, lean: { 'Total Orders': '1' }, checked: [{ check: 'data', outcome: 'pass', why: 'nothing was found' }] }
  expect(schema.unused([...Object.values(documents), rare])).toEqual([])
})

test('the schema check finds what is wrong', () => {
  const wrong = { ...documents['one day'], schemaVersion: 2, extra: 1, run: undefined, warnings: [{ code: 1 }] }
  expect(schema.violations(JSON.parse(JSON.stringify(wrong)))).toEqual([
    '/schemaVersion is not 1',
    '/run is missing',
    '/warnings/0/code is not string',
    '/warnings/0/message is missing',
    '/extra is unknown',
  ])
})

describe('the document', () => {
  test('holds rows only when they are asked for', () => {
    const counts = richRun(5, 1000).document()
    const full = documents['a rich run']
    for (const part of ['orders', 'fills', 'refusals', 'cancels', 'roundTrips'] as const) {
      expect(counts[part].rows).toBeUndefined()
      expect(full?.[part].rows).toHaveLength(counts[part].count)
      expect(counts[part].count).toBeGreaterThan(0)
    }
    const [few, all = []] = [richRun(5, 1000).document({ roundTripRows: 40 }).roundTrips.rows ?? [], full?.roundTrips.rows]
    const best = all.toSorted((a, b) => b.net - a.net)
    const shown = [...all.slice(0, 10), ...all.slice(-10), ...best.slice(0, 10), ...best.slice(-10)]
    expect(few).toEqual(all.filter((row) => shown.includes(row)))
  })

  test('is the same however the run was cut into blocks', () => {
    const marks = walk(6, 300, 24)
    const whole = tapOf(marks).document()
    for (const size of [1, 7, 1000, 1025]) expect(tapOf(marks, [], {}, size).document()).toEqual(whole)
  })

  test('writes rows with names, prices and money', () => {
    const [trip] = documents['a rich run']?.roundTrips.rows ?? []
    expect(trip).toMatchObject({ instrument: 'BTCUSD.TEST', qty: 1, entryPrice: 100, fees: 0.2 })
    expect(trip?.net).toBeCloseTo((trip?.gross ?? 0) - 0.2, 9)
    const tap = tapOf(
      [[day(1), 10_000]],
      [
        recordOf(R.ORDER, day(1), { [R.ID]: 7, [R.SIDE]: 1, [R.LOTS]: 150, [R.ORDER_TYPE]: 2, [R.ORDER_LEVEL]: 10_150, [R.ORDER_TAG]: 1 }),
        recordOf(R.FILL, day(1), {
          [R.ID]: 7,
          [R.SIDE]: 1,
          [R.LOTS]: 150,
          [R.FILL_TICKS]: 10_160,
          [R.FILL_FEE]: 15_000,
          [R.FILL_SLIPPAGE]: 10,
        }),
        recordOf(R.REFUSAL, day(1), { [R.ID]: 8, [R.REFUSAL_REASON]: 4 }),
        recordOf(R.CANCEL, day(1), { [R.ID]: 7, [R.SIDE]: -1, [R.LOTS]: 50, [R.CANCEL_REASON]: 1 }),
      ],
      { full: true, end: { tags: ['', 'first'] } },
    )
    const d = tap.document()
    expect(d.orders.rows?.[0]).toMatchObject({
      id: 7,
      side: 'buy',
      qty: 1.5,
      type: 'stop',
      level: 101.5,
      parent: null,
      expires: null,
      tag: 'first',
    })
    expect(d.fills.rows?.[0]).toMatchObject({ order: 7, price: 101.6, fee: 0.015, slippage: 0.1 })
    expect(d.refusals.rows?.[0]).toMatchObject({ request: 8, side: null, reason: 'NOTHING_TO_CLOSE' })
    expect(d.cancels.rows?.[0]).toMatchObject({ side: 'sell', qty: 0.5, reason: 'EXPIRED' })
    expect(d.costs).toMatchObject({ fees: 0.015, slippage: 0.15, slippageByType: { stop: 0.15 } })
  })

  test('counts days without a mark as a return of 0 only where every session counts', () => {
    const marks = [0, 1, 4, 5, 6, 7, 8].map((n, i) => [day(n), 10_000 + i * 100 * (-1) ** i])
    const of = (countsEverySession: boolean): number =>
      value(tapOf(marks, [], { annualisation: { ...allDays, countsEverySession } }).document().statistics.all, 'ulcerIndex') ** 2
    // Two more days at the depth of the second mark's 1 %.
    expect(of(true) * 9 - of(false) * 7).toBeCloseTo(2 * 0.01 ** 2, 12)
  })

  test('has account statistics as one would work them out by hand', () => {
    const fill = (n: number, side: number): number[] =>
      recordOf(R.FILL, day(n), {
        [R.SIDE]: side,
        [R.LOTS]: 1000,
        [R.FILL_TICKS]: 10_000,
        [R.FILL_DECISION]: 10_000,
        [R.FILL_FEE]: 1_000_000,
      })
    const marks = [
      [day(1), 10_000, 0],
      [day(2), 9_000, 9_000],
      [day(3), 12_000, 12_000],
      [day(366.25), 11_000, 0],
    ]
    const { all } = tapOf(marks, [fill(2, 1), fill(3, -1)], { annualisation: weekdays }).document().statistics
    expect(value(all, 'exposureTime')).toBe(0.5)
    expect(value(all, 'turnover')).toBeCloseTo(2000 / 10_500, 12)
    expect(value(all, 'turnoverPerYear')).toBeCloseTo(2000 / 10_500, 12)
    expect(value(all, 'cagr')).toBeCloseTo(0.1, 12)
    expect(value(all, 'maxDrawdown')).toBeCloseTo(0.1, 12)
    expect(value(all, 'calmar')).toBeCloseTo(1, 12)
    expect(value(all, 'maxDrawdownMoney')).toBe(1000)
    expect(value(all, 'recoveryFactor')).toBe(1)
    expect(value(all, 'fees')).toBe(2)
  })

  test('says nothing of a year when it spans less than a week', () => {
    const marks = [1, 2, 3].map((n) => [day(n), 10_000 + n, 0])
    const { all } = tapOf(marks).document().statistics
    for (const id of ['cagr', 'turnoverPerYear'])
      expect(all.find((s) => s.id === id)).toMatchObject({
        value: null,
        reason: 'the run spans less than a week, a year of it says nothing',
      })
  })

  test('states how figures are annualised', () => {
    expect(tapOf([], [], { annualisation: weekdays }).document().run.annualisation).toEqual({
      factor: 252,
      calendar: 'XNYS',
      why: 'sessions of the New York Stock Exchange',
    })
  })

  test('compares with buying and holding from the first tradable bar', () => {
    const { statistics, benchmark: held } = documents['a rich run'] ?? { statistics: { benchmark: [] } }
    const bars = benchmark(1000).bars
    const first = bars.time.indexOf(day(1))
    expect(value(statistics.benchmark, 'totalReturn')).toBeCloseTo(((bars.close[999] ?? 0) / (bars.open[first] ?? 0)) * 0.999 - 1, 12)
    expect(held?.points.at(-1)?.[1]).toBeCloseTo(10_000 * (1 + value(statistics.benchmark, 'totalReturn')), 6)
    expect(documents['a rich run by counts']?.benchmark).toBeNull()
  })

  test('attributes profit to what made it, and each table adds up', () => {
    const { attribution, roundTrips, lots } = documents['a rich run']!
    const net = roundTrips.rows?.reduce((sum, r) => sum + r.net, 0) ?? 0
    expect(lots).toMatchObject({ count: roundTrips.count })
    for (const rows of Object.values(attribution.by)) {
      expect(rows.reduce((sum, r) => sum + r.closed, 0)).toBe(roundTrips.count)
      expect(rows.reduce((sum, r) => sum + r.net, 0)).toBeCloseTo(net, 6)
    }
    expect(attribution.by.tag.map((r) => r.key).toSorted()).toEqual(['', 'breakout', 'pullback'])
    expect(attribution.by.exit.map((r) => r.key).toSorted()).toEqual(['close', 'stop', 'target'])
  })

  test('marks a longest drawdown that goes on', () => {
    const falling = tapOf([1, 2, 3].map((n) => [day(n), 10_000 - n])).document()
    expect(falling.statistics.all.find((s) => s.id === 'longestDrawdown')).toMatchObject({ value: 2 * DAY_MS, note: 'ongoing' })
    expect(falling.drawdowns[0]).toMatchObject({ start: day(1), end: null, money: 3 })
  })
})

describe('warnings', () => {
  const codes = (d: ReportDocument | undefined): string[] | undefined => d?.warnings.map((w) => w.code)

  test('say what a reader must know', () => {
    expect(codes(documents['an empty run'])).toEqual(['NOTHING_TRADED'])
    expect(codes(documents['an aborted run'])).toEqual(['ABORTED', 'NOTHING_TRADED'])
    expect(codes(richRun(5, 100, { end: { status: 'failed' } }).document())).toEqual([
      'FAILED',
      'FEW_ROUND_TRIPS',
      'AMBIGUOUS_BARS',
      'LOOK_AHEAD_NOT_CHECKED',
    ])
    expect(codes(documents['a rich run'])).toEqual(['AMBIGUOUS_BARS', 'ORDERS_REFUSED', 'LOOK_AHEAD_NOT_CHECKED'])
  })

  test('count missing bars, and leave out closes of nothing', () => {
    const info = exampleInfo()
    const series = info.series.map((s) => ({ ...s, source: { ...s.source, gaps: 1 } }))
    const closes = recordOf(R.REFUSAL, day(1), { [R.REFUSAL_REASON]: 4 })
    const { warnings } = tapOf([[day(1), 1]], [closes], { info: { series } }).document()
    expect(warnings.map((w) => w.message)).toEqual(['No order was filled.', 'The data have gaps: 1 bar missing against the timeframe.'])
  })
})

function benchmark(days: number): { label: string; bars: Bars; timeframe: ReturnType<typeof parseTimeframe>; entryCost: () => number } {
  const bars = allocateBars(days)
  for (let i = 0; i < days; i++) {
    bars.time[i] = day(i)
    bars.open[i] = 100 + 10 * Math.sin(i / 30)
    bars.close[i] = 100 + 10 * Math.sin((i + 1) / 30)
  }
  return { label: 'BTCUSD.TEST held', bars, timeframe: parseTimeframe('1d'), entryCost: () => 0.001 }
}

function value(statistics: readonly Statistic[], id: string): number {
  return statistics.find((s) => s.id === id)?.value ?? Number.NaN
}

function notFinite(v: unknown, path = ''): string[] {
  if (typeof v === 'number') return Number.isFinite(v) ? [] : [path]
  return typeof v === 'object' && v !== null ? Object.entries(v).flatMap(([k, item]) => notFinite(item, `${path}/${k}`)) : []
}
