/** Coins on a cash account: what is bought must be paid for, and fees come off either side. */
import { feeScheduleOf, moment, strategy, type Strategy } from '../../../../src/index.ts'
import type { LeanAlgorithm, LeanInput } from '../lean-algorithm.ts'

const MINUTE_MS = 60_000

const coin = (symbol: string, resolution: LeanInput['resolution'], market?: string): LeanInput => ({
  type: 'crypto',
  symbol,
  resolution,
  ...(market !== undefined && { market }),
})

const coinbase = { fees: feeScheduleOf('lean-coinbase').fee, account: { margin: 'lean-cash' }, sizing: 'lean-cash' } as const

/** Orders at the same minutes of one hour, most of them taken back by the next; the first is beyond what the account has. */
export const cancelOpenOrders: LeanAlgorithm = {
  name: 'CancelOpenOrdersRegressionAlgorithm',
  from: '2017-09-03',
  to: '2017-09-03',
  cash: 1000,
  data: [coin('BTCUSD', 'minute'), coin('ETHUSD', 'minute')],
  options: coinbase,
  strategy: () =>
    strategy({
      name: 'cancel-open-orders',
      setup({ market, on, now }) {
        const btc = market('BTCUSD')
        const eth = market('ETHUSD')
        on(moment, () => {
          const minute = Math.floor(now() / MINUTE_MS) % (24 * 60)
          if (minute === 360) {
            btc.buy({ qty: 100, limit: 4734.64 })
            eth.buy({ qty: 1.35505027, limit: 368.8 })
          } else if (minute === 366 || minute === 372 || minute === 378 || minute === 384) {
            btc.cancelAll()
            if (minute === 366) btc.buy({ qty: 0.10576312, limit: 4727.61 })
            if (minute === 372) btc.buy({ qty: 0.10576267, limit: 4727.63 })
            if (minute === 378) btc.buy({ qty: 0.10547724, limit: 4740.42 })
          }
        })
      },
    }),
}

const allOf = (symbol: string): Strategy =>
  strategy({
    name: 'all-of-it',
    setup({ market, on }) {
      const held = market(symbol)
      on(moment, () => {
        if (!held.position.isOpen) held.target({ weight: 1 })
      })
    },
  })

const inEuros = {
  from: '2018-04-04',
  to: '2018-04-04',
  data: [coin('BTCEUR', 'minute')],
  options: coinbase,
  strategy: () => allOf('BTCEUR'),
} as const

export const accountCurrency: LeanAlgorithm = { name: 'BasicSetAccountCurrencyAlgorithm', ...inEuros }

export const accountCurrencyWithAmount: LeanAlgorithm = {
  name: 'BasicSetAccountCurrencyWithAmountAlgorithm',
  cash: 200_000,
  ...inEuros,
}

/** In and out every hour; the fee of a purchase is taken from the coins. */
const inAndOut = (symbol: string): Strategy =>
  strategy({
    name: 'in-and-out',
    setup({ market, on, flatten }) {
      const held = market(symbol)
      on(moment, () => {
        if (held.position.isOpen) flatten()
        else held.buy({ qty: 0.1 })
      })
    },
  })

export const binanceCash: LeanAlgorithm = {
  name: 'BinanceCashAccountFeeRegressionAlgorithm',
  from: '2018-05-02',
  to: '2018-05-03',
  data: [coin('BTCUSDT', 'hour', 'binance')],
  options: { ...coinbase, fees: feeScheduleOf('binance-spot').fee },
  strategy: () => inAndOut('BTCUSDT'),
}

export const binanceMargin: LeanAlgorithm = {
  name: 'BinanceMarginAccountFeeRegressionAlgorithm',
  from: '2018-05-02',
  to: '2018-05-03',
  data: [{ ...coin('BTCUSDT', 'hour', 'binance'), instrument: { leverage: 3 } }],
  options: { fees: feeScheduleOf('binance-spot').fee },
  strategy: () => inAndOut('BTCUSDT'),
}

export const bitfinexCash: LeanAlgorithm = {
  name: 'BitfinexCashAccountFeeRegressionAlgorithm',
  from: '2013-10-02',
  to: '2013-10-03',
  data: [coin('BTCUSD', 'hour', 'bitfinex')],
  options: { ...coinbase, fees: feeScheduleOf('bitfinex').fee },
  strategy: () => inAndOut('BTCUSD'),
}
