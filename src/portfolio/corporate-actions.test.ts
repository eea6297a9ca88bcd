import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from './ledger.ts'

const share = createInstrument({ id: 'SHARE', tick: 0.01, lot: 1 })
const coin = createInstrument({ id: 'COIN', tick: 0.5, lot: 0.001 })

/** An account that bought (or sold short) `lots` shares at 100.00. */
function holding(lots: number, instrument = share): Ledger {
  const ledger = new Ledger([instrument], 1_000_000_000)
  if (lots !== 0) ledger.book({ instrument: 0, signed: lots, ticks: 10_000, fee: 0, notional: ledger.notional(0, 10_000, Math.abs(lots)) })
  return ledger
}

function balances(ledger: Ledger): void {
  expect(ledger.cash + ledger.cost[0]!).toBe(1_000_000_000 + ledger.adjustedOf[0]! + ledger.realised - ledger.fees)
}

describe('a dividend', () => {
  test.each([
    ['pays longs for each unit', holding(3), 0.42, 1_260_000],
    ['is paid by shorts', holding(-3), 0.42, -1_260_000],
    ['pays for parts of a unit', holding(3, coin), 0.5, 1500],
    ['pays nobody who holds nothing', holding(0), 1, 0],
  ])('%s', (_, ledger, amount, cash) => {
    const before = ledger.cash
    expect(ledger.dividend(0, amount)).toBe(cash)
    expect([ledger.cash - before, ledger.adjustedOf[0]]).toEqual([cash, cash])
    balances(ledger)
  })
})

describe('a split', () => {
  test.each<[string, Ledger, number, number, object]>([
    ['7:1 multiplies lots and keeps their cost', holding(3), 7, 1428.5, { lotsAfter: 21, cash: 0, realised: 0 }],
    ['1:10 without a rest', holding(-30), 0.1, 100_000, { lotsAfter: -3, cash: 0, realised: 0 }],
    // 35 old at 100 are 3.5 new at 1010: half a new one is paid out, and cost 500.
    ['1:10 pays the rest', holding(35), 0.1, 101_000, { lotsAfter: 3, cash: 505_000_000, realised: 5_000_000 }],
    ['1:10 makes a short pay for the rest', holding(-35), 0.1, 101_000, { lotsAfter: -3, cash: -505_000_000, realised: -5_000_000 }],
    ['may leave no lot at all', holding(5), 0.1, 100_000, { lotsAfter: 0, cash: 500_000_000, realised: 0 }],
    ['of nothing changes nothing', holding(0), 7, 1428, { lotsAfter: 0, cash: 0, realised: 0 }],
    ['by a third is whole where it is whole', holding(147), 1 / 49, 490_000, { lotsAfter: 3, cash: 0, realised: 0 }],
    // A factor that was itself rounded leaves a rest: 700 − 0.0003 units.
    ['by a rounded factor', holding(100), 1 / 0.1428572, 1429, { lotsAfter: 699, cash: 14_285_999, realised: 4_279 }],
  ])('%s', (_, ledger, ratio, ticks, change) => {
    const cost = ledger.cost[0]!
    const told = ledger.split(0, ratio, ticks)
    expect(told).toMatchObject(change)
    expect(ledger.lots[0]).toBe(told.lotsAfter)
    expect(cost - ledger.cost[0]!).toBe(told.cash - told.realised)
    balances(ledger)
  })

  test('there and back again leaves lots, cost and cash as they were when nothing was left over', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 50 }), (lots, n) => {
        const ledger = holding(lots)
        const before = [ledger.cash, ledger.lots[0], ledger.cost[0]]
        ledger.split(0, n, 10_000 / n)
        ledger.split(0, 1 / n, 10_000)
        expect([ledger.cash, ledger.lots[0], ledger.cost[0]]).toEqual(before)
      }),
    )
  })
})

describe('a fee in base', () => {
  test('makes the lots that were bought fewer and costs no cash', () => {
    const ledger = holding(1000)
    const { cash } = ledger
    expect(ledger.takeBase(0, 1, 10_000)).toBe(0)
    expect([ledger.cash, ledger.lots[0], ledger.cost[0], ledger.fees]).toEqual([cash, 999, 99_900_000_000, 100_000_000])
    balances(ledger)
  })

  test('is worth what was paid for them, also where older lots were cheaper', () => {
    const ledger = holding(10)
    ledger.book({ instrument: 0, signed: 10, ticks: 11_000, fee: 0, notional: ledger.notional(0, 11_000, 10) })
    expect(ledger.takeBase(0, 1, 11_000)).toBe(5_000_000)
    expect([ledger.lots[0], ledger.fees, ledger.realised]).toEqual([19, 110_000_000, 5_000_000])
    balances(ledger)
  })

  test('of a buy that covered a short leaves the short that much larger', () => {
    const ledger = holding(-10)
    ledger.book({ instrument: 0, signed: 10, ticks: 10_000, fee: 0, notional: ledger.notional(0, 10_000, 10) })
    ledger.takeBase(0, 1, 10_000)
    expect([ledger.lots[0], ledger.cost[0], ledger.fees]).toEqual([-1, -100_000_000, 100_000_000])
    balances(ledger)
  })
})

test('cash that comes without a fill is told apart from profit', () => {
  const ledger = holding(0)
  ledger.adjust(0, 250)
  ledger.adjust(0, -1000)
  ledger.charge(0, 30)
  expect([ledger.cash, ledger.adjustedOf[0], ledger.fees, ledger.realised]).toEqual([999_999_220, -750, 30, 0])
  balances(ledger)
})
