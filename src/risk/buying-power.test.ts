import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { Marks } from '../portfolio/marks.ts'
import { BuyingPower } from './buying-power.ts'
import { createLimits } from './limits.ts'
import { marginRules } from './margin.ts'

const instruments = [createInstrument({ id: 'A', tick: 1, lot: 1 }), createInstrument({ id: 'B', tick: 1, lot: 1 })]

/** An account that bought what it holds at 100, when `close` is where both markets stand. */
const accounts = fc.record({
  cash: fc.integer({ min: 1, max: 40_000 }),
  held: fc.integer({ min: -60, max: 60 }),
  other: fc.integer({ min: -20, max: 20 }),
  close: fc.integer({ min: 80, max: 120 }),
  ticks: fc.integer({ min: 60, max: 140 }),
  signed: fc.integer({ min: -300, max: 300 }),
  perLot: fc.constantFrom(0, 1, 5),
  atLeast: fc.constantFrom(0, 40),
  leverageMax: fc.constantFrom(0.5, 1, 3),
  allowShort: fc.boolean(),
  positionQtyMax: fc.constantFrom(Infinity, 60),
})

test('what can be filled is the most that every limit allows, found without trying every size', () => {
  fc.assert(
    fc.property(accounts, (c) => {
      const ledger = new Ledger(instruments, c.cash * 1e6)
      const marks = new Marks(instruments, ledger)
      for (const [instrument, signed] of [c.held, c.other].entries()) {
        ledger.book({ instrument, signed, ticks: 100, fee: 0, notional: ledger.notional(instrument, 100, Math.abs(signed)) })
        marks.close[instrument] = c.close
      }
      const venue = { estimateFee: (_: number, lots: number): number => Math.max(Math.abs(lots) * c.perLot, c.atLeast) * 1e6 }
      const limits = createLimits({ leverageMax: c.leverageMax, allowShort: c.allowShort, positionQtyMax: c.positionQtyMax })
      const power = new BuyingPower(instruments, ledger, marks, venue, limits)
      const side = Math.sign(c.signed)
      // By the definition, in whole ledger units: reducing always, else gross at most leverage × (equity − fee).
      const allowed = (lots: number): boolean => {
        const after = c.held + side * lots
        const equity = ledger.cash + 1e6 * (c.held * c.ticks + c.other * c.close) - venue.estimateFee(0, lots)
        const gross = 1e6 * (Math.abs(after) * c.ticks + Math.abs(c.other) * c.close)
        const reduces = Math.abs(after) <= Math.abs(c.held) && c.held * after >= 0
        return (
          (reduces || gross <= c.leverageMax * equity) &&
          (Math.abs(after) <= c.positionQtyMax || Math.abs(after) <= Math.abs(c.held)) &&
          (c.allowShort || side > 0 || after >= 0)
        )
      }
      let most = Math.abs(c.signed)
      while (most > 0 && !allowed(most)) most--
      expect(power.fillable(0, c.signed, c.ticks)).toBe(most)
    }),
    { numRuns: 3000 },
  )
})

test('more than can be reckoned exactly is not carried, and asking does not fail', () => {
  const ledger = new Ledger(instruments, 1e12)
  const power = new BuyingPower(
    instruments,
    ledger,
    new Marks(instruments, ledger),
    { estimateFee: (_, __, notional) => notional },
    createLimits(),
  )
  expect(power.carries(0, 1e30, 100)).toBe(false)
  expect(power.carries(0, -Infinity, 100)).toBe(false)
  expect(power.fillable(0, Infinity, 100)).toBe(5000)
})

test('an order that turns a position and frees more margin than it takes reserves nothing, not even its fee', () => {
  const ledger = new Ledger(instruments, 10_000e6)
  const marks = new Marks(instruments, ledger)
  marks.close.fill(100)
  const venue = { estimateFee: (_: number, lots: number): number => Math.abs(lots) * 1e6 }
  const power = new BuyingPower(instruments, ledger, marks, venue, createLimits(), { margin: marginRules['reg-t'] })
  ledger.book({ instrument: 1, signed: 96, ticks: 100, notional: 9600e6, fee: 96e6 })
  power.reserve(0, { instrument: 0, signed: 98, ticks: 100, atMarket: false, mayOpen: true })
  expect(power.marginFree()).toBe((9904 - 4800 - 4998) * 1e6)
  expect(power.carries(1, -107, 100)).toBe(true)
  power.reserve(1, { instrument: 1, signed: -107, ticks: 100, atMarket: false, mayOpen: true })
  expect(power.marginFree()).toBe(106e6)
})

const PRICE = 100
const requests = fc.array(
  fc.record({
    kind: fc.constantFrom('ask', 'ask', 'fill', 'fill', 'cancel'),
    slot: fc.integer({ min: 0, max: 5 }),
    instrument: fc.integer({ min: 0, max: 1 }),
    signed: fc.integer({ min: -150, max: 150 }).filter((n) => n !== 0),
    atMarket: fc.boolean(),
  }),
  { maxLength: 60 },
)

test.each(['cash', 'reg-t', 'futures', 'leverage'] as const)(
  'while prices stand still, what %s approved with reservations is carried: margin never lacks, and what opens fills whole',
  (rule) => {
    fc.assert(
      fc.property(requests, fc.constantFrom(0, 1, 3), (steps, perLot) => {
        const ledger = new Ledger(instruments, 10_000e6)
        const marks = new Marks(instruments, ledger)
        marks.close.fill(PRICE)
        const venue = { estimateFee: (_: number, lots: number): number => Math.abs(lots) * perLot * 1e6 }
        const limits = createLimits({ leverageMax: 2 })
        const power = new BuyingPower(instruments, ledger, marks, venue, limits, { margin: marginRules[rule], reserve: true })
        const open = new Map<number, { instrument: number; signed: number; opened: boolean; leaves: boolean }>()
        for (const { kind, slot, instrument, signed, atMarket } of steps) {
          const order = open.get(slot)
          if (kind === 'ask' && order === undefined) {
            if (!power.shortAllowed(instrument, signed) || !power.carries(instrument, signed, PRICE)) continue
            // Room that leaving at market makes is there once it has filled: only what is free now counts here.
            if (open.values().some(({ leaves }) => leaves)) continue
            power.reserve(slot, { instrument, signed, ticks: PRICE, atMarket, mayOpen: true })
            // What it would have reduced then, another order may reduce before it: it has no margin for that.
            const opened = ledger.lots[instrument]! * signed >= 0
            open.set(slot, { instrument, signed, opened, leaves: atMarket && !opened })
          } else if (kind === 'fill' && order !== undefined) {
            const opens = order.opened && ledger.lots[order.instrument]! * order.signed >= 0
            const lots = Math.min(Math.abs(order.signed), power.fillable(order.instrument, order.signed, PRICE, slot))
            if (opens) expect(lots).toBe(Math.abs(order.signed))
            const notional = ledger.notional(order.instrument, PRICE, lots)
            const fee = venue.estimateFee(order.instrument, lots)
            if (lots > 0) ledger.book({ instrument: order.instrument, signed: Math.sign(order.signed) * lots, ticks: PRICE, notional, fee })
            power.filled(slot, lots)
            power.release(slot)
            open.delete(slot)
          } else if (kind === 'cancel') {
            power.release(slot)
            open.delete(slot)
          }
          expect(power.marginFree()).toBeGreaterThanOrEqual(0)
        }
        for (const slot of open.keys()) power.release(slot)
        expect(power.reserved()).toBe(0)
      }),
      { numRuns: 500 },
    )
  },
)
