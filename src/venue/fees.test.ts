import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { feeBps, feePerOrder, feePerShare, sumOfFees, type Fee, type FeeQuestion } from './fees.ts'

const share = createInstrument({ id: 'SHARE', lot: 1 })
const coin = createInstrument({ id: 'COIN', lot: 0.001 })

const fill: FeeQuestion = {
  instrument: share,
  index: 0,
  side: 1,
  lots: 1,
  ticks: 10_000,
  notional: 100e6,
  maker: false,
  first: true,
  last: true,
  orderLots: 1,
  filledLots: 0,
  monthNotional: 0,
  quotedTicks: NaN,
  time: 0,
}

/** The fee in money of a fill worth `notional` in money. */
function charged(fee: Fee, given: Partial<FeeQuestion> = {}): number {
  return fee.charge({ ...fill, ...given, notional: (given.notional ?? 100) * 1e6 }) / 1e6
}

test('basis points are a share of the amount', () => {
  expect(charged(feeBps(10), { notional: 2500 })).toBe(2.5)
  expect(charged(feeBps(0.25), { notional: 100_000 })).toBe(2.5)
  expect(charged(feeBps(0), { notional: 2500 })).toBe(0)
})

test('negative basis points are a rebate of the same size', () => {
  expect(charged(feeBps(-2.5), { notional: 1000 })).toBe(-0.25)
  expect(Object.is(charged(feeBps(-1), { notional: 0 }), -0)).toBe(false)
})

test('a share is rounded once, halves away from zero, however large the amount', () => {
  const amounts = fc.tuple(fc.nat(9_000_000_000_000_000), fc.integer({ min: 1, max: 1_000_000 }))
  fc.assert(
    fc.property(amounts, ([units, perMillion]) => {
      const exact = (2n * BigInt(units) * BigInt(perMillion) + 1_000_000n) / 2_000_000n
      expect(feeBps(perMillion / 100).charge({ ...fill, notional: units })).toBe(Number(exact))
      expect(feeBps(-perMillion / 100).charge({ ...fill, notional: units })).toBe(exact === 0n ? 0 : -Number(exact))
    }),
  )
})

test('per share counts units, not lots, with a minimum a fill', () => {
  const fee = feePerShare({ amount: 0.005, minimum: 1 })
  expect(charged(fee, { lots: 1000 })).toBe(5)
  expect(charged(fee, { lots: 100 })).toBe(1)
  expect(charged(feePerShare({ amount: 2 }), { lots: 1500, instrument: coin })).toBe(3)
})

test('per order is charged with the first fill alone', () => {
  expect(charged(feePerOrder(1.5))).toBe(1.5)
  expect(charged(feePerOrder(1.5), { first: false })).toBe(0)
})

test('several fees add up and say so', () => {
  const both = sumOfFees([feeBps(10), feePerOrder(1)])
  expect(charged(both)).toBe(1.1)
  expect(both.label).toBe('10 bps + 1 an order')
  expect(sumOfFees([]).label).toBe('none')
  expect(charged(sumOfFees([]))).toBe(0)
  expect(feePerShare({ amount: 0.005, minimum: 1 }).label).toBe('0.005 a share, at least 1')
})

test.each([
  ['NaN basis points', () => feeBps(NaN), /-10,000 and 10,000 basis points, was NaN/],
  ['more than everything', () => feeBps(10_001), /basis points, was 10001/],
  ['a rate that no decimal says', () => feeBps(1 / 3), /basis points with at most 10 decimals, was 0.333/],
  ['a negative amount per share', () => feePerShare({ amount: -1 }), /per share of at least 0, was -1/],
  ['a negative minimum', () => feePerShare({ amount: 1, minimum: -1 }), /minimum of at least 0, was -1/],
  ['an infinite amount per order', () => feePerOrder(Infinity), /per order of at least 0, was Infinity/],
])('%s is refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
