/** Golden files of two runs: whatever single thing changes is found and named first. */
import { describe, expect, test } from 'vitest'
import { recordOf } from '../../test/report/example-run.ts'
import { golden, instruments, randomRecords, runs, start } from '../../test/report/golden-records.ts'
import { fc } from '../../test/properties/seeded.ts'
import * as R from '../model/record.ts'
import { DAY_MS, HOUR_MS, type Timestamp } from '../model/time.ts'
import { compareGolden, type GoldenDiff } from './compare-golden.ts'
import { momentText } from './golden-row.ts'
import type { Golden } from './golden.ts'

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

function sumOf({ classes }: GoldenDiff): number {
  return classes.reduce((sum, { profit }) => sum + profit!, 0)
}
