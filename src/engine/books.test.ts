import { expect, test } from 'vitest'
import { backtest } from '../backtest.ts'
import { allocateBars, type BarSeries, type CorporateAction } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import { epochMs, HOUR_MS } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import type { ReportDocument } from '../report/document.ts'
import { strategy } from '../strategy/strategy.ts'
import { feeBps } from '../venue/fees.ts'

/** Hours of a coin that open and close at these prices. */
function hours(prices: readonly number[], actions: readonly CorporateAction[] = []): BarSeries {
  const bars = allocateBars(prices.length)
  for (const [k, price] of prices.entries()) {
    bars.time[k] = k * HOUR_MS
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name][k] = price
    bars.volume[k] = 1e6
  }
  const instrument = createInstrument({ id: 'BTCUSD', baseCurrency: 'BTC', lot: 0.01 })
  return { instrument, timeframe: parseTimeframe('1h'), bars, actions, source: { name: 'hours', contentHash: '', gaps: 0 } }
}

/** Asks for these units at the closes of the bars, below zero to sell; one in a hundred goes in fees, of buys in coins. */
function run(
  prices: readonly number[],
  units: readonly number[],
  actions?: readonly CorporateAction[],
): { report: ReportDocument; net: number; earned: number } {
  const asks = strategy({
    name: 'asks',
    setup({ market, on }) {
      const coin = market()
      const bars = coin.bars()
      on(bars, () => {
        const qty = units[bars.count - 1] ?? 0
        if (qty > 0) coin.buy({ qty })
        if (qty < 0) coin.sell({ qty: -qty })
      })
    },
  })
  const fees = feeBps({ maker: 100, taker: 100, paidIn: 'base' })
  const report = backtest(asks, { data: hours(prices, actions), cash: 10_000, fees, full: true })
  const net = (report.roundTrips.rows ?? []).reduce((sum, trip) => sum + trip.net, 0)
  const final = report.statistics.all.find(({ id }) => id === 'finalEquity')!.value!
  return { report, net, earned: final - 10_000 }
}

test('a fee in coins that an add pays costs the round trip what the coins cost on average', () => {
  const { report, net, earned } = run([100, 100, 110, 120], [10, 10, -19.8])
  expect(report.roundTrips.count).toBe(1)
  // 19.8 sold at 120 less 1 % of that, for 10 bought at 100 and 10 at 110.
  expect(earned).toBeCloseTo(19.8 * 120 * 0.99 - 2100, 6)
  expect(net).toBeCloseTo(earned, 6)
})

test('a buy that its fee in coins would leave nothing of pays in money', () => {
  const { report, net, earned } = run([100, 100, 100, 100], [0.01, -0.01])
  expect(report.roundTrips.count).toBe(1)
  expect(net).toBeCloseTo(-1.01, 9)
  expect(earned).toBeCloseTo(-1.01, 9)
})

test('who is left with less than a lot by a split is closed out, and the round trip ends', () => {
  const split: CorporateAction = { time: epochMs(3 * HOUR_MS), inPrices: false, kind: 'split', ratio: 0.001 }
  const { report, net, earned } = run([100, 100, 90, 90_000, 90_000], [1], [split])
  expect(report.openPositions).toEqual([])
  // 0.99 of the coin that was bought is left after the fee.
  expect(earned).toBeCloseTo(0.99 * 90 - 100, 9)
  expect(net).toBeCloseTo(earned, 9)
})
