/** Golden files: equal runs give equal bytes, and whatever single thing changes is found and named first. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exampleEnd, exampleInfo, exampleInstrument, recordOf } from '../../test/report/example-run.ts'
import { fc } from '../../test/properties/seeded.ts'
import { LockstepError } from '../base/error.ts'
import { Random } from '../base/random.ts'
import { allocateBars, type BarSeries } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import * as R from '../model/record.ts'
import { DAY_MS, HOUR_MS, type Timestamp } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { compareGolden, type GoldenDiff } from './compare-golden.ts'
import { goldenText, parseGolden } from './golden-file.ts'
import { changedInputs, keyOfRun, type GoldenKey } from './golden-key.ts'
import { momentText, parseRow, rowText } from './golden-row.ts'
import { GoldenTap } from './golden-tap.ts'
import { goldenOf, type Golden, type GoldenOptions } from './golden.ts'
import { floatDrift, parseTolerance } from './tolerance.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const start = Date.UTC(2020, 0, 1)
const instruments = [createInstrument({ id: 'AAA', lot: 1 }), createInstrument({ id: 'BBB', tick: 0.25 })]

/** Records of a run that never was: in both instruments orders that are amended, filled in parts or cancelled, and all that follows. */
function randomRecords(seed: number, count: number): number[][] {
  const random = new Random(seed)
  const records: number[][] = []
  let time = start
  for (let id = 1; id <= count; id++) {
    time += random.int(0, 3) * 6 * HOUR_MS
    const about = { [R.ID]: id, [R.INSTRUMENT]: random.int(0, 1), [R.SIDE]: random.int(0, 1) * 2 - 1, [R.LOTS]: 10 * random.int(1, 9) }
    const terms = {
      [R.ORDER_TYPE]: random.int(0, 5),
      [R.ORDER_LEVEL]: 9000 + random.int(0, 99),
      [R.ORDER_DECISION]: 9000,
      [R.ORDER_TAG]: 1,
    }
    records.push(recordOf(R.ORDER, time, { ...about, ...terms }))
    if (random.int(0, 4) === 0) records.push(recordOf(R.AMEND, time, { ...about, ...terms, [R.ORDER_LEVEL]: 8000 }))
    const price = { [R.FILL_TICKS]: 9000 + random.int(0, 500), [R.FILL_DECISION]: 9000, [R.FILL_FEE]: random.int(1, 1e6) }
    const left = { [R.FILL_POSITION]: 5, [R.FILL_LEFT]: random.int(0, 9), [R.FILL_REALISED]: random.int(-1e6, 1e6) }
    for (let k = random.int(0, 3); k > 0; k--) records.push(recordOf(R.FILL, time, { ...about, ...price, ...left }))
    if (random.int(0, 3) === 0) records.push(recordOf(R.CANCEL, time, { ...about, [R.CANCEL_REASON]: 1, [R.CANCEL_ROLE]: 2 }))
    if (random.int(0, 5) === 0) records.push(recordOf(R.REFUSAL, time, { ...about, [R.ID]: 0, [R.REFUSAL_REASON]: 5, [R.REFUSAL_TAG]: 1 }))
    const trip = { [R.TRIP_ENTRY_TIME]: time - DAY_MS, [R.TRIP_ENTRY_TICKS]: 9000.5, [R.TRIP_EXIT_TICKS]: 9100, [R.TRIP_MAE]: -5 }
    const made = { [R.TRIP_GROSS]: 1e6, [R.TRIP_FEES]: 2000, [R.TRIP_MFE]: 1e6, [R.TRIP_BARS]: 2, [R.TRIP_EXIT_ROLE_TAG]: 17 }
    if (random.int(0, 2) === 0) records.push(recordOf(R.ROUND_TRIP, time, { ...about, ...trip, ...made }))
    if (random.int(0, 6) === 0)
      records.push(
        recordOf(R.ADJUST, time, { ...about, [R.ID]: 0, [R.ADJUST_CASH]: 5e6, [R.ADJUST_FACTOR]: 0.5, [R.ADJUST_LOTS_BEFORE]: 7 }),
      )
  }
  return records
}

