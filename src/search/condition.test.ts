import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { allConditions, meets, parseCondition, type Condition } from './condition.ts'

const known = ['sharpe', 'maxDrawdown', 'roundTrips']
const holds = (text: string, figures: Record<string, number | null>): boolean => meets(parseCondition(text, known), figures)

describe('a condition', () => {
  test.each([
    ['sharpe<1', false],
    ['sharpe <= 1', true],
    ['sharpe > 1', false],
    ['sharpe>=1', true],
    ['sharpe = 1', true],
    ['sharpe == 1', true],
    ['sharpe != 1', false],
    ['maxDrawdown < 25%', true],
    ['maxDrawdown<.2', false],
    ['sharpe > -1.5e0', true],
  ])('%s of a Sharpe ratio of 1 and a drawdown of a fifth is %s', (text, expected) => {
    expect(holds(text, { sharpe: 1, maxDrawdown: 0.2 })).toBe(expected)
  })

  test('and binds closer than or, and brackets closer than both', () => {
    const figures = { sharpe: 2, maxDrawdown: 0.5, roundTrips: 10 }
    expect(holds('sharpe>1 or sharpe>9 and maxDrawdown<0.1', figures)).toBe(true)
    expect(holds('(sharpe>1 or sharpe>9) AND maxDrawdown<0.1', figures)).toBe(false)
    expect(parseCondition('((sharpe>1))', known)).toEqual({ kind: 'compare', figure: 'sharpe', operator: '>', bound: 1 })
  })

  test('a figure that there is not meets no comparison, not even an unequal one', () => {
    for (const operator of ['<', '>', '=', '!=']) expect(holds(`sharpe ${operator} 1`, { sharpe: null })).toBe(false)
    expect(holds('sharpe != 1', {})).toBe(false)
  })

  test('several are met together', () => {
    const both = allConditions([parseCondition('sharpe>1', known), parseCondition('roundTrips>=30', known)]) as Condition
    expect(meets(both, { sharpe: 2, roundTrips: 30 })).toBe(true)
    expect(meets(both, { sharpe: 2, roundTrips: 29 })).toBe(false)
    expect(allConditions([])).toBeUndefined()
  })

  test('too long to be read is refused', () => {
    expect(() => parseCondition('('.repeat(1001), known)).toThrow('expected at most 1000 characters')
  })

  test.each([
    ['', 'expected a figure'],
    ['sharp > 1', 'did you mean sharpe?'],
    ['sharpe', 'expected <, <=, >, >=, = or !='],
    ['sharpe > maxDrawdown', 'expected a number'],
    ['sharpe > 1 roundTrips > 2', 'expected "and", "or" or the end'],
    ['(sharpe > 1', 'expected ")"'],
    ['sharpe > 1 & roundTrips > 2', 'was "& roundTr"'],
    ['sharpe > 1e999', 'expected a number'],
  ])('%s is told where it is wrong', (text, words) => {
    expect(() => parseCondition(text, known)).toThrow(LockstepError)
    expect(() => parseCondition(text, known)).toThrow(words)
  })
})

test('what is written of a condition reads back as the same', () => {
  const compare = fc.record({
    kind: fc.constant('compare' as const),
    figure: fc.constantFrom(...known),
    operator: fc.constantFrom('<', '<=', '>', '>=', '=', '!=' as const),
    bound: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
  })
  const clause = fc.array(compare, { minLength: 2, maxLength: 3 }).map((parts) => ({ kind: 'and' as const, parts }))
  const write = (c: Condition): string =>
    c.kind === 'compare' ? `${c.figure}${c.operator}${c.bound}` : `(${c.parts.map(write).join(` ${c.kind} `)})`
  fc.assert(
    fc.property(fc.array(clause, { minLength: 2, maxLength: 3 }), (parts) => {
      const condition = { kind: 'or', parts } as Condition
      expect(parseCondition(write(condition), known)).toEqual(condition)
    }),
  )
})
