/** What is asked for is what is ordered: sizes and prices are rounded the safe way, targets are reached, and what is to go goes. */
import { describe, expect, test } from 'vitest'
import { createInstrument, lotSize, tickSize } from '../../src/model/instrument.ts'
import { LIMIT, orderTypes, ROLE_STOP, ROLE_TARGET, STOP } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import type { OrderRequest } from '../../src/strategy/order-request.ts'
import { strategy, type Setup, type Strategy } from '../../src/strategy/strategy.ts'
import { feeBps, feePerOrder, feePerShare } from '../../src/venue/fees.ts'
import { randomSeries } from './random-bars.ts'
import { fc } from './seeded.ts'
import { flatBars, ofKind, toldRun } from './told-run.ts'

const RUNS = 80
const UNIT = 1e6

/** Asks once, when the first bar of the first market has closed, and then whatever `later` says at each bar after. */
function once(ask: (setup: Setup<object>) => void, later: (setup: Setup<object>) => void = () => {}): Strategy {
  return strategy({
    name: 'once',
    setup(setup) {
      const bars = setup.market('M').bars()
      setup.on(bars, () => (bars.count === 1 ? ask(setup) : later(setup)))
    },
  })
}

const instruments = fc.constantFrom(
  createInstrument({ id: 'M', tick: 0.01, lot: 1 }),
  createInstrument({ id: 'M', tick: 0.25, lot: 0.1, multiplier: 5 }),
  createInstrument({ id: 'M', tick: 0.5, lot: 0.001 }),
)
const sides = fc.constantFrom<1 | -1>(1, -1)

function ask({ market }: Setup<object>, side: number, request: object): void {
  if (side > 0) market('M').buy(request as OrderRequest)
  else market('M').sell(request as OrderRequest)
}

type Leveled = 'limit' | 'stop' | 'stop-limit' | 'limit-if-touched'

