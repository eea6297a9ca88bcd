import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from './ledger.ts'
import { SubLedgers } from './sub-ledgers.ts'

const instruments = [
  createInstrument({ id: 'SHARE', tick: 0.01, lot: 1 }),
  createInstrument({ id: 'FUTURE', tick: 0.25, lot: 1, multiplier: 50 }),
  createInstrument({ id: 'ABROAD', tick: 0.00007, lot: 0.003, multiplier: 3, currency: 'EUR' }),
]
const OPENING = 1_000_000_000_000
const OWNERS = 3

const entry = fc.record({
  kind: fc.constantFrom('fill', 'fill', 'fill', 'fill', 'base fee', 'dividend', 'split', 'charge', 'adjust'),
  owner: fc.integer({ min: 0, max: OWNERS - 1 }),
  instrument: fc.integer({ min: 0, max: instruments.length - 1 }),
  signed: fc.integer({ min: -300, max: 300 }).filter((n) => n !== 0),
  ticks: fc.integer({ min: 1, max: 40_000 }),
  fee: fc.integer({ min: -50_000, max: 900_000 }),
  ratio: fc.constantFrom(2, 7, 0.1, 1 / 3, 1.5),
})
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never

function make(subs: SubLedgers, e: Entry): void {
  const { owner, instrument, ticks } = e
  if (e.kind === 'fill') {
    const notional = subs.account.notional(instrument, ticks, Math.abs(e.signed))
    subs.book(owner, { instrument, signed: e.signed, ticks, notional, fee: e.fee })
  } else if (e.kind === 'base fee') subs.takeBase(owner, { instrument, lots: Math.abs(e.signed), ticks })
  else if (e.kind === 'dividend') subs.dividend(owner, instrument, e.ticks / 100)
  // Every owner meets a split: one instrument cannot have two prices.
  else if (e.kind === 'split') for (let o = 0; o < subs.owners.length; o++) subs.split(o, instrument, e.ratio, ticks)
  else if (e.kind === 'charge') subs.charge(owner, instrument === 2 ? 1 : 0, e.fee)
  else subs.adjust(owner, instrument === 2 ? 1 : 0, e.fee)
}

/** All figures of a ledger, cash less what it opened with. */
function figures(ledger: Ledger, opening: number): bigint[] {
  const cash = ledger.cashOf.slice()
  cash[0] = cash[0]! - opening
  return [ledger.lots, ledger.cost, cash, ledger.realisedOf, ledger.feesOf, ledger.adjustedOf].flatMap((column) =>
    Array.from(column, (n) => BigInt(n)),
  )
}

test('the account is the sum of its owners to the unit, and every book balances, after every entry', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const subs = new SubLedgers(new Ledger(instruments, OPENING), instruments, OWNERS)
      for (const e of entries) {
        make(subs, e)
        const owners = subs.owners.map((o) => figures(o, 0))
        const sums = owners[0]!.map((_, k) => owners.reduce((sum, figures) => sum + figures[k]!, 0n))
        expect(figures(subs.account, OPENING)).toEqual(sums)
        expect(subs.account.shortCount).toBe(subs.account.lots.filter((lots) => lots < 0).length)
        for (const [ledger, opening] of [[subs.account, OPENING] as const, ...subs.owners.map((o) => [o, 0] as const)]) {
          const { cashOf, cost, adjustedOf, realisedOf, feesOf } = ledger
          expect(cashOf[0]! + cost[0]! + cost[1]!).toBe(opening + adjustedOf[0]! + realisedOf[0]! - feesOf[0]!)
          expect(cashOf[1]! + cost[2]!).toBe(adjustedOf[1]! + realisedOf[1]! - feesOf[1]!)
        }
      }
    }),
  )
})

test('what an owner has is what it would have alone', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const subs = new SubLedgers(new Ledger(instruments, OPENING), instruments, OWNERS)
      const alone = new SubLedgers(new Ledger(instruments, OPENING), instruments, 1)
      for (const e of entries) {
        make(subs, e)
        if (e.owner === 1 || e.kind === 'split') make(alone, { ...e, owner: 0 })
      }
      expect(figures(subs.owners[1]!, 0)).toEqual(figures(alone.account, OPENING))
    }),
  )
})

test('the only owner keeps the books of the account itself', () => {
  const account = new Ledger(instruments, OPENING)
  expect(new SubLedgers(account, instruments, 1).owners).toEqual([account])
})

test('long here and short there nets in the account, and each has its own profit', () => {
  const subs = new SubLedgers(new Ledger(instruments, OPENING), instruments, 2)
  const fill = (owner: number, signed: number, ticks: number): number =>
    subs.book(owner, { instrument: 0, signed, ticks, notional: subs.account.notional(0, ticks, Math.abs(signed)), fee: 0 })
  fill(0, 10, 10_000)
  expect(fill(1, -10, 11_000)).toBe(0)
  expect([subs.account.lots[0], subs.account.realised, subs.account.cost[0]]).toEqual([0, 0, -100_000_000])
  expect([fill(0, -10, 11_000), fill(1, 10, 10_500)]).toEqual([100_000_000, 50_000_000])
  expect([subs.account.lots[0], subs.account.realised, subs.account.cost[0]]).toEqual([0, 150_000_000, 0])
})
