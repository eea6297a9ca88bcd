/** Fees by hand, what orders reserve by hand, margin calls, splits and dividends: whatever is asked for. */
import { describe, expect, test } from 'vitest'
import type { BarSeries, CorporateAction } from '../../src/model/bars.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { ROLE_LIQUIDATION } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { epochMs } from '../../src/model/time.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { feeBps, feePerLot, feePerOrder, feePerShare, type Fee } from '../../src/venue/fees.ts'
import { shareOfVolume } from '../../src/venue/liquidity.ts'
import { randomSeries } from './random-bars.ts'
import { orderAsker } from './random-orders.ts'
import type { Row } from './record-run.ts'
import { fc } from './seeded.ts'
import { flatBars, ofKind, toldRun } from './told-run.ts'

const UNIT = 1e6
const share = createInstrument({ id: 'M', tick: 0.01, lot: 1 })

describe('fees', () => {
  /** Each with what it is in whole ledger units for an order's fills so far, of `ticks × lots` cents. */
  const kinds: readonly { readonly fee: Fee; readonly total: (fills: readonly Row[]) => number }[] = [
    { fee: feeBps(7), total: (fills) => sum(fills.map((f) => halfUp(f[R.FILL_TICKS]! * f[R.LOTS]! * 7))) },
    { fee: feePerOrder(1.5), total: (fills) => (fills.length > 0 ? 1.5 * UNIT : 0) },
    { fee: feePerLot({ amount: 0.85 }), total: (fills) => sum(fills.map((f) => f[R.LOTS]! * 0.85 * UNIT)) },
    {
      fee: feePerShare({ amount: 0.01, minimum: 1 }),
      total: (fills) => (fills.length > 0 ? Math.max(sum(fills.map((f) => f[R.LOTS]!)) * 10_000, UNIT) : 0),
    },
  ]
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
  const halfUp = (x: number): number => Math.floor(x + 0.5)

  test('are what the rule says of each order, however many parts it fills in', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...kinds), fc.constantFrom(undefined, 0.1), (seed, { fee, total }, limit) => {
        const data = randomSeries({ instrument: share, timeframe: '1m', rows: 120, seed, start: 0, gaps: 0.05 })
        const { strategy: made } = orderAsker({ seed, markets: ['M'], eagerness: 0.5 })
        const options = {
          data,
          cash: 1e7,
          fees: fee,
          limits: { leverageMax: 5 },
          ...(limit !== undefined && { liquidity: shareOfVolume(limit) }),
        }
        const byOrder = Map.groupBy(ofKind(toldRun(made, options).rows, R.FILL), (f) => f[R.ID]!)
        for (const fills of byOrder.values()) expect(sum(fills.map((f) => f[R.FILL_FEE]!))).toBeCloseTo(total(fills), 3)
      }),
      { numRuns: 80 },
    )
  })
})

describe('I07: what open orders reserve', () => {
  test('is the worth of what each would still buy, and of all together, at every step', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(undefined, 0.05), (seed, limit) => {
        let most = 0
        const made = strategy({
          name: 'buys',
          setup({ market, on, account, random }) {
            const stock = market('M')
            on(stock.bars(), () => {
              const worth = stock.orders.reduce((total, o) => total + (o.qty - o.filled) * o.limit!, 0)
              expect(account.equity - account.marginUsed - account.marginFree).toBeCloseTo(worth, 3)
              most = Math.max(most, worth)
              const open = stock.orders[random.int(0, 9)]
              const dice = random.unit()
              if (dice < 0.5) stock.buy({ qty: random.int(1, 40), limit: stock.price * (1 - random.unit() / 50) })
              else if (open !== undefined && dice < 0.75) stock.amend(open.id, { qty: open.filled + random.int(1, 40) })
              else if (open !== undefined) stock.cancel(open.id)
            })
          },
        })
        const data = randomSeries({ instrument: share, timeframe: '1m', rows: 150, seed, start: 0, gaps: 0.05 })
        toldRun(made, {
          data,
          cash: 1e6,
          seed,
          account: { margin: 'cash' },
          ...(limit !== undefined && { liquidity: shareOfVolume(limit) }),
        })
        expect(most).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a margin call', () => {
  test('by the rule “all” leaves nothing held, and comes only where equity does not keep what is held', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 5 }), { minLength: 20, maxLength: 60 }), fc.constantFrom(1, -1), (moves, side) => {
        let price = 100
        const prices = moves.map((move) => (price = Math.max(20, price + move)))
        const made = strategy({
          name: 'holds',
          setup({ market, on }) {
            const stock = market('M')
            const bars = stock.bars()
            on(bars, () => {
              if (bars.count === 1 && side > 0) stock.buy({ qty: 195 })
              if (bars.count === 1 && side < 0) stock.sell({ qty: 195 })
            })
          },
        })
        const { rows } = toldRun(made, { data: flatBars(share, prices), cash: 10_000, account: { margin: 'reg-t', liquidation: 'all' } })
        const [entry, forced, ...more] = ofKind(rows, R.FILL)
        expect(more).toEqual([])
        if (entry === undefined) return
        const keep = side > 0 ? 0.25 : 0.3
        const held = entry[R.LOTS]!
        const isKept = (at: number): boolean => 10_000 + side * held * (at - entry[R.FILL_TICKS]! / 100) >= keep * held * at
        const failing = prices.findIndex((at, k) => k >= 1 && !isKept(at))
        expect(forced === undefined).toBe(failing < 0 || failing === prices.length - 1)
        if (forced !== undefined) expect([forced[R.FILL_ROLE], forced[R.FILL_POSITION]]).toEqual([ROLE_LIQUIDATION, 0])
      }),
      { numRuns: 120 },
    )
  })
})

