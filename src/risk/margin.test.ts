import { describe, expect, test } from 'vitest'
import { createInstrument, type InstrumentSpec } from '../model/instrument.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { Marks } from '../portfolio/marks.ts'
import { BuyingPower } from './buying-power.ts'
import { createLimits, type Limits } from './limits.ts'
import { marginRuleOf, marginRules, type MarginRuleName } from './margin.ts'

const UNIT = 1e6

interface Account {
  readonly rule: MarginRuleName
  readonly cash?: number
  /** Lots held of A and B, bought at 100. */
  readonly held?: readonly [a: number, b: number]
  readonly close?: number
  readonly feePerLot?: number
  readonly intraday?: boolean
  readonly limits?: Partial<Limits>
  readonly a?: Partial<InstrumentSpec>
}

/** Two markets with a tick of 1 and a lot of 1, both at `close`. */
function powerOf(account: Account): BuyingPower {
  const { rule, cash = 10_000, held = [0, 0], close = 100, feePerLot = 0, intraday = false, limits = {} } = account
  const instruments = [createInstrument({ id: 'A', tick: 1, lot: 1, ...account.a }), createInstrument({ id: 'B', tick: 1, lot: 1 })]
  const ledger = new Ledger(instruments, cash * UNIT)
  const marks = new Marks(instruments, ledger)
  for (const [instrument, signed] of held.entries()) {
    if (signed !== 0) ledger.book({ instrument, signed, ticks: 100, fee: 0, notional: ledger.notional(instrument, 100, Math.abs(signed)) })
    marks.close[instrument] = close
  }
  const venue = { estimateFee: (_: number, lots: number): number => Math.abs(lots) * feePerLot * UNIT }
  return new BuyingPower(instruments, ledger, marks, venue, createLimits(limits), {
    margin: marginRules[rule],
    intraday: () => intraday,
  })
}

describe('the most that can be bought or sold', () => {
  test.each<[string, Account, signed: number, ticks: number, lots: number]>([
    ['leverage 1: all of the cash', { rule: 'leverage' }, 150, 100, 100],
    ['leverage 3', { rule: 'leverage', limits: { leverageMax: 3 } }, 1000, 100, 300],
    ['leverage of the instrument', { rule: 'leverage', a: { leverage: 5 } }, 1000, 100, 500],
    ['beside another position', { rule: 'leverage', a: { leverage: 5 }, held: [0, 50] }, 1000, 100, 250],
    ['cash: all of it', { rule: 'cash', limits: { leverageMax: 3 } }, 1000, 100, 100],
    ['cash: fees are cash too', { rule: 'cash', feePerLot: 1 }, 1000, 99, 100],
    ['cash: nothing is sold short', { rule: 'cash' }, -10, 100, 0],
    ['cash: what is held is sold', { rule: 'cash', held: [7, 0] }, -10, 100, 7],
    ['reg-t: half', { rule: 'reg-t' }, 1000, 100, 200],
    ['reg-t: half, short', { rule: 'reg-t' }, -1000, 100, 200],
    ['reg-t: through zero', { rule: 'reg-t', held: [50, 0] }, -1000, 100, 250],
    ['pattern-day, overnight: half', { rule: 'pattern-day' }, 1000, 100, 200],
    ['pattern-day, in the session: a quarter', { rule: 'pattern-day', intraday: true }, 1000, 100, 400],
    ['futures: margin of the contract', { rule: 'futures', a: { marginInitial: 40, marginMaintenance: 30 } }, 1000, 100, 250],
    ['futures without margins: value over leverage', { rule: 'futures', limits: { leverageMax: 2 } }, 1000, 100, 200],
    ['futures: a fee leaves the account', { rule: 'futures', a: { marginInitial: 39 }, feePerLot: 1 }, 1000, 100, 250],
    ['lean: whole', { rule: 'lean', a: { leverage: 2 } }, 200, 100, 200],
    ['lean: or not at all', { rule: 'lean', a: { leverage: 2 } }, 201, 100, 0],
    ['lean: by the last close, not the price', { rule: 'lean', a: { leverage: 2 } }, 200, 150, 200],
    ['lean: a fee that does not fit', { rule: 'lean', a: { leverage: 2 }, feePerLot: 1 }, 200, 100, 0],
    ['lean: an order that reduces always passes', { rule: 'lean', held: [500, 0], close: 10 }, -400, 10, 400],
    ['lean: a reversal by as much as is held and free', { rule: 'lean', a: { leverage: 2 }, held: [100, 0] }, -300, 100, 300],
    ['lean: a reversal by more', { rule: 'lean', a: { leverage: 2 }, held: [100, 0] }, -301, 100, 0],
    ['lean-pattern-day', { rule: 'lean-pattern-day', intraday: true }, 400, 100, 400],
    ['lean-cash: whole', { rule: 'lean-cash' }, 100, 100, 100],
    ['lean-cash: or not at all', { rule: 'lean-cash' }, 101, 100, 0],
    ['lean-cash: nothing is sold short', { rule: 'lean-cash', held: [7, 0] }, -10, 100, 0],
    ['backtesting-py: value and fee over leverage', { rule: 'backtesting-py', limits: { leverageMax: 2 }, feePerLot: 1 }, 200, 99, 200],
    ['backtesting-py: one more is none', { rule: 'backtesting-py', limits: { leverageMax: 2 }, feePerLot: 1 }, 201, 99, 0],
    ['backtesting-py: what reduces is done', { rule: 'backtesting-py', held: [30, 0] }, -200, 100, 30],
    ['backtesting-py: holdings at the last close', { rule: 'backtesting-py', held: [50, 0] }, 45, 110, 45],
  ])('%s', (_, account, signed, ticks, lots) => {
    expect(powerOf(account).fillable(0, signed, ticks)).toBe(lots)
  })
})