function golden(records: readonly (readonly number[])[], options: GoldenOptions = {}, equity = 10_000): Golden {
  const tap = new GoldenTap()
  tap.start(exampleInfo({ instruments, series: [] }))
  tap.take({
    records: Float64Array.from(records.flat()),
    recordCount: records.length,
    markTime: Float64Array.of(0),
    markEquity: Float64Array.of(equity),
    markExposure: Float64Array.of(0),
    markCount: 1,
  })
  tap.end(exampleEnd({ lastTime: (start + 1000 * DAY_MS) as Timestamp, tags: ['', 'break out', 'other'] }))
  return goldenOf(tap.seen(), digest, options)
}

/** What a change of a field of a record is called. */
const named: readonly (readonly [kind: number, field: number, name: string, part: string])[] = [
  [R.ORDER, R.LOTS, 'qty', 'quantity'],
  [R.ORDER, R.ORDER_LEVEL, 'level', 'price'],
  [R.ORDER, R.ORDER_DECISION, 'decision', 'price'],
  [R.ORDER, R.ORDER_TAG, 'tag', 'other'],
  [R.ORDER, R.ORDER_ROLE, 'role', 'other'],
  [R.ORDER, R.ORDER_EXPIRES, 'expires', 'shifted'],
  [R.ORDER, R.ORDER_TERMS, 'tif', 'other'],
  [R.AMEND, R.ORDER_LEVEL, 'level', 'price'],
  [R.AMEND, R.LOTS, 'qty', 'quantity'],
  [R.FILL, R.LOTS, 'qty', 'quantity'],
  [R.FILL, R.FILL_TICKS, 'price', 'price'],
  [R.FILL, R.FILL_FEE, 'fee', 'fee'],
  [R.FILL, R.FILL_SLIPPAGE, 'slippage', 'price'],
  [R.FILL, R.FILL_POSITION, 'position', 'quantity'],
  [R.FILL, R.FILL_LEFT, 'left', 'quantity'],
  [R.FILL, R.FILL_REALISED, 'realised', 'profit'],
  [R.FILL, R.FILL_DECISION, 'decision', 'price'],
  [R.FILL, R.FILL_ROLE, 'role', 'other'],
  [R.CANCEL, R.LOTS, 'qty', 'quantity'],
  [R.CANCEL, R.CANCEL_REASON, 'reason', 'other'],
  [R.CANCEL, R.CANCEL_ROLE, 'role', 'other'],
  [R.REFUSAL, R.REFUSAL_REASON, 'reason', 'other'],
  [R.REFUSAL, R.REFUSAL_TYPE, 'type', 'other'],
  [R.REFUSAL, R.LOTS, 'qty', 'quantity'],
  [R.ROUND_TRIP, R.TRIP_ENTRY_TIME, 'entered', 'shifted'],
  [R.ROUND_TRIP, R.TRIP_ENTRY_TICKS, 'entry', 'price'],
  [R.ROUND_TRIP, R.TRIP_EXIT_TICKS, 'exit', 'price'],
  [R.ROUND_TRIP, R.TRIP_GROSS, 'gross', 'profit'],
  [R.ROUND_TRIP, R.TRIP_FEES, 'fees', 'fee'],
  [R.ROUND_TRIP, R.TRIP_MAE, 'mae', 'profit'],
  [R.ROUND_TRIP, R.TRIP_MFE, 'mfe', 'profit'],
  [R.ROUND_TRIP, R.TRIP_BARS, 'bars', 'shifted'],
  [R.ROUND_TRIP, R.TRIP_EXIT_ROLE_TAG, 'role', 'other'],
  [R.ADJUST, R.ADJUST_CASH, 'cash', 'profit'],
  [R.ADJUST, R.ADJUST_LOTS_BEFORE, 'before', 'quantity'],
  [R.ADJUST, R.ADJUST_FACTOR, 'factor', 'other'],
]
/** Of each field; together they are many. */
const NAMED_RUNS = 15
const runs = fc.record({ seed: fc.nat({ max: 1e6 }), count: fc.integer({ min: 1, max: 60 }), at: fc.nat() })

/** One field of one record of `kind` is one more; null where the run has no such record. */
function changed(records: readonly number[][], { kind, field, at }: Record<'kind' | 'field' | 'at', number>) {
  const rows = records.flatMap((record, row) => (record[R.KIND] === kind ? [row] : []))
  const row = rows[at % rows.length]
  if (row === undefined) return null
  const other = records.map((record, k) => (k === row ? record.with(field, record[field]! + 1) : record))
  return { other, record: records[row]! }
}