describe('corporate actions', () => {
  const at = epochMs(30 * 60_000)
  const withAction = (data: BarSeries, action: CorporateAction): BarSeries => ({ ...data, actions: [action] })

  function equities(data: BarSeries, qty: number): { readonly seen: readonly number[]; readonly rows: readonly Row[] } {
    const seen: number[] = []
    const made = strategy({
      name: 'holds',
      setup({ market, on, account }) {
        const stock = market('M')
        const bars = stock.bars()
        on(bars, () => {
          if (bars.count === 1 && qty > 0) stock.buy({ qty })
          if (bars.count === 1 && qty < 0) stock.sell({ qty: -qty })
          seen.push(account.equity)
        })
      },
    })
    return { seen, rows: toldRun(made, { data, cash: 1e6 }).rows }
  }

  test('a split changes neither equity nor profit, to the part of a tick: raw prices and adjusted ones tell the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.constantFrom(2, 4, 0.5), (qty, ratio) => {
        const held = qty * 4
        const before = Array.from({ length: 30 }, (_, k) => 100 + (k % 5))
        const after = Array.from({ length: 30 }, (_, k) => (100 + (k % 7)) / ratio)
        const raw = equities(withAction(flatBars(share, [...before, ...after]), { time: at, kind: 'split', ratio, inPrices: false }), held)
        const adjusted = equities(flatBars(share, [...before, ...after.map((p) => p * ratio)]), held)
        expect(raw.seen).toEqual(adjusted.seen)
      }),
      { numRuns: 60 },
    )
  })

  test('a dividend is paid by shorts and got by longs, so much for each unit, once', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 1, max: 500 }), (qty, cents) => {
        const flat = flatBars(
          share,
          Array.from({ length: 60 }, () => 100),
        )
        const { seen, rows } = equities(withAction(flat, { time: at, kind: 'dividend', amount: cents / 100, inPrices: false }), qty)
        expect(ofKind(rows, R.ADJUST).map((r) => r[R.ADJUST_CASH])).toEqual(qty === 0 ? [] : [qty * cents * 10_000])
        expect(seen.at(-1)! - seen[0]!).toBeCloseTo((qty * cents) / 100, 6)
      }),
      { numRuns: 60 },
    )
  })

  test('an action that is in the prices already changes nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom<'split' | 'dividend'>('split', 'dividend'), (seed, kind) => {
        const data = randomSeries({ instrument: share, timeframe: '1m', rows: 80, seed, start: 0, gaps: 0 })
        const action: CorporateAction =
          kind === 'split' ? { time: at, kind, ratio: 2, inPrices: true } : { time: at, kind, amount: 1, inPrices: true }
        const run = (series: BarSeries): readonly Row[] =>
          toldRun(orderAsker({ seed, markets: ['M'], eagerness: 0.5 }).strategy, { data: series }).rows
        expect(run(withAction(data, action))).toEqual(run(data))
      }),
      { numRuns: 40 },
    )
  })
})
