import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { DAY_MS, formatMoment, HOUR_MS, timestamp, type Timestamp } from '../model/time.ts'
import { borrow, financingOf, funding, swap, type Financing } from './financing.ts'
import { interest, type InterestTerms } from './interest.ts'

const share = createInstrument({ id: 'SHARE', lot: 1 })
const perp = createInstrument({ id: 'BTCPERP', lot: 0.001, tick: 0.1, currency: 'USDT' })
const euro = createInstrument({ id: 'EURUSD', lot: 1000, tick: 0.00001 })
const future = createInstrument({ id: 'ES', lot: 1, tick: 0.25, multiplier: 50 })

/** The next instants at which a rule is due. */
function dues(rule: Pick<Financing, 'nextAfter'>, after: string, count: number): string[] {
  const found: string[] = []
  for (let due = rule.nextAfter(timestamp(after)); found.length < count; due = rule.nextAfter(due))
    found.push(formatMoment(due as Timestamp))
  return found
}

test.each([
  ['shorts pay 3.65 % a year by the day', -100, 50, -0.5],
  ['longs pay nothing', 100, 50, 0],
  ['flat pays nothing', 0, 50, 0],
])('borrow: %s', (_, lots, price, money) => {
  expect(borrow({ rate: 0.0365 }).cash(share, lots, price, 0)).toBe(money * 1e6)
})

test('borrow counts the multiplier, and another year where it is asked to', () => {
  // 2 contracts of 50 at 4,000 are 400,000; 1.8 % of that over 360 days is 20 a day.
  expect(borrow({ rate: 0.018, daysPerYear: 360 }).cash(future, -2, 4000, 0)).toBe(-20e6)
})

test('borrow is due every midnight, or when it is said to be', () => {
  expect(dues(borrow({ rate: 0.03 }), '2024-03-01T00:00Z', 2)).toEqual(['2024-03-02', '2024-03-03'])
  expect(dues(borrow({ rate: 0.03, at: 22 * HOUR_MS }), '2024-03-01T21:59Z', 2)).toEqual(['2024-03-01 22:00', '2024-03-02 22:00'])
  const monthly = (ms: number): number => (Math.floor(ms / (30 * DAY_MS)) + 1) * 30 * DAY_MS
  expect(borrow({ rate: 0.03, at: monthly }).nextAfter(1)).toBe(30 * DAY_MS)
})

test.each([
  ['a long pays a positive rate', 1500, 0.0001, -9],
  ['a short gets it', -1500, 0.0001, 9],
  ['a negative rate is paid by shorts', -1500, -0.0001, -9],
])('funding: %s', (_, lots, rate, money) => {
  // 1.5 at 60,000 are 90,000.
  expect(funding({ rate }).cash(perp, lots, 60_000, 0)).toBe(money * 1e8)
})

test('funding is due every eight hours from midnight, or as often as it is said', () => {
  expect(dues(funding({ rate: 0.0001 }), '2024-03-01T07:59Z', 3)).toEqual(['2024-03-01 08:00', '2024-03-01 16:00', '2024-03-02'])
  expect(dues(funding({ rate: 0.0001, everyHours: 1 }), '2024-03-01T08:00Z', 1)).toEqual(['2024-03-01 09:00'])
})

test('recorded funding is due at its instants, at its rates, and then never again', () => {
  const [first, second] = [timestamp('2024-03-01T08:00Z'), timestamp('2024-03-01T16:00Z')]
  const rule = funding({
    rates: [
      { time: first, rate: 0.0001 },
      { time: second, rate: -0.0002 },
    ],
  })
  expect([rule.nextAfter(0), rule.nextAfter(first - 1), rule.nextAfter(first), rule.nextAfter(second)]).toEqual([
    first,
    first,
    second,
    Infinity,
  ])
  expect([first, second].map((time) => rule.cash(perp, 1000, 50_000, time))).toEqual([-5e8, 10e8])
  expect(rule.cash(perp, 1000, 50_000, first - 1)).toBe(0)
})

