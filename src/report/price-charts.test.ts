import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, type Timestamp } from '../model/time.ts'
import * as R from '../model/record.ts'
import { exampleInstrument, exampleSeries, recordOf, richRun, tapOf, walk } from '../../test/report/example-run.ts'
import { chosenTrips } from './chosen-trips.ts'
import { TradedBars } from './traded-bars.ts'

const series = exampleSeries(1500)
const d = richRun(5, 1500, { full: true }).document({ series: [series] })
const [chart] = d.priceCharts ?? []

describe('the price chart', () => {
  test('of the whole run merges neighbours: first open, highest high, lowest low, last close', () => {
    const { points = [], barsPerPoint = 0 } = chart ?? {}
    expect([chart?.instrument, chart?.timeframe, chart?.bars]).toEqual([exampleInstrument.id, '1h', 36_000])
    expect(points.length).toBeLessThanOrEqual(10_000)
    expect(barsPerPoint).toBe(4)
    const { time, open, high, low, close } = series.bars
    const rounded = (v: number): number => Number(v.toFixed(2))
    expect(points[7]).toEqual([
      time[28],
      rounded(open[28]!),
      rounded(Math.max(...high.subarray(28, 32))),
      rounded(Math.min(...low.subarray(28, 32))),
      rounded(close[31]!),
    ])
  })

  test('has every bar of a short run, and no windows', () => {
    const [short] = richRun(5, 300).document({ series: [exampleSeries(300)] }).priceCharts ?? []
    expect([short?.barsPerPoint, short?.points.length, short?.windows.length]).toEqual([1, 7200, 0])
  })

  test('has a window of finer bars around each round trip that the whole run shows too coarsely', () => {
    const { windows = [] } = chart ?? {}
    expect(windows.length).toBeGreaterThan(0)
    for (const { points, barsPerPoint } of windows) {
      expect(points.length).toBeLessThanOrEqual(80)
      expect(barsPerPoint).toBeLessThan(4)
    }
    const shortest = d.roundTrips.rows?.find((r) => r.exitTime - r.entryTime === DAY_MS)
    const around = windows.find(
      ({ points }) => points[0]![0]! < (shortest?.entryTime ?? 0) && points.at(-1)![0]! > (shortest?.exitTime ?? 0),
    )
    expect(around?.barsPerPoint).toBe(1)
  })

  test('has the fills of the round trips that it shows, sales below 0', () => {
    const { fills = [] } = chart ?? {}
    expect(fills.length).toBeGreaterThan(100)
    expect(fills.length).toBeLessThanOrEqual(4000)
    const known = new Set(d.fills.rows?.map((f) => `${f.time} ${f.price} ${f.side === 'buy' ? f.qty : -f.qty}`))
    for (const [time, price, qty] of fills) expect(known).toContain(`${time} ${price} ${qty}`)
  })

  test('has the fills of a position that is open at the end', () => {
    const buys = [10, 20, 30].map((n, k) =>
      recordOf(R.FILL, series.bars.time[n]!, {
        [R.ID]: k + 1,
        [R.SIDE]: 1,
        [R.LOTS]: 100,
        [R.FILL_TICKS]: 10_000 + k,
        [R.FILL_POSITION]: 100 * (k + 1),
      }),
    )
    const since = series.bars.time[10]! as Timestamp
    const open = [{ instrument: 0, lots: 300, entryTicks: 10_001, mark: 100, unrealised: 0, fees: 0, since }]
    const held = tapOf(walk(1, 100, 1), buys, { end: { open } }).document({ series: [series] })
    expect(held.priceCharts?.[0]?.fills.map(([, price, qty]) => [price, qty])).toEqual([
      [100, 1],
      [100.01, 1],
      [100.02, 1],
    ])
  })

  test('of a run without round trips is that of its first instrument; without bars there is none', () => {
    const quiet = tapOf(walk(1, 100, 1)).document({ series: [exampleSeries(100)] })
    expect(quiet.priceCharts?.map((c) => [c.instrument, c.windows, c.fills])).toEqual([[exampleInstrument.id, [], []]])
    expect(tapOf(walk(1, 100, 1)).document({ series: [] }).priceCharts).toEqual([])
    expect(tapOf(walk(1, 100, 1)).document().priceCharts).toBeUndefined()
  })
})

test('of many round trips the first, the latest, the best and the worst are chosen, in their order', () => {
  const net = Float64Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 1000) - 500)
  const chosen = chosenTrips(net, 40)
  expect(chosen.length).toBeLessThanOrEqual(40)
  expect(chosen).toEqual(chosen.toSorted((a, b) => a - b))
  expect(chosen.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(chosen.slice(-10)).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999])
  for (const wanted of [-500, -491, 490, 499]) expect(chosen).toContain(net.indexOf(wanted))
  expect(chosenTrips(net.slice(0, 30), 40)).toHaveLength(30)
  expect(chosenTrips(new Float64Array(1000), 40)).toHaveLength(20)
})

test('the last known bar is found whatever the order of the questions', () => {
  const bars = new TradedBars(exampleSeries(20))
  const start = Date.UTC(2020, 0, 1)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -100, max: 40_000 })), (minutes) => {
      for (const m of minutes) expect(bars.rowAt(start + m * 60_000)).toBe(Math.min(479, Math.max(-1, Math.floor(m / 60) - 1)))
    }),
  )
  expect(bars.knownAt(3)).toBe(start + 4 * HOUR_MS)
})
