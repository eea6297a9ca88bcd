import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { feeBetween, feeBps, feeFrom, feeOf, feePerLot, feePerOrder, feePerShare, sumOfFees, type Fee, type FeeQuestion } from './fees.ts'

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

test('maker and taker are told apart, and the one may be a rebate', () => {
  const fee = feeBps({ maker: -0.5, taker: 4 })
  expect([true, false].map((maker) => charged(fee, { maker, notional: 10_000 }))).toEqual([-0.5, 4])
  expect(fee.label).toBe('-0.5 bps maker, 4 bps taker')
  expect(feeBps({ maker: 4, taker: 4 }).label).toBe('4 bps')
})

test('finer rates than a hundredth of a basis point are exact too', () => {
  // SEC: 0.0000278 of sales.
  expect(charged(feeBps(0.278), { notional: 1_000_000 })).toBe(27.8)
  expect(charged(feeBps(0.1 + 0.2), { notional: 1_000_000 })).toBe(30)
})

test('paid in base, a buy is charged in lots, rounded up, and a sell in money', () => {
  const fee = feeBps({ maker: 10, taker: 10, paidIn: 'base' })
  const lots = (n: number): number => fee.charge({ ...fill, instrument: coin, lots: n })
  expect([1, 1000, 1001, 2000, 10_000].map(lots)).toEqual([1, 1, 2, 2, 10])
  expect(charged(fee, { side: -1, lots: 1000, notional: 5000 })).toBe(5)
  expect([fee.paidIn, fee.label]).toEqual(['base', '10 bps in base'])
})

test('a fee on the quoted price reckons with it, and with the fill where nothing is quoted', () => {
  const fee = feeBps({ maker: 100, taker: 100, onQuote: true })
  // 3 units at 2.00 instead of at 1.00.
  expect(charged(fee, { lots: 3, ticks: 100, notional: 3, quotedTicks: 200 })).toBe(0.06)
  expect(charged(fee, { lots: 3, ticks: 100, notional: 3, quotedTicks: 200.5 })).toBe(0.06015)
  expect(charged(fee, { lots: 3, ticks: 100, notional: 3 })).toBe(0.03)
})

test('per share counts units, not lots, with a minimum an order', () => {
  const fee = feePerShare({ amount: 0.005, minimum: 1 })
  expect(charged(fee, { lots: 1000 })).toBe(5)
  expect(charged(fee, { lots: 100 })).toBe(1)
  expect(charged(feePerShare({ amount: 2 }), { lots: 1500, instrument: coin })).toBe(3)
})

test.each([
  ['688 shares at 144.78', 688, 99_608.64, 3.44],
  ['100 shares: the minimum', 100, 14_478, 1],
  ['1,000 shares at 0.25: the cap of 0.5 %', 1000, 250, 1.25],
  ['100 shares at 0.25: the minimum is not cut', 100, 25, 1],
])('per share with a minimum and a cap: %s', (_, lots, notional, fee) => {
  expect(charged(feePerShare({ amount: 0.005, minimum: 1, maxShare: 0.005 }), { lots, notional })).toBe(fee)
})

test('an order that fills in parts pays what its fee grows by, in all the fee of the whole', () => {
  const fee = feePerShare({ amount: 0.005, minimum: 1 })
  const parts = [100, 50, 100, 400].map((lots, k, all) => {
    const filledLots = all.slice(0, k).reduce((sum, n) => sum + n, 0)
    return charged(fee, { lots, filledLots, orderLots: 650, notional: lots * 10 })
  })
  expect(parts).toEqual([1, 0, 0.25, 2])
})

test('charged on completion, only the last part pays, for all', () => {
  const fee = feePerShare({ amount: 0.005, minimum: 1, onCompletion: true })
  const part = { orderLots: 1000, notional: 5000, lots: 500 }
  expect(charged(fee, { ...part, filledLots: 0, last: false })).toBe(0)
  expect(charged(fee, { ...part, filledLots: 500, last: true })).toBe(5)
})

test('per lot counts so many units each, or contracts', () => {
  const euro = createInstrument({ id: 'EURUSD', lot: 1000 })
  // 250 lots of 1,000 are 2.5 of 100,000.
  expect(charged(feePerLot({ amount: 7, units: 100_000 }), { lots: 250, instrument: euro })).toBe(17.5)
  expect(charged(feePerLot({ amount: 0.85 }), { lots: 3 })).toBe(2.55)
  expect(feePerLot({ amount: 0.85 }).label).toBe('0.85 a contract')
})

