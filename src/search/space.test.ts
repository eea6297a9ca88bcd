import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { axesOf, type Axis } from './axis.ts'
import { checkSpace, parseSpace, type Declared } from './space.ts'
import type { Dimension } from './trial.ts'

const number = (kind: 'int' | 'float', min = -Infinity): Declared => ({
  kind,
  expects: kind === 'int' ? `a whole number of at least ${min}` : 'a number',
  read: (given) => {
    const x = Number(given)
    return Number.isFinite(x) && x >= min && (kind === 'float' || Number.isInteger(x)) ? x : undefined
  },
})
const sides = ['long', 'short', 'both']
const declared: Record<string, Declared> = {
  fast: number('int', 2),
  k: number('float'),
  side: { kind: 'choice', expects: 'one of long, short, both', options: sides, read: (given) => sides.find((s) => s === given) },
  calm: {
    kind: 'bool',
    expects: 'true or false',
    read: (given) => (typeof given === 'boolean' ? given : given === 'true' ? true : given === 'false' ? false : undefined),
  },
}
const axisOf = (dimension: Dimension): Axis => axesOf({ x: dimension })[0]!
const levels = (dimension: Dimension): unknown[] => Array.from({ length: axisOf(dimension).count }, (_, i) => axisOf(dimension).level(i))

describe('a range as it is typed', () => {
  test.each([
    ['fast', '5:50:5', { kind: 'int', min: 5, max: 50, step: 5 }],
    ['fast', '5:50', { kind: 'int', min: 5, max: 50 }],
    ['fast', '5,10,20', { kind: 'choice', values: [5, 10, 20] }],
    ['fast', '7', { kind: 'choice', values: [7] }],
    ['k', '0.1:10:log', { kind: 'float', min: 0.1, max: 10, log: true }],
    ['k', '0.01:100:10:log', { kind: 'float', min: 0.01, max: 100, step: 10, log: true }],
    ['k', '-1:1:0.5', { kind: 'float', min: -1, max: 1, step: 0.5 }],
    ['side', 'long, both', { kind: 'choice', values: ['long', 'both'] }],
    ['side', '*', { kind: 'choice', values: sides }],
    ['calm', '*', { kind: 'choice', values: [false, true] }],
  ])('%s=%s', (name, text, dimension) => {
    expect(parseSpace({ [name]: text }, declared)).toEqual({ [name]: dimension })
  })

  test.each([
    ['fsat', '1:2', 'did you mean fast?'],
    ['fast', '1:9', 'fast must be a whole number of at least 2, was 1'],
    ['fast', '9:5', 'fast must rise from its first value to its last, was 9 to 5'],
    ['fast', '5:9:0.5', 'fast must have a whole step'],
    ['fast', '5:9:0', 'fast must have a step above 0'],
    ['fast', '5:x', 'a range such as 5:50:5'],
    ['fast', '5:6:7:8', 'a range such as 5:50:5'],
    ['fast', '5:', 'a range such as 5:50:5'],
    ['fast', '*', '* is all values of a choice'],
    ['fast', '5,5', 'fast must have each value once'],
    ['k', '0:1:log', 'begin above 0'],
    ['k', '1:2:1.00001:log', 'a factor of at least 1.0001'],
    ['side', 'long,up', 'side must be one of long, short, both, was "up"'],
  ])('%s=%s is told what it should be', (name, text, words) => {
    let told = ''
    try {
      parseSpace({ [name]: text }, declared)
    } catch (error) {
      expect(error).toBeInstanceOf(LockstepError)
      told = `${(error as LockstepError).message} ${(error as LockstepError).hint}`
    }
    expect(told).toContain(words)
  })

  test('a space that a program gives is checked alike', () => {
    expect(() => checkSpace({}, declared)).toThrow('1 to 64 parameters')
    expect(() => checkSpace({ fast: { kind: 'choice', values: ['5'] } }, declared)).toThrow('fast must be a whole number')
    expect(() => checkSpace({ k: { kind: 'int', min: 1, max: 2 } }, declared)).toThrow('not a range of kind int')
    expect(() => checkSpace({ side: { kind: 'choice', values: [] } }, declared)).toThrow('1 to 10000 values')
  })
})

describe('the values of a dimension', () => {
  test('end with the last that a step reaches, without the dust of doubles', () => {
    expect(levels({ kind: 'float', min: 0.1, max: 0.3, step: 0.1 })).toEqual([0.1, 0.2, 0.3])
    expect(levels({ kind: 'int', min: 5, max: 21, step: 5 })).toEqual([5, 10, 15, 20])
    expect(levels({ kind: 'float', min: 0.01, max: 100, step: 10, log: true })).toEqual([0.01, 0.1, 1, 10, 100])
    expect(levels({ kind: 'int', min: 2, max: 9, step: 1.5, log: true })).toEqual([2, 3, 5, 7])
    expect(levels({ kind: 'int', min: 3, max: 6, log: true })).toEqual([3, 4, 5, 6])
  })

  test('of a logarithmic range are as many in each power of ten', () => {
    const axis = axisOf({ kind: 'float', min: 0.001, max: 10, log: true })
    expect([0, 0.25, 0.5, 0.75].map((place) => axis.at(place))).toEqual([0.001, 0.01, 0.1, 1])
    const whole = axisOf({ kind: 'int', min: 1, max: 1000, log: true })
    expect(whole.at(0)).toBe(1)
    expect(whole.at(0.999999)).toBe(1000)
    expect(Number(whole.at(0.5))).toBeLessThan(30)
  })

  const bounds = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  const dimension = fc.oneof(
    bounds.map(([min, more]): Dimension => ({ kind: 'int', min, max: min + more })),
    bounds.map(([min, more]): Dimension => ({ kind: 'int', min, max: min + more, step: 7 })),
    bounds.map(([min, more]): Dimension => ({ kind: 'int', min, max: min + more, log: true })),
    bounds.map(([min, more]): Dimension => ({ kind: 'float', min: min / 8, max: (min + more) / 8 })),
    bounds.map(([min, more]): Dimension => ({ kind: 'float', min: min / 8, max: (min + more) / 8, log: true })),
    fc.constant<Dimension>({ kind: 'choice', values: ['a', 2, true] }),
  )
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  test('are within the bounds wherever they are drawn, and a value is at a place that gives it', () => {
    fc.assert(
      fc.property(dimension, place, (one, at) => {
        const axis = axisOf(one)
        const value = axis.at(at)
        if (one.kind === 'choice') expect(one.values).toContain(value)
        else expect(Number(value) >= one.min && Number(value) <= one.max).toBe(true)
        if (one.kind === 'int') expect(Number.isInteger(value)).toBe(true)
        const back = Math.min(axis.placeOf(value), 1 - 2 ** -53)
        expect(back).toBeGreaterThanOrEqual(0)
        if (axis.count < Infinity) expect(axis.at(back)).toBe(value)
        else expect(Math.abs(back - at)).toBeLessThan(1e-4)
      }),
    )
  })

  test('are each as likely as the others', () => {
    const axis = axisOf({ kind: 'int', min: 3, max: 7 })
    const drawn = Array.from({ length: 500 }, (_, i) => axis.at((i + 0.5) / 500))
    for (let value = 3; value <= 7; value++) expect(drawn.filter((x) => x === value)).toHaveLength(100)
  })
})