describe('I06: prices', () => {
  const levels = fc.double({ min: 50, max: 99, noNaN: true })

  test('limits and triggers are within a tick of what was asked, and never on the side that costs', () => {
    fc.assert(
      fc.property(
        instruments,
        sides,
        levels,
        fc.constantFrom<Leveled>('limit', 'stop', 'stop-limit', 'limit-if-touched'),
        (instrument, side, x, type) => {
          // Below the price for what waits below it, as far above for what waits above.
          const isBelow = (type === 'limit' || type === 'limit-if-touched') === side > 0
          const level = isBelow ? x : 200 - x
          const prices = {
            limit: { limit: level },
            stop: { stop: level },
            'stop-limit': { stop: level, limit: level },
            'limit-if-touched': { touch: level, limit: level },
          }
          const made = once((setup) => ask(setup, side, { qty: 1, ...prices[type] }))
          const [order] = ofKind(toldRun(made, { data: flatBars(instrument, [100, 100]) }).rows, R.ORDER)
          const tick = tickSize(instrument)
          const off = (ticks: number): number => side * (ticks * tick - level)
          expect(orderTypes[order![R.ORDER_TYPE]!]).toBe(type)
          // A limit pays no more; an entry's stop triggers no earlier.
          const asLimit = (ticks: number): boolean => off(ticks) <= tick * 1e-4 && off(ticks) > -tick
          const asStop = (ticks: number): boolean => off(ticks) >= -tick * 1e-4 && off(ticks) < tick
          expect(type === 'stop' || type === 'stop-limit' ? asStop(order![R.ORDER_LEVEL]!) : asLimit(order![R.ORDER_LEVEL]!)).toBe(true)
          if (type === 'stop-limit' || type === 'limit-if-touched') expect(asLimit(order![R.ORDER_LIMIT]!)).toBe(true)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('a protecting stop is never later than asked and a target never nearer, each within a tick', () => {
    fc.assert(
      fc.property(instruments, sides, levels, levels, (instrument, side, a, b) => {
        const [stop, target] = side > 0 ? [a, 200 - b] : [200 - a, b]
        const made = once((setup) => ask(setup, side, { qty: 1, bracket: { stop, target } }))
        const legs = ofKind(toldRun(made, { data: flatBars(instrument, [100, 100, 100]) }).rows, R.ORDER).slice(1)
        const tick = tickSize(instrument)
        const [beyondStop, beyondTarget] = [ROLE_STOP, ROLE_TARGET].map((role, k) => {
          const level = legs.find((r) => r[R.ORDER_ROLE] === role)![R.ORDER_LEVEL]! * tick
          return side * (level - [stop, target][k]!)
        }) as [number, number]
        for (const beyond of [beyondStop, beyondTarget]) expect([beyond > -tick * 1e-4, beyond < tick]).toEqual([true, true])
      }),
      { numRuns: RUNS },
    )
  })
})

describe('I06: sizes', () => {
  const flat = (
    setup: Parameters<typeof once>[0],
    instrument: ReturnType<typeof createInstrument>,
    options: object = {},
  ): readonly Float64Array[] => toldRun(once(setup), { data: flatBars(instrument, [100, 100, 100]), cash: 100_000, ...options }).rows

  test('units are rounded down to whole lots', () => {
    fc.assert(
      fc.property(instruments, sides, fc.double({ min: 0, max: 150, noNaN: true }), (instrument, side, qty) => {
        const rows = flat((setup) => ask(setup, side, { qty }), instrument)
        const lots = ofKind(rows, R.ORDER)[0]?.[R.LOTS] ?? 0
        const left = qty - lots * lotSize(instrument)
        expect(left).toBeGreaterThan(-1e-5 * lotSize(instrument))
        expect(left).toBeLessThan(lotSize(instrument))
      }),
      { numRuns: RUNS },
    )
  })

  const fees = fc.constantFrom([], [feeBps(20)], [feePerOrder(7)], [feePerShare({ amount: 0.05, minimum: 2 }), feeBps(1)])

  test('a share of equity buys as many lots as it pays for with their fee, and not one more', () => {
    fc.assert(
      fc.property(instruments, sides, fees, fc.double({ min: 0.01, max: 1, noNaN: true }), (instrument, side, fee, equity) => {
        const rows = flat((setup) => ask(setup, side, { equity }), instrument, { fees: fee, limits: { leverageMax: 2 } })
        const [fill] = ofKind(rows, R.FILL)
        const lotWorth = 100 * lotSize(instrument) * instrument.multiplier
        const spent = fill === undefined ? 0 : fill[R.LOTS]! * lotWorth + fill[R.FILL_FEE]! / UNIT
        expect(spent).toBeLessThanOrEqual(equity * 100_000 + 1e-6)
        // One lot more and its fee, at most as dear as all fees here are together.
        if (fill !== undefined) expect(spent + lotWorth * 1.01 + 0.06 * lotSize(instrument)).toBeGreaterThan(equity * 100_000 - 1e-6)
      }),
      { numRuns: RUNS },
    )
  })

  test('what is risked is at most the share of equity between the entry and its stop', () => {
    fc.assert(
      fc.property(
        instruments,
        sides,
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (instrument, side, risk, far) => {
          const stop = 100 - side * far
          const rows = flat((setup) => ask(setup, side, { risk, bracket: { stop } }), instrument, { limits: { leverageMax: 50 } })
          const [entry] = ofKind(rows, R.ORDER)
          const lotRisk = far * lotSize(instrument) * instrument.multiplier
          const atRisk = (entry?.[R.LOTS] ?? 0) * lotRisk
          expect(atRisk).toBeLessThanOrEqual(risk * 100_000 + 1e-6)
          expect(atRisk).toBeGreaterThan(risk * 100_000 - lotRisk - 1e-6)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('a target weight is reached to within a lot and its fee, and asking again changes nothing', () => {
    fc.assert(
      fc.property(instruments, fees, fc.double({ min: -1, max: 1, noNaN: true }), (instrument, fee, weight) => {
        const made = once(
          ({ market }) => market('M').target({ weight }),
          ({ market }) => market('M').target({ weight }),
        )
        const { rows, engine } = toldRun(made, { data: flatBars(instrument, [100, 100, 100, 100]), fees: fee, limits: { leverageMax: 2 } })
        const lotWorth = 100 * lotSize(instrument) * instrument.multiplier
        const worth = engine.ledger.lots[0]! * lotWorth
        expect(Math.abs(worth)).toBeLessThanOrEqual(Math.abs(weight) * 100_000 + 1e-6)
        expect(Math.abs(weight * 100_000 - worth)).toBeLessThan(lotWorth * 1.01 + 0.02 * Math.abs(worth) + 10)
        // The fee of the first lowers equity, so that a lot or two may go again; the side never turns.
        const [first, ...others] = ofKind(rows, R.FILL)
        expect(others.filter((f) => f[R.LOTS]! > 0.01 * first![R.LOTS]! + 1)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})

describe('several at once', () => {
  const ids = ['M', 'N', 'O', 'P']
  const weights = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: ids.length, maxLength: ids.length })

  test('targets of several markets: what reduces goes first, then the larger difference', () => {
    fc.assert(
      fc.property(weights, weights, (before, after) => {
        const aim = ({ targets, market }: Setup<object>, list: readonly number[]): void =>
          targets(list.map((w, k) => ({ market: market(ids[k]), weight: w / 20 })))
        let asked = false
        const made = once(
          (setup) => aim(setup, before),
          (setup) => {
            if (!asked) aim(setup, after)
            asked = true
          },
        )
        const data = ids.map((id, k) =>
          flatBars(
            createInstrument({ id, tick: 0.25, lot: 1 }),
            Array.from({ length: 4 }, () => 50 + 25 * k),
          ),
        )
        const { rows } = toldRun(made, { data, limits: { leverageMax: 2 } })
        const [, second] = Map.groupBy(ofKind(rows, R.ORDER), (r) => r[R.STEP]).values()
        const held = new Map(ofKind(rows, R.FILL).map((f) => [f[R.INSTRUMENT], 0]))
        for (const f of ofKind(rows, R.FILL)) if (f[R.STEP]! <= (second?.[0]?.[R.STEP] ?? 0)) held.set(f[R.INSTRUMENT], f[R.FILL_POSITION]!)
        const sizes = (second ?? []).map((o) => {
          const lots = held.get(o[R.INSTRUMENT]) ?? 0
          return { reduces: lots * o[R.SIDE]! < 0 && o[R.LOTS]! <= Math.abs(lots), value: o[R.LOTS]! * (50 + 25 * o[R.INSTRUMENT]!) }
        })
        for (const [k, size] of sizes.entries()) {
          const previous = sizes[k - 1] ?? size
          expect(previous.reduces || !size.reduces).toBe(true)
          if (previous.reduces === size.reduces) expect(previous.value).toBeGreaterThanOrEqual(size.value)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test.each(['flatten', 'leave'] as const)('after %s nothing is held and nothing is open', (how) => {
    fc.assert(
      fc.property(fc.nat(), sides, fc.integer({ min: 5, max: 40 }), (seed, side, at) => {
        let seen = 0
        const made = strategy({
          name: 'goes',
          setup(setup) {
            const market = setup.market('M')
            const bars = market.bars()
            setup.on(bars, () => {
              if (bars.count < at) {
                ask(setup, side, { qty: 3, bracket: { stop: market.price - side * 30, target: market.price + side * 30 } })
                ask(setup, side, { qty: 2, limit: market.price - side * 5 })
              } else if (bars.count === at && how === 'flatten') setup.flatten()
              else if (bars.count === at) market.leave()
              else if (bars.count > at + 1) {
                expect([market.position.qty, market.orders.length]).toEqual([0, 0])
                seen++
              }
            })
          },
        })
        const instrument = createInstrument({ id: 'M', tick: 0.01, lot: 1 })
        const data = randomSeries({ instrument, timeframe: '1m', rows: 60, seed, start: 0, gaps: 0.1 })
        toldRun(made, { data, cash: 1e7 })
        expect(seen).toBe(59 - at)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('legs', () => {
  const played = fc.record({
    seed: fc.nat(),
    side: sides,
    share: fc.constantFrom(undefined, 0.02, 0.3),
    eagerness: fc.constantFrom(1, 3, 9),
  })

  test('I15: where every entry has a stop, the stops that are open are the position, at every step', () => {
    fc.assert(
      fc.property(played, ({ seed, side, share, eagerness }) => {
        let entries = 0
        const made = strategy({
          name: 'stopped',
          setup(setup) {
            const market = setup.market('M')
            const bars = market.bars()
            setup.on(bars, () => {
              const stops = market.orders.filter((o) => o.role === 'stop').reduce((sum, o) => sum + o.qty - o.filled, 0)
              const targets = market.orders.filter((o) => o.role === 'target').reduce((sum, o) => sum + o.qty - o.filled, 0)
              expect(stops).toBe(Math.abs(market.position.qty))
              expect(targets).toBeLessThanOrEqual(stops)
              if (bars.count % eagerness !== 0) return
              entries++
              const at = (far: number): number => market.price + side * far
              ask(setup, side, {
                qty: 10,
                bracket: {
                  stop: at(-1),
                  target: [
                    { price: at(0.5), share: 0.5 },
                    { price: at(1), share: 0.3 },
                  ],
                },
              })
            })
          },
        })
        const instrument = createInstrument({ id: 'M', tick: 0.01, lot: 1 })
        const data = randomSeries({ instrument, timeframe: '1m', rows: 120, seed, start: 0, gaps: 0.1 })
        const liquidity =
          share === undefined
            ? undefined
            : { label: 'some', available: (_: unknown, volume: number, used: number) => volume * share - used }
        const { rows } = toldRun(made, { data, cash: 1e7, ...(liquidity && { liquidity }) })
        expect(entries).toBeGreaterThan(0)
        for (const leg of ofKind(rows, R.ORDER)) {
          if (leg[R.ORDER_ROLE] === ROLE_STOP) expect(leg[R.ORDER_TYPE]).toBe(STOP)
          if (leg[R.ORDER_ROLE] === ROLE_TARGET) expect(leg[R.ORDER_TYPE]).toBe(LIMIT)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('of a group in which each reduces the others, all together fill no more than the largest', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        sides,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 4 }),
        fc.constantFrom(undefined, 0.02),
        (seed, side, sizes, share) => {
          const made = once((setup) => {
            const market = setup.market('M')
            market.ouo(
              sizes.map((qty, k) => ({ [side > 0 ? 'buy' : 'sell']: { qty, limit: market.price - side * 0.1 * (k - 1) } })) as never,
            )
          })
          const instrument = createInstrument({ id: 'M', tick: 0.01, lot: 1 })
          const data = randomSeries({ instrument, timeframe: '1m', rows: 60, seed, start: 0, gaps: 0.1 })
          const liquidity =
            share === undefined
              ? undefined
              : { label: 'some', available: (_: unknown, volume: number, used: number) => volume * share - used }
          const { rows } = toldRun(made, { data, cash: 1e7, ...(liquidity && { liquidity }) })
          const filled = ofKind(rows, R.FILL).reduce((sum, f) => sum + f[R.LOTS]!, 0)
          expect(filled).toBeLessThanOrEqual(Math.max(...sizes))
          expect(ofKind(rows, R.ORDER).length).toBe(sizes.length)
        },
      ),
      { numRuns: RUNS },
    )
  })
})