test('cash buys what it pays for to the last unit, and no more', () => {
  const power = powerOf({ rule: 'leverage', cash: 10_000 })
  expect([power.fillable(0, 20_000, 1), power.carries(0, 10_000, 1), power.carries(0, 10_001, 1)]).toEqual([10_000, true, false])
})

test('what one market freed inside its bar is not there for another until the moment is over', () => {
  const power = powerOf({ rule: 'leverage' })
  power.keepSpent(1, 50, 100)
  expect([power.fillable(0, 100, 100), power.fillable(1, 100, 100)]).toEqual([50, 100])
  power.letGo()
  expect(power.fillable(0, 100, 100)).toBe(100)
})

describe('margin used and free', () => {
  test.each<[string, Account, used: number, free: number]>([
    ['leverage', { rule: 'leverage', limits: { leverageMax: 4 }, held: [40, -20], close: 110 }, 1650, 10_000 + 200 - 1650],
    ['reg-t', { rule: 'reg-t', held: [40, -20], close: 110 }, 3300, 10_200 - 3300],
    ['futures', { rule: 'futures', a: { marginInitial: 40 }, held: [-40, 0] }, 1600, 8400],
  ])('%s', (_, account, used, free) => {
    const power = powerOf(account)
    expect([power.marginUsed(), power.marginFree()]).toEqual([used * UNIT, free * UNIT])
  })
})

test.each<[MarginRuleName, keep: number]>([
  ['leverage', (60 * 110) / 4],
  ['cash', 0],
  ['reg-t', 40 * 110 * 0.25 + 20 * 110 * 0.3],
  ['pattern-day', 40 * 110 * 0.25 + 20 * 110 * 0.3],
  ['futures', 40 * 30 + (20 * 110) / 2],
  ['lean', 30 * 110],
  ['lean-pattern-day', 30 * 110],
  ['lean-cash', 0],
  ['backtesting-py', 30 * 110],
])('%s asks %d to keep 40 long and 20 short at 110', (rule, keep) => {
  const power = powerOf({ rule, held: [40, -20], close: 110, limits: { leverageMax: 2 }, a: { marginInitial: 40, marginMaintenance: 30 } })
  expect(power.margins.used('maintenance')).toBe(keep * UNIT)
})

