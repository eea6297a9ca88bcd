/** The byte readers against the plain ones: what they take they read alike, and what is common they take. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BarTable } from './bar-table.ts'
import { plainInteger, plainIsoTime } from './csv-bytes.ts'
import { detectDialect } from './csv-dialect.ts'
import { readDecimal } from './csv-text.ts'
import { PlainRows } from './plain-rows.ts'
import { readDate } from './time-text.ts'

type Reader = (bytes: Uint8Array, view: DataView, p: number, out: Float64Array, at: number) => number

const integer: Reader = plainInteger
const isoTime: Reader = (bytes, _, p, out, at) => plainIsoTime(bytes, p, out, at)

/** The value of a whole field, or null when the reader leaves it to the plain path. */
function take(reader: Reader, text: string): number | null {
  const out = new Float64Array(1)
  // What a reader may look past the end of a line is there, as it is in the buffers of a file.
  const bytes = new TextEncoder().encode(`,${text}\n                `)
  return reader(bytes, new DataView(bytes.buffer), 1, out, 0) === text.length + 1 ? out[0]! : null
}

const HEADER = 'time,open,high,low,close,volume'
const LINE = '1704067200000,1,1,1,1,1'

/** The bars that are taken from lines after `header`, written like LINE unless there is a `sample`, and how many bytes that was. */
function takeLines(lines: string, header = HEADER, sample = LINE): { readonly table: BarTable; readonly taken: number } {
  const table = new BarTable(true)
  table.reserve(100, 0)
  const dialect = detectDialect(`${header}\n${sample}\n`, {}, 'a test')
  const bytes = new TextEncoder().encode(`${lines}                `)
  return { table, taken: PlainRows.of(dialect, null, table)!.take(bytes, 0, lines.length, 2) }
}

/** The value of a price, or null when its line is left to the plain path. */
function price(text: string): number | null {
  const line = `1704067200000,${text},${text},${text},${text},1\n`
  const { table, taken } = takeLines(line)
  expect([taken, table.rows]).toEqual(taken === 0 ? [0, 0] : [line.length, 1])
  return taken === 0 ? null : table.bars.close[0]!
}

const digits = (max: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), maxLength: max })
const number = fc
  .tuple(fc.constantFrom('', '', '', '-', '+'), digits(18), fc.constantFrom('', '.', '.', 'e'), digits(18))
  .map((parts) => parts.join(''))

describe('numbers', () => {
  const readers: readonly (readonly [string, (text: string) => number | null])[] = [
    ['prices', price],
    ['whole numbers', (text) => take(integer, text)],
  ]

  test.each(readers)('%s are read as JavaScript reads them', (_, read) => {
    const check = (text: string): void => {
      const value = read(text)
      if (value !== null) expect(value).toBe(readDecimal(text))
    }
    fc.assert(fc.property(number, check), { numRuns: 20_000 })
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (x) => check((x / 1000).toFixed(3))))
  })

  test.each([
    ['0', 0],
    ['-0', -0],
    ['93.25', 93.25],
    ['-93.25', -93.25],
    ['5.', 5],
    ['123456789.12345678', null],
    ['9007199.254740991', 9007199.254740991],
    ['9007199.254740993', null],
    ['1234567890', null],
    ['1.1234567890', null],
    ['.5', null],
    ['', null],
    ['-', null],
    ['+1', null],
    ['1e3', null],
    ['0x10', null],
    ['1 ', null],
    ['1.5.5', null],
  ])('a price of %s is %o', (text, value) => {
    expect(price(text)).toBe(value)
  })

  test.each([
    ['13647748', 13647748],
    ['1364774820', 1364774820],
    ['1364774820000', 1364774820000],
    ['171042840000000', 171042840000000],
    ['1710428400000000', 1710428400000000],
    ['9007199254740993', null],
    ['17104284000000000', null],
    ['1364774', null],
    ['136477482000x', null],
    ['1364:774820', null],
    ['12345678.5', null],
    ['-12345678', null],
  ])('a whole number of %s is %o', (text, value) => {
    expect(take(integer, text)).toBe(value)
  })
})

