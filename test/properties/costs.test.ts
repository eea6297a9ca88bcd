/** What fees, liquidity and financing do to an account, seen from outside a whole run. */
import { expect, test } from 'vitest'
import { backtest, type BacktestOptions } from '../../src/backtest.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, type InstrumentSpec } from '../../src/model/instrument.ts'
import { DAY_MS } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { borrow, funding } from '../../src/portfolio/financing.ts'
import { interest } from '../../src/portfolio/interest.ts'
import { strategy } from '../../src/strategy/strategy.ts'
import { feeScheduleOf } from '../../src/venue/fee-schedules.ts'
import { feeBps, feePerShare } from '../../src/venue/fees.ts'
import { shareOfVolume } from '../../src/venue/liquidity.ts'
import { slippageSpread } from '../../src/venue/slippage.ts'
import { fc } from './seeded.ts'

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

/** Buys so much after the first bar, or sells when it is negative, and gives what was seen at each close. */
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
        if (!asked && qty > 0) coin.buy({ qty })
        if (!asked && qty < 0) coin.sell({ qty: -qty })
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

test('a short pays for its shares by the day, as long as it is open', () => {
  const { equity } = hold(-10, flat([100, 100, 100, 100]), { account: { financing: borrow({ rate: 0.365 }) } })
  // 1,000 at 36.5 % a year are 1 a day: from the second midnight on, when the fill of the second bar is marked.
  expect(equity).toEqual([10_000, 9999, 9998, 9997])
})

test('funding moves cash from longs to shorts, each time it is due', () => {
  const rules = { account: { financing: funding({ rate: 0.001 }) } }
  const [long, short] = [10, -10].map((qty) => hold(qty, flat([100, 100, 100, 100]), rules).equity)
  // 1,000 at 0.1 %, three times a day.
  const paid = long!.map((value) => Math.round((10_000 - value) * 1e6) / 1e6)
  expect(paid).toEqual([0, 1, 4, 7])
  expect(short!.map((value, k) => value + long![k]!)).toEqual([20_000, 20_000, 20_000, 20_000])
})

test('cash earns and debt costs by the day', () => {
  const rules = { limits: { leverageMax: 3 }, account: { interest: interest({ credit: 0.0365, debit: 0.365 }) } }
  // A tenth of a unit of money goes into coin: 10,000.9 earn 1.00009.
  expect(hold(0.001, flat([100, 100, 100]), rules).equity).toEqual([10_001, 10_002.00009, 10_003.00028])
  // 20,000 bought with 10,001 leave 9,999 borrowed; of that 0.1 % a day.
  const { equity } = hold(200, flat([100, 100, 100]), rules)
  expect(equity.map((value) => Math.round(value * 100) / 100)).toEqual([10_001, 9991, 9980.99])
})

test('what is held and owed is named in the report', () => {
  const account = { financing: [borrow({ rate: 0.03 }), funding({ rate: 0.0001 })], interest: interest({ debit: 0.06 }) }
  expect(hold(1, flat([100, 100]), { account }).report.run.policies).toMatchObject({
    financing: 'borrow 0.03 a year + funding 0.0001 every 8 h',
    interest: 'interest 0 a year on cash, 0.06 on debit',
  })
  expect(hold(1, flat([100, 100])).report.run.policies).not.toHaveProperty('financing')
})
