import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../model/bars.ts'
import { allocateBars } from '../model/bars.ts'
import { createInstrument, type Instrument } from '../model/instrument.ts'
import * as R from '../model/record.ts'
import { DAY_MS } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { exampleInfo, recordOf, tapOf } from '../../test/report/example-run.ts'
import { capacityOf } from './capacity.ts'
import type { ReportDocument } from './document.ts'
import { PositionLog } from './position-log.ts'

const one = createInstrument({ id: 'ONE', lot: 1 })
const two = createInstrument({ id: 'TWO', lot: 1, multiplier: 10 })
const day = (n: number): number => Date.UTC(2020, 11, 28) + n * DAY_MS

/** Daily bars that close at these prices. */
function bars(instrument: Instrument, closes: readonly number[], volume = 1000): BarSeries {
  const columns = allocateBars(closes.length)
  closes.forEach((close, i) => {
    columns.time[i] = day(i)
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][i] = close
    columns.volume[i] = volume
  })
  return { instrument, timeframe: parseTimeframe('1d'), bars: columns, source: { name: '', contentHash: '', gaps: 0 } }
}

const fill = (n: number, instrument: number, signedLots: number, price: number): number[] =>
  recordOf(R.FILL, day(n), {
    [R.INSTRUMENT]: instrument,
    [R.SIDE]: Math.sign(signedLots),
    [R.LOTS]: Math.abs(signedLots),
    [R.FILL_TICKS]: price * 100,
  })

const closesOne = [100, 110, 120, 130, 140, 150]
const closesTwo = [10, 10, 12, 12, 12, 12]

function run(records: readonly number[][], series: readonly BarSeries[] | undefined, instruments = [one, two]): ReportDocument {
  const marks = [1, 2, 3, 4, 5, 6].map((n) => [day(n), 10_000, n === 1 ? 0 : 2000])
  return tapOf(marks, records, { info: { ...exampleInfo(), instruments } }).document({ ...(series && { series }) })
}

describe('exposure', () => {
  const both = [bars(one, closesOne), bars(two, closesTwo)]
  const { exposure } = run([fill(2, 0, 10, 110), fill(3, 1, -5, 12), fill(5, 0, -10, 140)], both)

  test('is each position at its last close over equity, by side', () => {
    const at = (n: number): readonly (number | null)[] | undefined => exposure.points.find(([time]) => time === day(n))?.slice(1)
    expect(at(1)).toEqual([0, 0, 0, 0])
    expect(at(2)).toEqual([0.2, (10 * 110) / 10_000, 0, 0.11])
    expect(at(3)).toEqual([0.2, 0.12, (-5 * 10 * 12) / 10_000, 0.06])
    expect(at(5)).toEqual([0.2, 0, -0.06, -0.06])
  })

  test('says how much each instrument had, and how large the sum was', () => {
    expect(exposure.leverage).toEqual({ average: 1 / 6, max: 0.2 })
    expect(exposure.instruments.map((i) => i.instrument)).toEqual(['ONE', 'TWO'])
    expect(exposure.instruments[0]?.average).toBeCloseTo((0.11 + 0.12 + 0.13) / 6, 12)
    expect(exposure.instruments[1]?.max).toBeCloseTo(0.06, 12)
    expect(exposure.instruments.reduce((sum, i) => sum + i.share, 0)).toBeCloseTo(1, 12)
  })

  test('is averaged over more moments than are drawn, so that it agrees with the time in the market', () => {
    const marks = Array.from({ length: 3001 }, (_, n) => [day(n), 10_000, n % 3 === 0 ? 5000 : 0])
    marks[1234] = [day(1234), 10_000, 30_000]
    const d = tapOf(marks).document()
    expect(d.exposure.points.length).toBeLessThanOrEqual(400)
    expect(d.exposure.leverage?.max).toBe(3)
    expect(d.exposure.leverage?.average).toBeCloseTo((1001 * 0.5 + 3) / 3001, 12)
  })

  test('turnover is what was traded in a year over mean equity in it', () => {
    // Midnight of New Year's Day closes the year before.
    expect(exposure.turnover).toEqual([
      { year: 2020, ratio: (1100 + 600) / 10_000 },
      { year: 2021, ratio: 1400 / 10_000 },
    ])
  })

  test('a split changes lots and nothing else', () => {
    const split = recordOf(R.ADJUST, day(4), { [R.SIDE]: 1, [R.LOTS]: 20, [R.ADJUST_LOTS_BEFORE]: 10, [R.ADJUST_KIND]: 1 })
    const halved = bars(one, [100, 110, 120, 65, 70, 75])
    const { exposure } = run([fill(2, 0, 10, 110), split], [halved], [one])
    expect(exposure.points.map((p) => p[2])).toEqual([0, 0.11, 0.12, 0.13, 0.14, 0.15])
    expect(exposure.turnover[0]?.ratio).toBe(0.11)
  })

  test('has sides only where bars are at hand and one currency is traded', () => {
    const unseen = run([fill(2, 0, 10, 110)], undefined).exposure
    expect(unseen.reason).toBe('the bars of the run were not kept')
    expect(unseen.points[1]).toEqual([day(2), 0.2, null, null, null])
    const euro = createInstrument({ id: 'EUR', lot: 1, currency: 'EUR' })
    const mixed = run([fill(2, 0, 10, 110)], [bars(one, closesOne), bars(euro, closesTwo)], [one, euro]).exposure
    expect(mixed).toMatchObject({ reason: 'positions are in several currencies', turnover: [], instruments: [] })
  })

  test('of a run without marks is nothing', () => {
    expect(tapOf([]).document().exposure).toMatchObject({ points: [], leverage: null })
  })
})

