/** One decision each, on data of many kinds. */
import { moment, sma, strategy, type Strategy } from '../../../../src/index.ts'
import { spyDaily, spyHour, spyMinute, week, type LeanAlgorithm, type LeanInput } from '../lean-algorithm.ts'
import { dateOf, wallClock } from '../new-york.ts'

/** All of the account, or so much of it, in one market whenever nothing is held. */
const investWhenFlat = (symbol: string, weight = 1): Strategy =>
  strategy({
    name: 'invest-when-flat',
    setup({ market, on }) {
      const held = market(symbol)
      on(moment, () => {
        if (!held.position.isOpen) held.target({ weight })
      })
    },
  })

/** A single unit at the first bar of a date. */
const buyOneOn = (symbol: string, date: string): Strategy =>
  strategy({
    name: 'buy-one',
    setup({ market, on, now }) {
      const held = market(symbol)
      on(moment, () => {
        if (!held.position.isOpen && dateOf(now()) >= date) held.buy({ qty: 1 })
      })
    },
  })

const equity = (symbol: string, resolution: LeanInput['resolution'], more: Partial<LeanInput> = {}): LeanInput => ({
  type: 'equity',
  symbol,
  resolution,
  ...more,
})

export const rawData: LeanAlgorithm = {
  name: 'RawDataRegressionAlgorithm',
  from: '2014-03-25',
  history: '2014-03-24',
  to: '2014-04-07',
  data: [equity('GOOGL', 'daily', { mode: 'raw', dailyEnd: 'midnight' })],
  strategy: () => investWhenFlat('GOOGL'),
}

export const adjustedVolume: LeanAlgorithm = {
  name: 'AdjustedVolumeRegressionAlgorithm',
  from: '2014-06-05',
  to: '2014-06-05',
  data: [equity('AAPL', 'minute', { mode: 'split-adjusted' })],
  strategy: () => investWhenFlat('AAPL'),
}

export const splitPartialShare: LeanAlgorithm = {
  name: 'SplitPartialShareRegressionAlgorithm',
  from: '2014-06-05',
  to: '2014-06-09',
  data: [equity('AAPL', 'minute', { mode: 'raw' })],
  strategy: () => buyOneOn('AAPL', '2014-06-05'),
}

export const hourlyReverseSplit: LeanAlgorithm = {
  name: 'HourReverseSplitRegressionAlgorithm',
  from: '2013-11-07',
  to: '2013-11-08',
  data: [equity('VXX.1', 'hour')],
  benchmark: 0,
  strategy: () => buyOneOn('VXX.1', '2013-11-08'),
}

export const customBenchmark: LeanAlgorithm = {
  name: 'CustomBenchmarkAlgorithm',
  ...week,
  data: [equity('SPY', 'second')],
  benchmark: equity('AAPL', 'hour'),
  strategy: () => investWhenFlat('SPY'),
}

/** A limit order at the low of the first bar after the session, once a date. */
export const extendedHours: LeanAlgorithm = {
  name: 'ExtendedMarketTradingRegressionAlgorithm',
  ...week,
  data: [{ ...spyMinute, extended: true }],
  strategy: () =>
    strategy({
      name: 'extended-hours',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const bars = spy.bars()
        let last = ''
        on(moment, () => {
          const [date = '', time = ''] = wallClock(now()).split(' ')
          if (date === last || (time > '09:30:00' && time < '16:00:00')) return
          last = date
          spy.buy({ qty: 10, limit: bars.low() })
        })
      },
    }),
}

/** A unit asked for at the open, when the last price is a night old: it waits for the first bar. */
export const forwardDataOnly: LeanAlgorithm = {
  name: 'ForwardDataOnlyFillModelAlgorithm',
  from: '2013-10-01',
  to: '2013-10-31',
  data: [spyHour],
  strategy: () =>
    strategy({
      name: 'forward-data-only',
      setup({ market, at }) {
        const spy = market('SPY')
        at('week-start open', 'XNYS', () => {
          if (!spy.position.isOpen) spy.buy({ qty: 1 })
        })
      },
    }),
}

/** All of the cash in whole shares, once a band of twenty days is known. */
export const indicatorSuite: LeanAlgorithm = {
  name: 'IndicatorSuiteAlgorithm',
  from: '2013-01-01',
  to: '2014-12-31',
  history: '2012-12-31',
  cash: 25_000,
  data: [{ ...spyDaily, dailyEnd: 'midnight' }],
  strategy: () =>
    strategy({
      name: 'indicator-suite',
      setup({ market, on, account }) {
        const spy = market('SPY')
        const middle = sma(spy.bars().close, 20)
        on(spy.bars(), () => {
          if (!Number.isNaN(middle()) && !spy.position.isOpen && spy.orders.length === 0)
            spy.buy({ qty: Math.floor(account.cash / spy.price) })
        })
      },
    }),
}

