/** The byte readers against the plain ones: what they take they read alike, and what is common they take. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainInteger, plainIsoTime, plainNumber } from './csv-bytes.ts'
import { readDecimal } from './csv-text.ts'
import { readDate } from './time-text.ts'

type Reader = (bytes: Uint8Array, p: number, out: Float64Array, at: number) => number

/** The value of a whole field, or null when the reader leaves it to the plain path. */
function take(reader: Reader, text: string): number | null {
  const out = new Float64Array(1)
  const bytes = new TextEncoder().encode(`,${text}\n`)
  return reader(bytes, 1, out, 0) === bytes.length - 1 ? out[0]! : null
}

const digits = (max: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), maxLength: max })
const number = fc
  .tuple(fc.constantFrom('', '', '', '-', '+'), digits(18), fc.constantFrom('', '.', '.', 'e'), digits(18))
  .map((parts) => parts.join(''))

describe('numbers', () => {
  test.each([plainNumber, plainInteger])('%o reads what it takes as JavaScript does', (reader) => {
    const check = (text: string): void => {
      const value = take(reader, text)
      if (value !== null) expect(value).toBe(readDecimal(text))
    }
    fc.assert(fc.property(number, check), { numRuns: 20_000 })
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (x) => check((x / 1000).toFixed(3))))
  })

  test.each([
    [plainNumber, '0', 0],
    [plainNumber, '-0', -0],
    [plainNumber, '93.25', 93.25],
    [plainNumber, '123456789.12345678', null],
    [plainNumber, '9007199.254740991', 9007199.254740991],
    [plainNumber, '9007199.254740993', null],
    [plainNumber, '1234567890', null],
    [plainNumber, '1.', null],
    [plainNumber, '', null],
    [plainNumber, '-', null],
    [plainInteger, '1364774820000', 1364774820000],
    [plainInteger, '1710428400000000', 1710428400000000],
    [plainInteger, '9007199254740993', null],
    [plainInteger, '12.5', null],
    [plainInteger, '-1', null],
  ])('%o of %s is %o', (reader, text, value) => {
    expect(take(reader, text)).toBe(value)
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
      const value = take(plainIsoTime, text)
      if (value !== null) expect(value).toBe(readDate(text, 'ymd', false)?.ms)
    }
    fc.assert(fc.property(time, check), { numRuns: 20_000 })
    for (let day = Date.UTC(1896, 0, 1); day < Date.UTC(2104, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10)
      expect(take(plainIsoTime, text)).toBe(day)
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
    expect(take(plainIsoTime, text)).toBe(value)
  })
})
