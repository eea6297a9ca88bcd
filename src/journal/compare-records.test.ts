import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CANCEL,
  FILL,
  FILL_TICKS,
  ID,
  KIND,
  ORDER,
  ORDER_TYPE,
  RECORD_WIDTH,
  REFUSAL,
  ROUND_TRIP,
  SIDE,
  STEP,
  TIME,
  type RecordBlock,
} from '../model/record.ts'
import { timestamp } from '../model/time.ts'
import { compareRecords } from './compare-records.ts'

const at = timestamp('2020-01-31T15:00Z')
const order = row({ [KIND]: ORDER, [ID]: 17, [SIDE]: 1, [ORDER_TYPE]: 1 })
const fill = row({ [KIND]: FILL, [ID]: 17, [SIDE]: 1, [FILL_TICKS]: 10_125 })

test('a field that differs is named, with what it was and what it should be', () => {
  expect(compareRecords(block([order, fill]), block([order, { ...fill, [FILL_TICKS]: 10_150 }]))).toBe(
    'step 1,204 at 2020-01-31 15:00, record 2: fill of order 17: price 10,125 ticks expected, 10,150 ticks found',
  )
  expect(compareRecords(block([order]), block([{ ...order, [ORDER_TYPE]: 2, [SIDE]: -1 }]))).toMatch(
    /order 17: side buy expected, sell found$/,
  )
  expect(compareRecords(block([order]), block([{ ...order, [ORDER_TYPE]: 2 }]))).toMatch(/order 17: type limit expected, stop found$/)
})

test('another record in its place, a missing one and one too many are told apart', () => {
  const cancel = row({ [KIND]: CANCEL, [ID]: 17 })
  expect(compareRecords(block([order, fill]), block([order, cancel]))).toMatch(
    /record 2: fill of order 17 expected, cancel of order 17 found$/,
  )
  expect(compareRecords(block([order, fill]), block([order]))).toMatch(/record 2: fill of order 17 expected, nothing found$/)
  expect(compareRecords(block([order]), block([order, fill]))).toMatch(/record 2: nothing expected, fill of order 17 found$/)
  expect(compareRecords(block([fill]), block([{ ...fill, [STEP]: 1205 }]))).toBe(
    'step 1,204 at 2020-01-31 15:00, record 1: fill of order 17 expected, found in step 1,205 at 2020-01-31 15:00, record 1',
  )
})

test('records are counted within their step, also in a block of several', () => {
  const later = { ...fill, [STEP]: 1205 }
  expect(compareRecords(block([order, order, later]), block([order, order, { ...later, [FILL_TICKS]: 1 }]))).toMatch(
    /^step 1,205 at .*, record 1: /,
  )
})

test('marks are compared when the records agree', () => {
  expect(compareRecords(block([], [[at, 1000.5, 0]]), block([], [[at, 1000.25, 0]]))).toBe(
    'mark at 2020-01-31 15:00: equity 1000.5 expected, 1000.25 found',
  )
  expect(compareRecords(block([], [[at, 1, 0]]), block([]))).toBe('mark at 2020-01-31 15:00 expected, none found')
  expect(compareRecords(block([]), block([], [[at, 1, 0]]))).toBe('no mark expected, one at 2020-01-31 15:00 found')
})

test('any one change is found and any copy is not, whatever the numbers; 0 and -0 differ', () => {
  const kind = fc.constantFrom(ORDER, REFUSAL, FILL, CANCEL, ROUND_TRIP, 99)
  const rows = fc.array(fc.tuple(kind, fc.array(fc.double(), { minLength: 15, maxLength: 15 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(rows, fc.nat(), fc.double(), (content, place, value) => {
      const expected = block([])
      const records = Float64Array.from(content.flatMap(([k, rest]) => [k, ...rest]))
      const found = records.slice()
      const blockWith = (r: Float64Array): RecordBlock => ({ ...expected, records: r, recordCount: content.length })
      expect(compareRecords(blockWith(records), blockWith(found))).toBeNull()
      const field = place % found.length
      fc.pre(!Object.is(found[field], value))
      found[field] = value
      expect(compareRecords(blockWith(records), blockWith(found))).toMatch(/ found/)
    }),
  )
  expect(compareRecords(block([order]), block([{ ...order, [FILL_TICKS + 8]: -0 }]))).toMatch(/field 15 0 expected, -0 found$/)
})

function row(fields: Record<number, number>): Record<number, number> {
  return { [STEP]: 1204, [TIME]: at, ...fields }
}

function block(rows: readonly Record<number, number>[], marks: readonly (readonly [number, number, number])[] = []): RecordBlock {
  const records = new Float64Array(rows.length * RECORD_WIDTH)
  rows.forEach((fields, i) => {
    for (const [field, value] of Object.entries(fields)) records[i * RECORD_WIDTH + Number(field)] = value
  })
  const column = (k: 0 | 1 | 2): Float64Array => Float64Array.from(marks, (mark) => mark[k])
  return { records, recordCount: rows.length, markTime: column(0), markEquity: column(1), markExposure: column(2), markCount: marks.length }
}
