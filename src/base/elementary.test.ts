import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acos, asin, atan, cos, cosh, exp, log, log10, sin, sinh, tan, tanh } from './elementary.ts'

/** V8's own are within a unit of the true value, these within two, or three. */
const ULPS = 4

type Span = readonly [min: number, max: number]

const functions: readonly {
  readonly ours: (x: number) => number
  readonly theirs: (x: number) => number
  readonly spans: readonly Span[]
}[] = [
  {
    ours: exp,
    theirs: Math.exp,
    spans: [
      [-1, 1],
      [-745, 709.7],
    ],
  },
  {
    ours: log,
    theirs: Math.log,
    spans: [
      [5e-324, 3],
      [0.5, 1.5],
      [1e-300, 1e300],
    ],
  },
  {
    ours: log10,
    theirs: Math.log10,
    spans: [
      [5e-324, 3],
      [0.5, 1.5],
      [1e-300, 1e300],
    ],
  },
  {
    ours: sin,
    theirs: Math.sin,
    spans: [
      [-1, 1],
      [-10, 10],
      [-(2 ** 30), 2 ** 30],
    ],
  },
  {
    ours: cos,
    theirs: Math.cos,
    spans: [
      [-1, 1],
      [-10, 10],
      [-(2 ** 30), 2 ** 30],
    ],
  },
  {
    ours: tan,
    theirs: Math.tan,
    spans: [
      [-1, 1],
      [-10, 10],
      [-(2 ** 30), 2 ** 30],
    ],
  },
  {
    ours: asin,
    theirs: Math.asin,
    spans: [
      [-1, 1],
      [0.8, 0.9],
      [0.999, 1],
    ],
  },
  {
    ours: acos,
    theirs: Math.acos,
    spans: [
      [-1, 1],
      [0.45, 0.55],
      [0.999, 1],
    ],
  },
  {
    ours: atan,
    theirs: Math.atan,
    spans: [
      [-1, 1],
      [-20, 20],
      [-1e300, 1e300],
    ],
  },
  {
    ours: sinh,
    theirs: Math.sinh,
    spans: [
      [-1, 1],
      [-710, 710],
    ],
  },
  {
    ours: cosh,
    theirs: Math.cosh,
    spans: [
      [-1, 1],
      [-710, 710],
    ],
  },
  {
    ours: tanh,
    theirs: Math.tanh,
    spans: [
      [-1, 1],
      [-20, 20],
    ],
  },
]

describe.each(functions)('$ours.name', ({ ours, theirs, spans }) => {
  test.each(spans)('is the machine’s but for its last places from %d to %d', (min, max) => {
    const property = fc.property(fc.double({ min, max, noNaN: true }), (x) => {
      const expected = theirs(x)
      expect(Math.abs(ours(x) - expected)).toBeLessThanOrEqual(ULPS * unitInLastPlace(expected))
    })
    fc.assert(property, { numRuns: 5000 })
  })

  test.each([0, -0, 5e-324, -5e-324, Infinity, -Infinity, NaN, 1e-300])('is exact at %d', (x) => {
    expect(ours(x)).toBe(theirs(x))
  })
})

test('logarithms to base 10 are whole at powers of ten', () => {
  for (let k = -307; k <= 308; k++) expect(log10(Number(`1e${k}`))).toBe(k)
})

test('values that are known exactly are exact', () => {
  expect([log(1), asin(1), acos(1), acos(-1), atan(1)]).toEqual([0, Math.PI / 2, 0, Math.PI, Math.PI / 4])
  expect([exp(710), exp(-750), log(-1), asin(1.5), acos(-1.5)]).toEqual([Infinity, 0, NaN, NaN, NaN])
})

test('what is lost of an angle near a quarter turn is found again', () => {
  for (const k of [1, 33, 355, 103_993]) expect(sin(k * Math.PI)).toBe(Math.sin(k * Math.PI))
})

test('an angle of any size has a sine and a cosine on the circle', () => {
  const property = fc.property(fc.double({ min: 2 ** 30, max: 1.7e308, noNaN: true }), (x) => {
    const [s, c] = [sin(x), cos(x)]
    expect(Math.abs(s * s + c * c - 1)).toBeLessThan(1e-15)
  })
  fc.assert(property)
})

function unitInLastPlace(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -1022) return 2 ** -1074
  const exponent = Math.floor(Math.log2(size))
  return 2 ** ((2 ** exponent > size ? exponent - 1 : exponent) - 52)
}