describe('any single change is found and named first:', () => {
  test.each(named)('of record %i field %i is %s, a difference of %s', (kind, field, name, part) => {
    fc.assert(
      fc.property(runs, ({ seed, count, at }) => {
        const records = randomRecords(seed, count)
        const change = changed(records, { kind, field, at })
        if (change === null) return
        const expected = golden(records, { full: true })
        const { first, classes } = compareGolden(expected, golden(change.other, { beside: expected }))
        expect(first).toMatchObject({
          time: change.record[R.TIME],
          kind: R.recordKinds[kind],
          instrument: instruments[change.record[R.INSTRUMENT]!]!.id,
          fields: [name],
          class: part,
        })
        expect(classes.map(({ count }) => count)).toEqual([1])
      }),
      { numRuns: NAMED_RUNS },
    )
  })

  test('a record that is not there, or there once more', () => {
    fc.assert(
      fc.property(runs, ({ seed, count, at }) => {
        const records = randomRecords(seed, count)
        const fills = records.filter((record) => record[R.KIND] === R.FILL)
        if (fills.length === 0) return
        const [all, less] = [golden(records, { full: true }), records.filter((record) => record !== fills[at % fills.length])]
        const few = golden(less, { full: true })
        const profit = Number(all.totals.profit) - Number(few.totals.profit)
        const [missing, extra] = [compareGolden(all, few), compareGolden(few, all)]
        // Of several equal fills of one order the last one is the one too few.
        expect(missing.first).toMatchObject({ kind: 'fill', time: fills[at % fills.length]![R.TIME] })
        expect([sumOf(missing), sumOf(extra)]).toEqual([expect.closeTo(-profit, 6), expect.closeTo(profit, 6)])
      }),
    )
  })

  test('also where only hashes of periods are kept', () => {
    fc.assert(
      fc.property(runs, fc.constantFrom(...named), ({ seed, count, at }, [kind, field]) => {
        const records = randomRecords(seed, count)
        const change = changed(records, { kind, field, at })
        if (change === null) return
        const expected: Golden = { ...golden(records), rows: null }
        const { first, by } = compareGolden(expected, golden(change.other, { beside: expected }))
        expect(by).toBe('periods')
        expect(momentText(change.record[R.TIME]! as Timestamp).startsWith(first!.when)).toBe(true)
      }),
    )
  })

  test('to the row by its mark where rows are not kept', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), fc.nat(), fc.constantFrom(...named), (seed, at, [kind, field]) => {
        const records = randomRecords(seed, 400)
        const change = changed(records, { kind, field, at })
        if (change === null) return
        const expected = golden(records)
        expect(expected.rows).toBeNull()
        const { first } = compareGolden(expected, golden(change.other, { beside: expected }))
        expect(first).toMatchObject({ time: change.record[R.TIME], kind: R.recordKinds[kind], class: 'other', expected: 'another row' })
      }),
      { numRuns: 25 },
    )
  })

  test('a row too few or too many by the marks behind it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), fc.nat(), (seed, at) => {
        const records = randomRecords(seed, 400)
        const fills = records.filter((record) => record[R.KIND] === R.FILL)
        const dropped = fills[at % fills.length]!
        const [all, less] = [golden(records), golden(records.filter((record) => record !== dropped))]
        const extra = compareGolden(less, golden(records, { beside: less })).first!
        expect(extra).toMatchObject({ time: dropped[R.TIME], kind: 'fill' })
        expect(['extra', 'other']).toContain(extra.class)
        const missing = compareGolden(
          all,
          golden(
            records.filter((record) => record !== dropped),
            { beside: all },
          ),
        ).first!
        // Named is the row that comes in its place, which may be the first of a later moment.
        expect(missing.time ?? Infinity).toBeGreaterThanOrEqual(dropped[R.TIME]!)
        expect(['missing', 'other']).toContain(missing.class)
      }),
      { numRuns: 25 },
    )
  })

  test('among a few rows where there are more than marks', () => {
    const trip = (k: number, gross: number): number[] =>
      recordOf(R.ROUND_TRIP, start + k * HOUR_MS, { [R.LOTS]: 1, [R.SIDE]: 1, [R.TRIP_GROSS]: gross })
    const trips = Array.from({ length: 20_000 }, (_, k) => trip(k, 1e6))
    const expected = golden(trips)
    const { first } = compareGolden(expected, golden(trips.with(10_000, trip(10_000, 1e6 + 1)), { beside: expected }))
    const [from, to] = first!.when.split(' to ').map((text) => Date.parse(text))
    expect(first).toMatchObject({ time: null, kind: 'one of 3 rows' })
    expect(from).toBeLessThanOrEqual(start + 10_000 * HOUR_MS)
    expect(to).toBeGreaterThanOrEqual(start + 10_000 * HOUR_MS)
    expect(to! - from!).toBe(2 * HOUR_MS)
  })

  test('equity at the end alone', () => {
    const expected = golden([], { full: true })
    const { first } = compareGolden(expected, golden([], { beside: expected }, 10_001))
    expect(first).toMatchObject({ kind: 'end', class: 'profit', fields: ['equity'], instrument: null, order: null })
  })
})

