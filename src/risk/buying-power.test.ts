import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { Marks } from '../portfolio/marks.ts'
import { BuyingPower } from './buying-power.ts'
import { createLimits } from './limits.ts'

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
      const allowed = (lots: number): boolean =>
        power.carries(0, side * lots, c.ticks) &&
        power.withinPositionLimit(0, side * lots) &&
        (c.allowShort || side > 0 || c.held - lots >= 0)
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
