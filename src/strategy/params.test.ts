import { describe, expect, test } from 'vitest'
import { bool, choice, float, instrument, int, readParams, text, timeframe } from './params.ts'

const specs = {
  fast: int(10, { min: 2, max: 100 }),
  share: float(0.5, { min: 0 }),
  short: bool(false),
  side: choice('long', 'short', 'both'),
  note: text(''),
  every: timeframe('1h'),
  market: instrument(),
}

describe('values', () => {
  test('are the defaults where none is given', () => {
    expect(readParams(specs, {})).toEqual({ fast: 10, share: 0.5, short: false, side: 'long', note: '', every: '1h', market: '' })
  })

  test('come from a program as they are and from a command line as text', () => {
    const given = { fast: '12', share: '0.25', short: 'true', side: 'both', note: '7', every: '60m', market: 'A' }
    expect(readParams(specs, given)).toEqual({ fast: 12, share: 0.25, short: true, side: 'both', note: '7', every: '1h', market: 'A' })
    expect(readParams(specs, { fast: 12, short: true })).toMatchObject({ fast: 12, short: true })
  })

  test('cannot be changed', () => {
    expect(Object.isFrozen(readParams(specs, {}))).toBe(true)
  })

  test('of a choice are words, also where no compiler looks', () => {
    const loose = choice as (...options: unknown[]) => unknown
    expect(() => loose('both', ['long', 'short'])).toThrow('a choice must be words, was ["long","short"]')
    expect(() => loose()).toThrow('a choice must be words')
  })

  test('left undefined are the default', () => {
    expect(readParams(specs, { fast: undefined }).fast).toBe(10)
  })

  test('base is a timeframe by name', () => {
    expect(readParams(specs, { every: 'base' }).every).toBe('base')
  })
})

test.each([
  [{ fast: 1 }, 'fast must be a whole number from 2 to 100, was 1'],
  [{ fast: 101 }, 'fast must be a whole number from 2 to 100, was 101'],
  [{ fast: 2.5 }, 'fast must be a whole number from 2 to 100, was 2.5'],
  [{ fast: '' }, 'fast must be a whole number from 2 to 100, was '],
  [{ fast: 'ten' }, 'fast must be a whole number from 2 to 100, was ten'],
  [{ fast: true }, 'fast must be a whole number from 2 to 100, was true'],
  [{ share: NaN }, 'share must be a number of at least 0, was NaN'],
  [{ share: Infinity }, 'share must be a number of at least 0, was Infinity'],
  [{ short: 'yes' }, 'short must be true or false, was yes'],
  [{ side: 'up' }, 'side must be one of long, short, both, was up'],
  [{ note: 'x'.repeat(1001) }, `note must be text, was ${'x'.repeat(1001)}`],
  [{ note: 7 }, 'note must be text, was 7'],
  [{ every: '1x' }, 'every must be a timeframe such as 15m, 1h or 1d, was 1x'],
  [{ every: 60 }, 'every must be a timeframe such as 15m, 1h or 1d, was 60'],
  [{ market: 1 }, "market must be an instrument's id, was 1"],
])('%j is refused: %s', (given, message) => {
  expect(() => readParams(specs, given)).toThrow(expect.objectContaining({ code: 'E_PARAM_VALUE', message }))
})

test('a name that is none is answered with the nearest', () => {
  expect(() => readParams(specs, { fsat: 3 })).toThrow(expect.objectContaining({ code: 'E_PARAM_UNKNOWN', hint: 'Did you mean fast?' }))
})

test('names that every object has are no parameters', () => {
  expect(() => readParams(specs, { constructor: 1 })).toThrow(expect.objectContaining({ code: 'E_PARAM_UNKNOWN' }))
  expect(() => readParams(specs, { toString: 1 })).toThrow(expect.objectContaining({ code: 'E_PARAM_UNKNOWN' }))
})

test('a default outside its own bounds is refused where it is declared', () => {
  expect(() => int(1, { min: 2 })).toThrow(/a default must be a whole number of at least 2, was 1/)
  expect(() => int(1.5)).toThrow(/a default must be a whole number, was 1.5/)
  expect(() => float(3, { max: 2 })).toThrow(/a default must be a number of at most 2, was 3/)
})
