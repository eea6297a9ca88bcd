/** What fees, liquidity and financing do to an account, seen from outside a whole run. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backtest, type BacktestOptions } from '../../src/backtest.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, type InstrumentSpec } from '../../src/model/instrument.ts'
import { DAY_MS } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { feeScheduleOf } from '../../src/venue/fee-schedules.ts'
import { feeBps, feePerShare } from '../../src/venue/fees.ts'
import { shareOfVolume } from '../../src/venue/liquidity.ts'
import { slippageSpread } from '../../src/venue/slippage.ts'

/** Bars at one price after another, open to close, each of which trades 40 units, with a spread of two hundredths. */
function flat(prices: readonly number[], spec: Partial<InstrumentSpec> = {}): BarSeries {
  const bars = allocateBars(prices.length)
  const at = (offset: number): Float64Array => Float64Array.from(prices, (price) => price + offset)
  for (const [k, price] of prices.entries()) {
    bars.time[k] = k * DAY_MS
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][k] = price
    bars.volume[k] = 40
  }
  const [bid, ask] = [at(-0.01), at(0.01)]
  const quotes = { bidOpen: bid, bidHigh: bid, bidLow: bid, bidClose: bid, askOpen: ask, askHigh: ask, askLow: ask, askClose: ask }
  const instrument = createInstrument({ id: 'COIN', lot: 0.001, ...spec })
  return { instrument, timeframe: parseTimeframe('1d'), bars, quotes, source: { name: 'flat', contentHash: '', gaps: 0 } }
}

/** Buys so much after the first bar, and gives what was seen at each close. */
function hold(
  qty: number,
  data: BarSeries,
  options: Partial<BacktestOptions> = {},
): { position: number[]; equity: number[]; report: ReturnType<typeof backtest> } {
  const [position, equity]: [number[], number[]] = [[], []]
  const buyer = strategy({
    name: 'hold',
    setup({ market, on, account }) {
      const coin = market('COIN')
      let asked = false
      on(coin.bars(), () => {
        if (!asked) coin.buy({ qty })
        asked = true
        position.push(coin.position.qty)
        equity.push(account.equity)
      })
    },
  })
  return { position, equity, report: backtest(buyer, { data, cash: 10_000, full: true, ...options }) }
}

test('a fee in coin leaves the account with so much less coin, and its cash alone', () => {
  const { position, equity } = hold(10, flat([100, 100, 100]), { fees: feeScheduleOf('binance-spot').fee })
  expect(position).toEqual([0, 9.99, 9.99])
  expect(equity).toEqual([10_000, 9999, 9999])
})

test('an order takes its share of each bar until it is filled, and pays the least of its fee once', () => {
  const { position, equity } = hold(25, flat([100, 100, 100, 100, 100], { lot: 1 }), {
    liquidity: shareOfVolume(0.25),
    fees: feePerShare({ amount: 0.01, minimum: 1 }),
  })
  expect(position).toEqual([0, 10, 20, 25, 25])
  expect(equity).toEqual([10_000, 9999, 9999, 9999, 9999])
})

test('whatever the size, parts of an order sum to it and never take more of a bar than their share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.constantFrom(0.05, 0.25, 1), (qty, share) => {
      const { position } = hold(
        qty,
        flat(
          Array.from({ length: 60 }, () => 100),
          { lot: 1 },
        ),
        { liquidity: shareOfVolume(share) },
      )
      const steps = position.map((after, k) => after - (position[k - 1] ?? 0))
      expect(Math.max(...steps)).toBeLessThanOrEqual(40 * share)
      expect(position.at(-1)).toBe(Math.min(qty, 59 * 40 * share))
    }),
    { numRuns: 40 },
  )
})

test('the report says what a run paid, however it paid', () => {
  const { report } = hold(10, flat([100, 100, 100]), { fees: feeBps({ maker: 10, taker: 10, paidIn: 'base' }) })
  expect(report.fills.rows?.map(({ fee }) => fee)).toEqual([1])
})

test('half the spread is slippage where a policy fills at the middle', () => {
  const { report } = hold(10, flat([100, 100, 100]), { slippage: slippageSpread() })
  expect(report.fills.rows?.map(({ price }) => price)).toEqual([100.01])
})