describe('of one moment:', () => {
  const order = (id: number, instrument: number, more: Readonly<Record<number, number>> = {}): number[] =>
    recordOf(R.ORDER, start, { [R.ID]: id, [R.INSTRUMENT]: instrument, [R.SIDE]: 1, [R.LOTS]: 10, ...more })
  const fill = (time: number, id: number, ticks: number): number[] =>
    recordOf(R.FILL, time, { [R.ID]: id, [R.INSTRUMENT]: 1, [R.SIDE]: 1, [R.LOTS]: 10, [R.FILL_TICKS]: ticks })
  const compared = (was: readonly number[][], is: readonly number[][]): GoldenDiff => {
    const expected = golden(was, { full: true })
    return compareGolden(expected, golden(is, { beside: expected }))
  }

  test('the fill comes before what was decided on it, whichever market is named first', () => {
    const next = start + DAY_MS
    const run = (ticks: number, lots: number): number[][] => [
      order(1, 1),
      fill(next, 1, ticks),
      recordOf(R.ORDER, next, { [R.ID]: 2, [R.SIDE]: 1, [R.LOTS]: lots }),
    ]
    expect(compared(run(9000, 5), run(9001, 6))).toMatchObject({
      first: { kind: 'fill', instrument: 'BBB', fields: ['price'] },
      classes: [{ class: 'price' }, { class: 'quantity' }],
    })
  })

  test('a fill at once comes after the order that it is of', () => {
    const run = (lots: number): number[][] => [order(1, 1, { [R.LOTS]: lots }), fill(start, 1, 9000 + lots)]
    expect(compared(run(5), run(6)).first).toMatchObject({ kind: 'order', fields: ['qty'] })
  })

  test('an order that is not there renumbers the others and changes nothing else of them', () => {
    const grid = [1, 2, 3, 4].map((id) => order(id, 0, { [R.ORDER_TYPE]: 1, [R.ORDER_LEVEL]: 9000 - id }))
    const legs = grid.map((_, k) => order(10 + k, 0, { [R.ORDER_TYPE]: 2, [R.ORDER_LEVEL]: 8000 - k, [R.ORDER_PARENT]: k + 1 }))
    const cancels = [3, 4].map((id) => recordOf(R.CANCEL, start + DAY_MS, { [R.ID]: id, [R.LOTS]: 10, [R.SIDE]: 1 }))
    const all = [...grid, ...legs, ...cancels]
    const less = all.filter((record) => record[R.ID] !== 2 && record[R.ORDER_PARENT] !== 2)
    expect(compared(all, less)).toMatchObject({
      first: { class: 'missing', order: '2020-01-01/2' },
      classes: [{ class: 'missing', count: 2 }],
    })
    expect(compared(all, less).first!.expected).toMatch(/level=89\.98/)
    expect(compared(less, all)).toMatchObject({ first: { class: 'extra', order: '2020-01-01/2' }, classes: [{ class: 'extra', count: 2 }] })
  })

  test('equal rows in another sequence are another run', () => {
    const cancels = [1, 2].map((id) => recordOf(R.CANCEL, start + DAY_MS, { [R.ID]: id, [R.LOTS]: 10, [R.SIDE]: 1 }))
    const orders = [1, 2].map((id) => order(id, 0))
    expect(compared([...orders, ...cancels], [...orders, ...cancels.toReversed()])).toMatchObject({
      first: { kind: 'cancel', class: 'other', fields: ['sequence'], order: '2020-01-01/1' },
    })
  })
})

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

function sumOf({ classes }: GoldenDiff): number {
  return classes.reduce((sum, { profit }) => sum + profit!, 0)
}
