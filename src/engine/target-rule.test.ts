import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leanTargets, targetRuleOf, targetRules, type TargetQuestion, type TargetRule } from './target-rule.ts'

const lockstep = targetRuleOf('lockstep')
const lean = targetRuleOf('lean')

function lotsOf(rule: TargetRule, given: Partial<TargetQuestion>): number {
  const { lotValue = 100 } = given
  return rule.lotsToTrade({
    weight: 1,
    equity: 100_000,
    held: 0,
    lotValue,
    leverage: 1,
    quotedValue: () => lotValue,
    feeOf: () => 0,
    ...given,
  })
}

describe('lockstep', () => {
  test.each([
    ['all of equity', {}, 1000],
    ['the difference only', { held: 400 }, 600],
    ['less than is held is sold', { weight: 0.25, held: 400 }, -150],
    ['nothing where it is there', { weight: 0.4, held: 400 }, 0],
    ['a short', { weight: -0.5 }, -500],
    ['from long to short', { weight: -0.1, held: 50 }, -150],
    ['to nothing', { weight: 0, held: -7 }, 7],
    ['whole lots, rounded towards less', { lotValue: 333 }, 300],
    ['a short rounded towards less', { weight: -1, lotValue: 333 }, -300],
    ['without equity there is nothing to hold', { equity: -5, held: 3 }, -3],
    ['the fee comes out of the weight', { feeOf: () => 150 }, 998],
  ] as const)('%s', (_, given, lots) => {
    expect(lotsOf(lockstep, given)).toBe(lots)
  })

  test('worth and fee stay within the weight, and one lot more would not', () => {
    const question = fc.record({
      weight: fc.double({ min: 0.01, max: 3, noNaN: true }),
      equity: fc.integer({ min: 1000, max: 1e7 }),
      held: fc.integer({ min: -500, max: 500 }),
      lotValue: fc.integer({ min: 1, max: 1000 }),
      perLot: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(question, ({ perLot, ...given }) => {
        const feeOf = (signed: number): number => Math.abs(signed) * perLot
        const trade = lotsOf(lockstep, { ...given, feeOf })
        const budget = given.weight * given.equity * (1 + 1e-9)
        const cost = (lots: number): number => lots * given.lotValue + feeOf(lots - given.held)
        const lots = given.held + trade
        // A position that is there already stays, even where coming to it anew would cost too much.
        if (trade !== 0 && lots > 0) expect(cost(lots)).toBeLessThanOrEqual(budget)
        if (lots > given.held) expect(cost(lots + 1)).toBeGreaterThan(given.weight * given.equity * (1 - 1e-9))
      }),
    )
  })
})

describe('lean', () => {
  test.each([
    ['0.25 % of the portfolio stays free', {}, 997],
    // 99,750 / 144.781 = 688.97: the 688 shares of LEAN's own example.
    ['rounded down', { lotValue: 144.781 }, 688],
    ['a short is rounded towards less', { weight: -1, lotValue: 144.781 }, -688],
    ['leverage changes nothing but the least order', { leverage: 2 }, 997],
    ['a difference under 0.1 % is left alone', { held: 997 }, 0],
    ['with leverage 2 a difference in margin is half as large', { held: 996, leverage: 2 }, 0],
    ['to nothing there is no least order', { weight: 0, held: 1 }, -1],
    ['the fee comes off the portfolio', { feeOf: () => 600 }, 991],
  ] as const)('%s', (_, given, lots) => {
    expect(lotsOf(lean, given)).toBe(lots)
  })

  test('both shares are settings', () => {
    expect(lotsOf(leanTargets({ free: 0, leastOrder: 0 }), {})).toBe(1000)
    expect(lotsOf(leanTargets({ free: 0, leastOrder: 0 }), { held: 999 })).toBe(1)
  })

  test('a fee that eats the portfolio leaves nothing to trade', () => {
    expect(lotsOf(lean, { feeOf: () => 1e9 })).toBe(0)
  })
})

test.each(targetRules)('$name: a number of lots whatever the equity, and without any nothing is held', (rule) => {
  const question = fc.record({
    weight: fc.double({ min: -10, max: 10, noNaN: true }),
    equity: fc.oneof(fc.constantFrom(0, -0, -1, 1e-9), fc.integer({ min: -1e12, max: 1e12 })),
    held: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    lotValue: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
    leverage: fc.integer({ min: 1, max: 100 }),
    fee: fc.integer({ min: -100, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(question, ({ fee, ...given }) => {
      const lots = lotsOf(rule, { ...given, feeOf: () => fee })
      expect(Number.isInteger(lots)).toBe(true)
      if (given.equity <= 0) expect(lots + given.held).toBe(0)
    }),
  )
})

test('an unknown rule is named', () => {
  expect(() => targetRuleOf('leen')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: 'expected a rule for targets, was "leen"' }),
  )
})

describe('lean-cash', () => {
  const leanCash = targetRuleOf('lean-cash')

  test.each([
    ['all but the free share', {}, 997],
    ['what is bought costs the ask', { quotedValue: (side: number) => 100 + side }, 987],
    ['the fee comes out of the weight', { feeOf: (lots: number) => 0.003 * 100 * Math.abs(lots) }, 994],
    ['the difference only', { held: 400 }, 597],
    ['what is sold brings the bid', { weight: 0, held: 7 }, -7],
    ['no shorts', { weight: -0.5 }, 0],
    ['a fee above the difference leaves it alone', { held: 995, feeOf: () => 1000 }, 0],
  ] as const)('%s', (_, given, lots) => {
    expect(lotsOf(leanCash, given)).toBe(lots)
  })
})