test('swaps are paid Monday to Friday, threefold on Wednesday', () => {
  const rule = swap({ long: -0.7, short: 0.2 })
  expect(dues(rule, '2024-03-06T12:00Z', 4)).toEqual(['2024-03-06 22:00', '2024-03-07 22:00', '2024-03-08 22:00', '2024-03-11 22:00'])
  const night = (day: string, lots: number): number => rule.cash(euro, lots, 1.1, timestamp(`${day}T22:00Z`)) / 1e6
  // 100,000 units, a tick of which is worth 1.
  expect([night('2024-03-05', 100), night('2024-03-05', -100)]).toEqual([-0.7, 0.2])
  expect([night('2024-03-06', 100), night('2024-03-06', -100)]).toEqual([-2.1, 0.6])
})

test('a rule for some instruments says which', () => {
  const rule = financingOf((i) => i.id === 'BTCPERP', funding({ rate: 0.0001 }))
  expect([perp, share].map((i) => rule.appliesTo?.(i))).toEqual([true, false])
  expect(rule.label).toBe('funding 0.0001 every 8 h')
})

test('what longs pay in funding is what shorts of the same size get', () => {
  fc.assert(
    fc.property(
      fc.nat(1e9),
      fc.double({ min: 0.1, max: 1e5, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (lots, price, rate) => {
        const rule = funding({ rate })
        const [long, short] = [rule.cash(perp, lots, price, 0), rule.cash(perp, -lots, price, 0)]
        expect(Number.isInteger(long)).toBe(true)
        expect(long + short).toBe(0)
      },
    ),
  )
})

test('every rule is due after the moment it is asked about, and at nothing between', () => {
  const rules = [borrow({ rate: 0.03, at: HOUR_MS }), funding({ rate: 0.0001 }), swap({ long: -1, short: 1 }), interest({ debit: 0.06 })]
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.integer({ min: -1e12, max: 4e12 }), fc.nat(1e9), (rule, ms, later) => {
      const due = rule.nextAfter(ms)
      expect(due).toBeGreaterThan(ms)
      expect(rule.nextAfter(Math.min(ms + later, due - 1))).toBe(due)
    }),
  )
})

test.each([
  ['cash earns the credit rate', { credit: 0.0365, debit: 0.06 }, 10_000, 1],
  ['a debit costs the debit rate', { credit: 0.02, debit: 0.073 }, -10_000, -2],
  ['a year may have 360 days', { debit: 0.036, daysPerYear: 360 }, -1000, -0.1],
  ['nothing of nothing', { credit: 0.05 }, 0, 0],
])('interest: %s', (_, terms: InterestTerms, cash, money) => {
  expect(interest(terms).cash({ currency: 'USD', cash: cash * 1e6, exposure: 0, time: 0 })).toBe(money * 1e6)
})

test.each([
  ['a negative borrow rate', () => borrow({ rate: -0.1 }), /borrow rate of at least 0, was -0.1/],
  ['a funding rate of everything', () => funding({ rate: 2 }), /between -1 and 1, was 2/],
  ['hours that do not divide the day', () => funding({ rate: 0, everyHours: 7 }), /divide the day, was 7/],
  [
    'rates out of order',
    () =>
      funding({
        rates: [
          { time: 2, rate: 0 },
          { time: 1, rate: 0 },
        ],
      }),
    /order of their times, was 1/,
  ],
  ['a rate that is none', () => funding({ rates: [{ time: 1, rate: NaN }] }), /was NaN/],
  ['a threefold night at the weekend', () => swap({ long: 0, short: 0, tripleOn: 6 }), /weekday from 1, Monday, to 5, was 6/],
  ['endless swap points', () => swap({ long: Infinity, short: 0 }), /swap points for longs, was Infinity/],
  ['an hour beyond the day', () => borrow({ rate: 0, at: 25 * HOUR_MS }), /below a day, was 90000000/],
  ['a negative debit rate', () => interest({ debit: -0.1 }), /rate on debit between 0 and 10, was -0.1/],
  ['a year of ten days', () => interest({ daysPerYear: 10 }), /360 to 366 days, was 10/],
])('%s is refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