describe('capacity', () => {
  test('is the cash with which the largest part of a volume would have been the share', () => {
    const { capacity } = run([fill(2, 0, 10, 110), fill(5, 0, -20, 140)], [bars(one, closesOne)], [one])
    // 20 of 1,000 is 2 % of the volume with 10,000.
    expect(capacity).toMatchObject({
      fills: 2,
      withoutVolume: 0,
      levels: [
        { share: 0.01, every: 5000 },
        { share: 0.05, every: 25_000 },
      ],
    })
  })

  test('leaves out the largest twentieth', () => {
    const small = Array.from({ length: 19 }, () => fill(2, 0, 1, 110))
    const { capacity } = run([...small, fill(3, 0, 100, 120)], [bars(one, closesOne)], [one])
    expect(capacity?.levels[0]).toEqual({ share: 0.01, every: 1000, most: 100_000 })
  })

  test('is unknown without volume, fills or cash, and says why', () => {
    const silent = [bars(one, closesOne, 0)]
    expect(run([fill(2, 0, 10, 110)], silent, [one]).capacity).toEqual({
      levels: [],
      fills: 1,
      withoutVolume: 1,
      reason: 'the bars that were traded state no volume',
    })
    expect(run([], silent, [one]).capacity?.reason).toBe('nothing was filled')
    const log = new PositionLog()
    log.takeFill(Float64Array.from(fill(2, 0, 10, 110)), 0)
    const facts = { log, instruments: [one], series: [bars(one, closesOne)] }
    expect(capacityOf({ ...facts, cash: 0 }).reason).toBe('the opening cash is not positive')
  })
})

test('the log keeps a million changes and counts the others', () => {
  const log = new PositionLog()
  const record = Float64Array.from(fill(2, 0, 10, 110))
  for (let i = 0; i < 1_000_001; i++) log.takeFill(record, 0)
  expect([log.count, log.whole]).toEqual([1_000_001, false])
  let kept = 0
  for (let row = 0; row < log.kept; row++) kept += log.at(row).lots
  expect(kept).toBe(10_000_000)
})
