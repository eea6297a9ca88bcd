/** Orders for the open and the close of a session, and a stop on the wrong side of the market: each asked for once, on a date. */
import { leanConversion, moment, strategy } from '../../../../src/index.ts'
import { spyHour, spyMinute, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

const threeDays = { from: '2021-03-01', to: '2021-03-03', data: [spyHour] } as const

/** A buy stop below the market fills at the open of the next bar. */
export const stopMarketOrder: LeanAlgorithm = {
  name: 'StopMarketOrderRegressionAlgorithm',
  ...threeDays,
  strategy: () =>
    strategy({
      name: 'stop-market-order',
      setup({ market, at }) {
        const spy = market('SPY')
        at('2021-03-01 12:00', 'XNYS', () => {
          spy.buy({ qty: 1, stop: spy.price - 2 })
        })
      },
    }),
}

/** While the market is closed, a market order is one for the open. */
export const marketOnOpen: LeanAlgorithm = {
  name: 'MarketOnOpenOrderRegressionAlgorithm',
  ...threeDays,
  strategy: () =>
    strategy({
      name: 'market-on-open',
      setup({ market, at }) {
        const spy = market('SPY')
        at('2021-03-02 midnight', 'XNYS', () => {
          spy.buy({ qty: 1, on: 'open' })
          spy.buy({ qty: 1 })
        })
      },
    }),
}

export const marketOnClose: LeanAlgorithm = {
  name: 'MarketOnCloseOrderRegressionAlgorithm',
  ...threeDays,
  strategy: () =>
    strategy({
      name: 'market-on-close',
      setup({ market, at }) {
        const spy = market('SPY')
        at('2021-03-02 12:00', 'XNYS', () => {
          spy.buy({ qty: 1, on: 'close' })
        })
      },
    }),
}

/** Orders for the close are taken until ten minutes before it: at 15:49, not at 15:51, and after it for the next. */
export const marketOnCloseBuffer: LeanAlgorithm = {
  name: 'MarketOnCloseOrderBufferRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-08',
  data: [spyMinute],
  options: { conversion: leanConversion({ bufferMinutes: 10 }) },
  strategy: () =>
    strategy({
      name: 'market-on-close-buffer',
      setup({ market, on, at, now }) {
        const spy = market('SPY')
        const asked = new Set<string>()
        at('2013-10-07 17:00', 'XNYS', () => {
          spy.buy({ qty: 2, on: 'close' })
        })
        on(moment, () => {
          const time = wallClock(now()).slice(11, 16)
          if ((time !== '15:49' && time !== '15:51') || asked.has(time)) return
          asked.add(time)
          spy.buy({ qty: 2, on: 'close' })
        })
      },
    }),
}
