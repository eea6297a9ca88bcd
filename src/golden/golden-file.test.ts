/** Golden files as text: equal runs give equal bytes, whatever the engine is like inside, and a tolerance goes with them. */
import { describe, expect, test } from 'vitest'
import { exampleEnd, exampleInfo, exampleInstrument, recordOf } from '../../test/report/example-run.ts'
import { digest, golden, randomRecords, runs, start } from '../../test/report/golden-records.ts'
import { fc } from '../../test/properties/seeded.ts'
import { LockstepError } from '../base/error.ts'
import { allocateBars, type BarSeries } from '../model/bars.ts'
import * as R from '../model/record.ts'
import { HOUR_MS, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { compareGolden } from './compare-golden.ts'
import { goldenText, parseGolden } from './golden-file.ts'
import { changedInputs, keyOfRun, type GoldenKey } from './golden-key.ts'
import { parseRow, rowText } from './golden-row.ts'
import type { Golden } from './golden.ts'
import { floatDrift, parseTolerance } from './tolerance.ts'

describe('what is internal changes nothing:', () => {
  test('equal runs give equal bytes, however the engine numbers orders and steps', () => {
    fc.assert(
      fc.property(runs, ({ seed, count }) => {
        const records = randomRecords(seed, count)
        const others = records.map((record) =>
          record.with(R.STEP, record[R.TIME]! / HOUR_MS).with(R.ID, record[R.ID] === 0 ? 0 : record[R.ID]! * 3 + 7),
        )
        expect(goldenText(golden(others), digest)).toBe(goldenText(golden(records), digest))
      }),
    )
  })

  test('nor does the order in which instruments come at one moment', () => {
    fc.assert(
      fc.property(runs, ({ seed, count }) => {
        const records = randomRecords(seed, count)
        const turned = records.toSorted((a, b) => a[R.TIME]! - b[R.TIME]! || b[R.INSTRUMENT]! - a[R.INSTRUMENT]!)
        expect(golden(turned).streams).toEqual(golden(records).streams)
      }),
    )
  })
})

describe('tolerance:', () => {
  const at = (ticks: number, fee: number): Golden =>
    golden(
      [
        recordOf(R.ORDER, start, { [R.ID]: 1, [R.SIDE]: 1, [R.LOTS]: 1 }),
        recordOf(R.FILL, start, { [R.ID]: 1, [R.SIDE]: 1, [R.LOTS]: 1, [R.FILL_TICKS]: ticks, [R.FILL_FEE]: fee }),
      ],
      {
        tolerance: floatDrift,
      },
    )

  test('prices within a millionth and amounts within a hundredth of a per cent are near, others are not', () => {
    expect(compareGolden(at(2_000_000, 1e6), at(2_000_002, 1e6 + 100))).toMatchObject({ first: null, near: 1 })
    expect(compareGolden(at(2_000_000, 1e6), at(2_000_003, 1e6)).first).toMatchObject({ class: 'price', fields: ['price'] })
    expect(compareGolden(at(2_000_000, 1e6), at(2_000_000, 1e6 + 101)).first).toMatchObject({ class: 'fee', fields: ['fee'] })
  })

  test('slippage drifts as far as the price that it is part of', () => {
    const slipped = (ticks: number): Golden =>
      golden([recordOf(R.FILL, start, { [R.SIDE]: 1, [R.LOTS]: 1, [R.FILL_TICKS]: 2_000_000 + ticks, [R.FILL_SLIPPAGE]: 5 + ticks })], {
        tolerance: floatDrift,
      })
    expect(compareGolden(slipped(0), slipped(2))).toMatchObject({ first: null, near: 1 })
    expect(compareGolden(slipped(0), slipped(3)).first).toMatchObject({ class: 'price', fields: ['price', 'slippage'] })
  })

  test('a golden file that is recorded with one keeps its rows and says so', () => {
    const { rows, tolerance } = parseGolden(goldenText(at(9000, 5), digest), digest, 'it')
    expect({ rows: rows?.length, tolerance }).toEqual({ rows: 3, tolerance: { price: 1e-6, profit: 1e-4 } })
  })

  test('is read from text', () => {
    expect(parseTolerance('price=1e-5')).toEqual({ price: 1e-5, profit: 0 })
    for (const text of ['prize=1', 'price', 'price=x', 'profit=-1', 'price=1']) expect(() => parseTolerance(text)).toThrow(LockstepError)
  })
})

describe('the file:', () => {
  test('what is written is read again, rows and all', () => {
    const whole = golden(randomRecords(5, 40), { full: true, command: { data: ['a.csv'], fee: '0.1' } })
    expect(parseGolden(goldenText(whole, digest), digest, 'it')).toEqual(whole)
    for (const text of whole.rows!) expect(rowText(parseRow(text))).toBe(text)
  })

  test('line ends and byte order marks of Windows are taken', () => {
    const text = goldenText(golden(randomRecords(5, 4)), digest)
    expect(goldenText(parseGolden(`\uFEFF${text.replaceAll('\n', '\r\n')}`, digest, 'it'), digest)).toBe(text)
  })

  test('is refused where it was changed, cut short, of another format or none', () => {
    const text = goldenText(golden(randomRecords(5, 4)), digest)
    for (const bad of [text.replace('"fees": "', '"fees": "1'), text.slice(0, -40), '{}', '7', '{"golden":2}', ''])
      expect(() => parseGolden(bad, digest, 'x.golden')).toThrow(/x\.golden/)
  })

  test('a run of 100,000 round trips stays below 64 kB', () => {
    const records = Array.from({ length: 100_000 }, (_, k) =>
      recordOf(R.ROUND_TRIP, start + k * HOUR_MS, {
        [R.LOTS]: 1,
        [R.SIDE]: 1,
        [R.TRIP_GROSS]: 1e6 + k,
        [R.TRIP_ENTRY_TICKS]: 9000,
        [R.TRIP_EXIT_TICKS]: 9001,
      }),
    )
    expect(goldenText(golden(records), digest).length).toBeLessThan(64_000)
  })
})

test('what went in otherwise is said, whatever comes out', () => {
  const was = golden([])
  const is = {
    ...was,
    key: { ...was.key, engine: '9.9.9', params: { ...was.key.params, fast: 12 }, settings: { ...was.key.settings, fee: 'none' } },
  }
  expect(compareGolden(was, is)).toMatchObject({
    inputs: ['the engine was 0.1.0, is 9.9.9', 'parameter fast was 10, is 12', 'setting fee was 10 bps, is none'],
    first: null,
  })
})

test('dividends and finer bars that are others are said too', () => {
  const info = exampleInfo({ instruments: [exampleInstrument] })
  const [series] = info.series
  const end = exampleEnd()
  const keyOf = (amount: number, hash: string): GoldenKey =>
    keyOfRun(
      { ...info, series: [{ ...series!, actions: [{ kind: 'dividend', time: start as Timestamp, inPrices: false, amount }] }] },
      end,
      { digest, detail: [{ ...barsOf(hash), instrument: exampleInstrument }] },
    )
  const id = exampleInstrument.id
  expect(changedInputs(keyOf(1, 'a'), keyOf(2, 'b'))).toEqual([
    `${id} 1d: its dividends, splits and the like are others`,
    `inside bars, ${id} 1h: the bars are others`,
  ])
  expect(changedInputs(keyOf(1, 'a'), keyOfRun(info, end, { digest }))).toEqual([
    `${id} 1d: its dividends, splits and the like are others`,
    `inside bars, ${id} 1h is no longer among the data`,
  ])
})

const barsOf = (contentHash: string): Omit<BarSeries, 'instrument'> => ({
  timeframe: parseTimeframe('1h'),
  bars: allocateBars(3),
  source: { name: 'hours', contentHash, gaps: 0 },
})