test('any fee may have bounds', () => {
  const fee = feeBetween(feeBps(3), { minimum: 1, maximum: 20 })
  expect([1000, 20_000, 1e6].map((notional) => charged(fee, { notional }))).toEqual([1, 6, 20])
  expect(fee.label).toBe('3 bps, at least 1, at most 20')
})

test('a rule of the caller speaks money', () => {
  const fee = feeFrom('a cent a share and 1 %', ({ qty, price, value }) => qty * 0.01 + value * 0.01 + price * 0)
  expect(charged(fee, { lots: 50, notional: 5000 })).toBe(50.5)
  const sells = feeFrom('sells', ({ side, first, maker }) => (side === 'sell' && first && !maker ? 3 : 0))
  expect([1, -1].map((side) => charged(sells, { side }))).toEqual([0, 3])
})

test('fees that are paid in different things are not one fee', () => {
  const inBase = feeBps({ maker: 10, taker: 10, paidIn: 'base' })
  expect(() => sumOfFees([inBase, feePerOrder(1)])).toThrow(/fees that are all paid in base, was quote/)
  expect(sumOfFees([inBase, inBase]).paidIn).toBe('base')
  expect(() => feeBetween(inBase, { minimum: 1 })).toThrow(/a fee in money to bound, was paid in base/)
})

test('a fee bound to its instrument charges what the unbound one does, in whole units', () => {
  const rules = [
    feeBps({ maker: 1, taker: 7 }),
    feePerShare({ amount: 0.0035, minimum: 0.35, maxShare: 0.01 }),
    feePerLot({ amount: 7, units: 100_000 }),
    feeBetween(feeBps(3), { maximum: 20 }),
    sumOfFees([feePerShare({ amount: 0.0000278 }), feePerOrder(1)]),
  ]
  const parts = fc.record({ lots: fc.integer({ min: 1, max: 1e8 }), before: fc.nat(9), notional: fc.nat(1e14), maker: fc.boolean() })
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.constantFrom(share, coin), parts, (fee, instrument, { before, ...part }) => {
      const filled = { ...fill, ...part, instrument, filledLots: before * part.lots }
      const q = { ...filled }
      const charge = fee.charge(q)
      // It may be below 0: past its minimum an order of next to nothing is capped, and a later part gives back what the first one paid.
      expect(Number.isSafeInteger(charge)).toBe(true)
      expect(feeOf(fee, instrument).charge(q)).toBe(charge)
      // The question is as it was: rules that ask about the whole order put it back.
      expect(q).toEqual(filled)
    }),
  )
})

test('at one price, the parts of an order pay together what the whole would, in however many they come', () => {
  const rules = [
    feePerShare({ amount: 0.0035, minimum: 0.35, maxShare: 0.01 }),
    feePerLot({ amount: 7, units: 100_000, maximum: 5 }),
    feeBetween(feeBps(3), { minimum: 1, maximum: 20 }),
  ]
  const parts = fc.array(fc.integer({ min: 1, max: 1e5 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.constantFrom(...rules), parts, fc.integer({ min: 1, max: 1e8 }), fc.boolean(), (rule, lots, perLot, whenComplete) => {
      const fee = whenComplete ? feeBetween(rule, { onCompletion: true }) : rule
      const whole = lots.reduce((sum, n) => sum + n, 0)
      const charge = (n: number, before: number): number =>
        fee.charge({ ...fill, lots: n, filledLots: before, orderLots: whole, notional: n * perLot, last: before + n === whole })
      let before = 0
      let paid = 0
      for (const n of lots) {
        paid += charge(n, before)
        before += n
      }
      expect(paid).toBe(charge(whole, 0))
    }),
  )
})

test('a fill so many times the size costs so many times the share, to within rounding', () => {
  fc.assert(
    fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -500, max: 500 }), (notional, times, bps) => {
      const charge = (units: number): number => feeBps(bps).charge({ ...fill, notional: units })
      expect(Math.abs(charge(notional * times) - charge(notional) * times)).toBeLessThanOrEqual((times + 1) / 2)
    }),
  )
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
  ['half a lot', () => feePerLot({ amount: 1, units: 0.5 }), /a lot of a whole number of units, was 0.5/],
  ['a maximum below the minimum', () => feeBetween(feeBps(1), { minimum: 2, maximum: 1 }), /at least 0 and the minimum, was 1/],
  ['a cap of nothing', () => feePerShare({ amount: 1, maxShare: 0 }), /largest share of the notional above 0 and at most 1, was 0/],
  ['a rebate in base', () => feeBps({ maker: -1, taker: 1, paidIn: 'base' }), /paid in base of at least 0 basis points, was -1/],
  ['an infinite amount per order', () => feePerOrder(Infinity), /per order of at least 0, was Infinity/],
])('%s is refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
