import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Reservations } from './reservations.ts'

const INSTRUMENTS = 3
const CURRENCIES = 2
const SLOTS = 90

const step = fc.record({
  kind: fc.constantFrom('hold', 'hold', 'fill', 'fill', 'let go'),
  slot: fc.integer({ min: 0, max: SLOTS - 1 }),
  instrument: fc.integer({ min: 0, max: INSTRUMENTS - 1 }),
  side: fc.constantFrom(1, -1),
  lots: fc.integer({ min: 1, max: 1000 }),
  leaving: fc.integer({ min: 0, max: 1000 }),
  money: fc.integer({ min: 0, max: 1e15 }),
  currency: fc.integer({ min: 0, max: CURRENCIES - 1 }),
})

/** The same promises kept plainly: one object an order, sums by adding up what is there. */
interface Promised {
  instrument: number
  side: number
  lots: number
  leaving: number
  money: bigint
  currency: number
}

test('what is held is the sum over open orders, let go once, and never negative, whatever fills and ends', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const held = new Reservations(INSTRUMENTS, CURRENCIES)
      const orders = new Map<number, Promised>()
      for (const s of steps) {
        const order = orders.get(s.slot)
        if (s.kind === 'hold' && order === undefined) {
          const hold = { ...s, leaving: Math.min(s.leaving, s.lots) }
          held.hold(s.slot, hold)
          orders.set(s.slot, { ...hold, money: BigInt(hold.money) })
        } else if (s.kind === 'fill') {
          held.filled(s.slot, s.lots)
          if (order !== undefined) fillPlainly(orders, s.slot, order, s.lots)
        } else if (s.kind === 'let go') {
          held.letGo(s.slot)
          orders.delete(s.slot)
        }
        expectSums(held, [...orders.values()])
      }
      for (const slot of orders.keys()) held.letGo(slot)
      expectSums(held, [])
    }),
  )
})

function fillPlainly(orders: Map<number, Promised>, slot: number, order: Promised, lots: number): void {
  if (lots >= order.lots) {
    orders.delete(slot)
    return
  }
  const [part, whole] = [BigInt(lots), BigInt(order.lots)]
  order.money -= (2n * order.money * part + whole) / (2n * whole)
  order.lots -= lots
  order.leaving = Math.max(0, order.leaving - lots)
}

function expectSums(held: Reservations, orders: readonly Promised[]): void {
  const of = (keep: (o: Promised) => boolean, take: (o: Promised) => number): number =>
    orders.filter(keep).reduce((sum, o) => sum + take(o), 0)
  for (let i = 0; i < INSTRUMENTS; i++) {
    const here = (o: Promised): boolean => o.instrument === i
    expect(held.buys[i]).toBe(of((o) => here(o) && o.side > 0, (o) => o.lots)) // prettier-ignore
    expect(held.sells[i]).toBe(of((o) => here(o) && o.side < 0, (o) => o.lots)) // prettier-ignore
    expect(held.leaving[2 * i]).toBe(of((o) => here(o) && o.side > 0, (o) => o.leaving)) // prettier-ignore
    expect(held.leaving[2 * i + 1]).toBe(of((o) => here(o) && o.side < 0, (o) => o.leaving)) // prettier-ignore
  }
  for (let c = 0; c < CURRENCIES; c++) {
    const sum = orders.filter((o) => o.currency === c).reduce((money, o) => money + o.money, 0n)
    expect(BigInt(held.money[c]!)).toBe(sum)
    for (const o of [0, 7, SLOTS + 1]) expect(held.moneyBeside(o, c)).toBeLessThanOrEqual(held.moneyBeside(-1, c))
  }
  expect(held.count).toBe(orders.length)
}

test('an order cannot hold twice', () => {
  const held = new Reservations(1, 1)
  const hold = { instrument: 0, side: 1, lots: 3, leaving: 0, money: 10, currency: 0 }
  held.hold(0, hold)
  expect(() => held.hold(0, hold)).toThrow('an order holds once')
})
