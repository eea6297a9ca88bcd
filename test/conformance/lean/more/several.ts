/** Several markets, kinds of data and things that happen to shares. */
import { expect } from 'vitest'
import { leanConversion, moment, strategy, type OrderView } from '../../../../src/index.ts'
import { spyDaily, spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

/** A stock in and out every quarter of an hour, on raw prices, beside one with daily bars. */
export const tradesAndQuotes: LeanAlgorithm = {
  name: 'EquityTradeAndQuotesRegressionAlgorithm',
  ...week,
  data: [
    { type: 'equity', symbol: 'IBM', resolution: 'minute', mode: 'raw' },
    { type: 'equity', symbol: 'AAPL', resolution: 'daily', mode: 'raw', dailyEnd: 'midnight' },
  ],
  strategy: () =>
    strategy({
      name: 'trades-and-quotes',
      setup({ market, on, at, now, flatten }) {
        const ibm = market('IBM')
        let mayTrade = false
        at('open', 'XNYS', () => (mayTrade = true))
        at('close-16m', 'XNYS', () => (mayTrade = false))
        on(moment, () => {
          if (!ibm.position.isOpen && mayTrade) ibm.target({ weight: 1 })
          if (Number(wallClock(now()).slice(14, 16)) % 15 === 0) flatten()
        })
      },
    }),
}

/** A share that changes its name while it is held. */
export const hourlyRename: LeanAlgorithm = {
  name: 'HourResolutionMappingEventRegressionAlgorithm',
  from: '2008-08-20',
  to: '2008-10-01',
  data: [{ type: 'equity', symbol: 'SPWR', resolution: 'hour', fillForward: false }],
  strategy: () =>
    strategy({
      name: 'hourly-rename',
      setup({ market, on }) {
        const held = market('SPWR')
        on(moment, () => {
          if (!held.position.isOpen) held.target({ weight: 1 })
        })
      },
    }),
}

/** Everything but one share is let go of, orders that wait included, and that one bought. */
export const allButOne: LeanAlgorithm = {
  name: 'LiquidateAllExceptSpecifiedSymbolRegressionAlgorithm',
  from: '2018-01-04',
  to: '2018-01-10',
  data: [spyDaily, { type: 'equity', symbol: 'IBM', resolution: 'daily' }],
  strategy: () =>
    strategy({
      name: 'all-but-one',
      setup({ market, at }) {
        const spy = market('SPY')
        const ibm = market('IBM')
        for (const date of ['2018-01-05', '2018-01-08'] as const) {
          at(`${date} midnight`, 'XNYS', () => {
            ibm.buy({ qty: 10 })
            ibm.buy({ qty: 1, limit: ibm.price - 5 })
            ibm.cancelAll()
            spy.target({ weight: 1 })
          })
        }
      },
    }),
}

/** A share is bought, and sold on its last day. */
export const delisting: LeanAlgorithm = {
  name: 'DelistingEventsAlgorithm',
  from: '2007-05-16',
  to: '2007-05-25',
  data: [
    { type: 'equity', symbol: 'AAA.1', resolution: 'daily', dailyEnd: 'midnight' },
    { ...spyDaily, dailyEnd: 'midnight' },
  ],
  history: '2007-05-15',
  strategy: () =>
    strategy({
      name: 'delisting',
      setup({ market, on, at }) {
        const held = market('AAA.1')
        let asked = false
        on(moment, () => {
          if (asked) return
          asked = true
          held.target({ weight: 1 })
        })
        at('2007-05-18 midnight', 'XNYS', () => held.target({ weight: 0 }))
      },
    }),
}

/** A share and a currency pair, everything closed and bought anew each noon. */
export const noonTrades: LeanAlgorithm = {
  name: 'OrderSubmissionDataRegressionAlgorithm',
  ...week,
  data: [spyMinute, { type: 'forex', symbol: 'EURUSD', resolution: 'hour' }],
  strategy: () =>
    strategy({
      name: 'noon-trades',
      setup({ market, at, flatten }) {
        const markets = [market('SPY'), market('EURUSD')]
        at('noon', 'XNYS', () => {
          flatten()
          for (const each of markets) each.buy({ qty: 1000 })
        })
      },
    }),
}

/** A rupee account: one Indian share. */
export const india: LeanAlgorithm = {
  name: 'BasicTemplateIndiaAlgorithm',
  from: '2019-01-23',
  to: '2019-10-31',
  data: [{ type: 'equity', market: 'india', symbol: 'YESBANK', resolution: 'minute', instrument: { currency: 'INR' } }],
  strategy: () =>
    strategy({
      name: 'india',
      setup({ market, on }) {
        const held = market('YESBANK')
        on(moment, () => {
          if (!held.position.isOpen) held.buy({ qty: 1 })
        })
      },
    }),
}

/** Bricks of the close buy, those of a mean of the whole bar sell. */
export const classicRenko: LeanAlgorithm = {
  name: 'ClassicRenkoConsolidatorAlgorithm',
  from: '2012-01-01',
  to: '2013-01-01',
  data: [{ ...spyDaily, dailyEnd: 'midnight' }],
  strategy: () =>
    strategy({
      name: 'classic-renko',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        on(bars, () => {
          const mean = (2 * bars.open() + bars.high() + bars.low() + 3 * bars.close()) / 7
          open ??= Math.ceil(mean / BRICK) * BRICK
          if (Math.abs(mean - open) < BRICK) return
          open += Math.sign(mean - open) * BRICK
          closeLater = true
        })
        on(spy.bars({ renko: BRICK, kind: 'single' }), () => {
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
        on(moment, () => {
          if (closeLater && spy.position.isOpen) spy.close()
          closeLater = false
        })
        let open: number | undefined
        let closeLater = false
      },
    }),
}
const BRICK = 2.5

const WEIGHTS = [0.5, 1, 0, -0.5, -1, 0]

/** An account in euros trades a share in dollars: long, longer, out, short, shorter, out, a day each. */
export const euroAccount: LeanAlgorithm = {
  name: 'SetAccountCurrencySecurityMarginModelRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-15',
  data: [spyDaily, { type: 'forex', symbol: 'EURUSD', resolution: 'daily' }],
  history: '2013-10-01',
  options: { account: { currency: 'EUR' } },
  strategy: () =>
    strategy({
      name: 'euro-account',
      setup({ market, on }) {
        const spy = market('SPY')
        let step = 0
        on(spy.bars(), () => {
          const weight = WEIGHTS[step++]
          if (weight !== undefined) spy.target({ weight })
        })
      },
    }),
}

/** Orders for the close with bars after it: at midnight, in time, too late, and in the evening for the next one. */
export const closesByNight: LeanAlgorithm = {
  name: 'MarketOnCloseOrderBufferExtendedMarketHoursRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-08',
  data: [{ ...spyMinute, extended: true }],
  options: { conversion: leanConversion({ bufferMinutes: 10 }) },
  strategy: () =>
    strategy({
      name: 'closes-by-night',
      setup({ market, on, at, now }) {
        const spy = market('SPY')
        const times = new Set(['15:49', '15:51', '16:48'])
        at('2013-10-08 midnight', 'XNYS', () => {
          spy.buy({ qty: 2, on: 'close' })
        })
        on(moment, () => {
          if (times.delete(wallClock(now()).slice(11, 16))) spy.buy({ qty: 2, on: 'close' })
        })
      },
    }),
}

let atTheEnd: readonly OrderView[] = []

/** Orders that wait through a split of seven for one are for more shares, less what is no whole one. */
export const splitOrders: LeanAlgorithm = {
  name: 'SplitEquityRegressionAlgorithm',
  from: '2014-06-05',
  to: '2014-06-11',
  data: [{ type: 'equity', symbol: 'AAPL', resolution: 'hour', mode: 'raw' }],
  strategy: () =>
    strategy({
      name: 'split-orders',
      setup({ market, on }) {
        const aapl = market('AAPL')
        on(moment, () => {
          if (aapl.orders.length === 0) {
            aapl.buy({ qty: 10, touch: 10, limit: 10 })
            aapl.buy({ qty: 10, limit: 5 })
            aapl.buy({ qty: 10, stop: 15, limit: 15 })
            aapl.buy({ qty: 10, trail: { amount: 60 } })
            aapl.buy({ qty: 10, trail: { percent: 10 } })
          }
          atTheEnd = aapl.orders
        })
      },
    }),
  check() {
    expect(atTheEnd.map(({ qty }) => qty)).toEqual([69, 69, 69, 69, 69])
  },
}