/** Ten times what the account would buy, in hundreds, where nothing checks whether it can. */
export const customBuyingPower: LeanAlgorithm = {
  name: 'CustomBuyingPowerModelAlgorithm',
  from: '2013-10-01',
  to: '2013-10-31',
  data: [{ ...spyHour, instrument: { leverage: 1000 } }],
  strategy: () =>
    strategy({
      name: 'custom-buying-power',
      setup({ market, on, account }) {
        const spy = market('SPY')
        on(moment, () => {
          const whole = (account.equity * 0.9975) / spy.price
          if (!spy.position.isOpen) spy.buy({ qty: Math.floor(whole / 100) * 1000 })
        })
      },
    }),
}

/** Two stocks without leverage, the second one added after two years. */
export const marginRemaining: LeanAlgorithm = {
  name: 'MarginRemainingRegressionAlgorithm',
  from: '2007-01-01',
  to: '2010-01-01',
  data: [
    { ...spyDaily, dailyEnd: 'midnight', instrument: { leverage: 1 } },
    equity('AAPL', 'daily', { dailyEnd: 'midnight', instrument: { leverage: 1 } }),
  ],
  strategy: () =>
    strategy({
      name: 'margin-remaining',
      setup({ market, on, onAction, now }) {
        const spy = market('SPY')
        const aapl = market('AAPL')
        const decide = (): void => {
          if (!spy.position.isOpen && !aapl.position.isOpen) spy.target({ weight: 0.7 })
          if (dateOf(now()) >= '2009' && !aapl.position.isOpen) aapl.target({ weight: 0.3 })
        }
        on(moment, decide)
        onAction(decide)
      },
    }),
}

/** Nothing to be measured against. */
export const zeroedBenchmark: LeanAlgorithm = {
  name: 'ZeroedBenchmarkRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-08',
  data: [spyHour],
  benchmark: 0,
  strategy: () => investWhenFlat('SPY'),
}

export const twoDays: LeanAlgorithm = {
  name: 'StringToSymbolImplicitConversionRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-08',
  data: [spyMinute],
  strategy: () => investWhenFlat('SPY'),
}

export const oneDay: LeanAlgorithm = {
  name: 'IndexSecurityCanBeTradableRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-07',
  data: [spyMinute],
  strategy: () => investWhenFlat('SPY'),
}

/** Ten shares whenever nothing is held, asked for after the close. */
export const tenShares: LeanAlgorithm = {
  name: 'DynamicSecurityDataRegressionAlgorithm',
  from: '2015-10-22',
  to: '2015-10-30',
  data: [equity('GOOGL', 'daily')],
  strategy: () =>
    strategy({
      name: 'ten-shares',
      setup({ market, on }) {
        const held = market('GOOGL')
        on(moment, () => {
          if (!held.position.isOpen) held.buy({ qty: 10 })
        })
      },
    }),
}

/** In and out at once at market, and a sale below the market that fills at the next open. */
export const fourAtOnce: LeanAlgorithm = {
  name: 'BacktestingAsynchronousOrdersRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-08',
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'four-at-once',
      setup({ market, on }) {
        const spy = market('SPY')
        on(moment, () => {
          if (spy.position.isOpen) return
          spy.buy({ qty: 100 })
          spy.sell({ qty: 100 })
          spy.buy({ qty: 100, limit: spy.price * 0.95 })
          spy.sell({ qty: 100, limit: spy.price * 0.95 })
        })
      },
    }),
}

/** Ten times the account, and in the same breath back to once the account. */
export const tenTimes: LeanAlgorithm = {
  name: 'LeveragePrecedenceRegressionAlgorithm',
  ...week,
  data: [{ ...spyMinute, instrument: { leverage: 10 } }],
  strategy: () =>
    strategy({
      name: 'ten-times',
      setup({ market, on }) {
        const spy = market('SPY')
        on(moment, () => {
          if (spy.position.isOpen) return
          spy.target({ weight: 10 })
          spy.target({ weight: 1 })
        })
      },
    }),
}

/** A year that begins with a holiday. */
export const newYear: LeanAlgorithm = {
  name: 'HistoryAuxiliaryDataRegressionAlgorithm',
  from: '2021-01-01',
  to: '2021-01-05',
  data: [equity('AAPL', 'daily')],
  strategy: () => investWhenFlat('AAPL'),
}