describe('open orders', () => {
  test('reserve, so that two are not approved against the same money, until they fill or end', () => {
    const power = powerOf({ rule: 'cash', feePerLot: 1 })
    power.reserve(0, { instrument: 0, signed: 60, ticks: 99, atMarket: false, mayOpen: true })
    expect(power.reserved()).toBe(6000 * UNIT)
    expect([power.carries(1, 40, 99), power.carries(1, 41, 99)]).toEqual([true, false])
    // Its own reservation is there for the order that fills.
    expect(power.fillable(0, 60, 99, 0)).toBe(60)
    power.filled(0, 20)
    expect(power.reserved()).toBe(4000 * UNIT)
    power.release(0)
    power.release(0)
    expect([power.reserved(), power.carries(1, 100, 99)]).toEqual([0, true])
  })

  test('reserve nothing for what they reduce, but what is sold twice opens', () => {
    const power = powerOf({ rule: 'reg-t', held: [50, 0] })
    power.reserve(0, { instrument: 0, signed: -50, ticks: 100, atMarket: false, mayOpen: true })
    expect(power.reserved()).toBe(0)
    power.reserve(1, { instrument: 0, signed: -50, ticks: 100, atMarket: false, mayOpen: true })
    expect(power.reserved()).toBe(2500 * UNIT)
  })

  test('promise what they sell: without shorts it is not sold twice', () => {
    const power = powerOf({ rule: 'cash', held: [50, 0] })
    power.reserve(0, { instrument: 0, signed: -30, ticks: 100, atMarket: false, mayOpen: true })
    expect([power.shortAllowed(0, -20), power.shortAllowed(0, -21)]).toEqual([true, false])
  })

  test('that sell at market make room for what is asked for after them, and not yet for what fills', () => {
    const power = powerOf({ rule: 'leverage', held: [100, 0] })
    expect(power.carries(1, 100, 100)).toBe(false)
    power.reserve(0, { instrument: 0, signed: -100, ticks: 100, atMarket: true, mayOpen: true })
    expect([power.carries(1, 100, 100), power.carries(1, 101, 100)]).toEqual([true, false])
    expect(power.fillable(1, 100, 100, 5)).toBe(0)
    power.release(0)
    expect(power.carries(1, 100, 100)).toBe(false)
  })

  test('reserve under the default rule only where the run says so', () => {
    const power = powerOf({ rule: 'leverage' })
    power.reserve(0, { instrument: 0, signed: 60, ticks: 100, atMarket: false, mayOpen: true })
    expect([power.reserved(), power.carries(1, 100, 100)]).toEqual([0, true])
  })
})

test('cash of one currency does not pay for what is sold in another', () => {
  const instruments = [
    createInstrument({ id: 'EURUSD', baseCurrency: 'EUR', tick: 0.01, lot: 1 }),
    createInstrument({ id: 'ABROAD', currency: 'EUR', tick: 1, lot: 1 }),
  ]
  const ledger = new Ledger(instruments, 10_000 * UNIT)
  const marks = new Marks(instruments, ledger)
  const venue = { estimateFee: (): number => 0 }
  const powerOf = (rule: MarginRuleName): BuyingPower =>
    new BuyingPower(instruments, ledger, marks, venue, createLimits(), { margin: marginRules[rule] })
  const [own, whole, lent] = [powerOf('lean-cash'), powerOf('reg-t'), powerOf('leverage')]
  expect([whole.converts(1), whole.carries(1, 1, 100), whole.fillable(1, 1, 100)]).toEqual([false, false, 0])
  marks.close.set([1.25, 100])
  marks.convert()
  // 160 × 100 euros at 1.25 need half of 20,000 dollars.
  expect([whole.converts(1), whole.fillable(1, 1000, 100), lent.fillable(1, 1000, 100)]).toEqual([true, 160, 80])
  expect([own.fillable(1, 1, 100), own.fillable(0, 8000, 125), own.fillable(0, 8001, 125)]).toEqual([0, 8000, 0])
  ledger.adjust(1, 500 * UNIT)
  own.reserve(0, { instrument: 1, signed: 2, ticks: 100, atMarket: false, mayOpen: true })
  expect([own.fillable(1, 3, 100), own.fillable(1, 4, 100), own.reserved()]).toEqual([3, 0, 250 * UNIT])
})

test('rules are found by name', () => {
  for (const [name, rule] of Object.entries(marginRules)) expect([rule.name, marginRuleOf(name)]).toEqual([name, rule])
  expect(() => marginRuleOf('leen')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: 'expected a margin rule, was "leen"; did you mean lean?' }),
  )
})
