import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELDS_MAX, NumberLines } from './number-lines.ts'

function read(text: string, dated = false): number[][] {
  const lines = new NumberLines(Buffer.from(text), dated)
  const all: number[][] = []
  while (lines.next()) all.push([...lines.fields.subarray(0, lines.count)])
  return all
}

test('numbers are read as JavaScript reads them, whatever ends the lines', () => {
  expect(read('1,2.5,-3\r\n14400009.367,1.4758166499999998,1e-8\n\n,.5,007')).toEqual([
    [1, 2.5, -3],
    [14_400_009.367, 1.4758166499999998, 1e-8],
    [NaN, 0.5, 7],
  ])
})

test('every double that is written is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: FIELDS_MAX }), (row) => {
      expect(read(row.join(','))).toEqual([row.map((x) => (x === 0 ? 0 : x))])
    }),
  )
})

test('decimals of up to fifteen digits take the short way to the same double', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.nat(8), fc.boolean(), (mantissa, decimals, negative) => {
      const digits = String(mantissa).padStart(decimals + 1, '0')
      const text = `${negative ? '-' : ''}${digits.slice(0, digits.length - decimals)}${decimals > 0 ? '.' : ''}${digits.slice(digits.length - decimals)}`
      expect(read(text)[0]![0]).toBe(Number(text))
    }),
  )
})

test('a field that is no number is NaN and marked, a blank one is only NaN', () => {
  const lines = new NumberLines(Buffer.from('1,,Q,0x10\n'), false)
  expect(lines.next()).toBe(true)
  expect([...lines.fields.subarray(0, 4)]).toEqual([1, NaN, NaN, NaN])
  expect(lines.wrong).toBe(0b1100)
  expect(lines.line).toBe(1)
  expect(lines.text()).toBe('1,,Q,0x10')
  expect(lines.next()).toBe(false)
})

test('a line with too many fields says so, and the next is read all the same', () => {
  const lines = new NumberLines(Buffer.from(`${'1,'.repeat(30)}1\n2\n`), false)
  lines.next()
  expect(lines.count).toBe(FIELDS_MAX + 1)
  lines.next()
  expect(lines.count).toBe(1)
  expect(lines.fields[0]).toBe(2)
  expect(lines.line).toBe(2)
})

test('dates are wall clock time, and what is no date is NaN', () => {
  expect(read('20131001 09:30,1\n20131001,2\n20130230 00:00,3\n20131001 24:00,4\nx,5\n', true)).toEqual([
    [Date.UTC(2013, 9, 1, 9, 30), 1],
    [Date.UTC(2013, 9, 1), 2],
    [NaN, 3],
    [NaN, 4],
    [NaN, 5],
  ])
})