describe('lines', () => {
  const second = LINE.replace('1704067200000', '1704070800000')

  test('are taken to the first that is not plain, which is left where it stands', () => {
    for (const odd of ['', '# note', `"${LINE}"`, `${LINE},1`, '1704067200000,1,1,1,1', LINE.replace(',1,', ',NaN,'), 'x']) {
      const { table, taken } = takeLines(`${LINE}\n${second}\r\n${odd}\n${LINE}\n`)
      expect([taken, table.rows, table.quarantine.count]).toEqual([LINE.length + second.length + 3, 2, 0])
      expect([...table.bars.time.subarray(0, 2)]).toEqual([1704067200000, 1704070800000])
      expect([table.lineOf(0), table.lineOf(1)]).toEqual([2, 3])
    }
  })

  test('may hold other fields anywhere and the prices in any order, if not before the time', () => {
    const header = 'symbol,time,close,note,low,high,open'
    const { table, taken } = takeLines('BTC,1704067200,2,"",0.5,2.5,1.5\n', header, 'BTC,1704067200,2,x y,0.5,2.5,1.5')
    expect([taken, table.rows]).toEqual([0, 0])
    const good = takeLines('BTC,1704067200,2,-1e9 y,0.5,2.5,1.5\n', header, 'BTC,1704067200,2,x y,0.5,2.5,1.5')
    expect([good.table.rows, ...good.table.row]).toEqual([1, 1704067200000, 1.5, 2.5, 0.5, 2, 0])
    const late = detectDialect('open,high,low,close,time\n1,1,1,1,1704067200000\n', {}, 'a test')
    expect(PlainRows.of(late, null, good.table)).toBe(null)
  })

  test('of another unit of time are left alone', () => {
    expect(takeLines(`${LINE.replace('000', '')}\n`).taken).toBe(0)
  })
})

describe('times', () => {
  const two = fc.integer({ min: 0, max: 63 }).map((n) => String(n).padStart(2, '0'))
  const date = fc.tuple(fc.integer({ min: 1600, max: 2400 }).map(String), two, two).map((parts) => parts.join('-'))
  const clock = fc.tuple(
    fc.constantFrom(' ', 'T'),
    two,
    fc.constantFrom(':', ''),
    two,
    fc.constantFrom('', ':30', ':59.5', ':00.123456', ':61', '.'),
  )
  const time = fc
    .tuple(
      date,
      fc.option(
        clock.map((parts) => parts.join('')),
        { nil: '' },
      ),
      fc.constantFrom('', 'Z', '+00:00', '+01:00'),
    )
    .map((parts) => parts.join(''))

  test('are read as the plain path reads them, day by day and for any text', () => {
    const check = (text: string): void => {
      const value = take(isoTime, text)
      if (value !== null) expect(value).toBe(readDate(text, 'ymd', false)?.ms)
    }
    fc.assert(fc.property(time, check), { numRuns: 20_000 })
    for (let day = Date.UTC(1896, 0, 1); day < Date.UTC(2104, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10)
      expect(take(isoTime, text)).toBe(day)
    }
  })

  test.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2023-02-29', null],
    ['2024-03-14 15:09', Date.UTC(2024, 2, 14, 15, 9)],
    ['2024-03-14T15:09:26.535897Z', Date.UTC(2024, 2, 14, 15, 9, 26, 535)],
    ['2024-03-14T15:09:26+00:00', Date.UTC(2024, 2, 14, 15, 9, 26)],
    ['2024-03-14T15:09:26+01:00', null],
    ['2024-03-14 24:00', null],
    ['2024-3-14', null],
    ['2024', null],
  ])('%s', (text, value) => {
    expect(take(isoTime, text)).toBe(value)
  })
})
