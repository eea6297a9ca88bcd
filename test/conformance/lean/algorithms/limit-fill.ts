/** A limit order at the last price on every full hour: buys for two days, then sales. */
import { moment, strategy, timestamp } from '../../../../src/index.ts'
import { week, type LeanAlgorithm } from '../lean-algorithm.ts'

const HOUR_MS = 3_600_000

export const limitFill: LeanAlgorithm = {
  name: 'LimitFillRegressionAlgorithm',
  ...week,
  data: [{ type: 'equity', symbol: 'SPY', resolution: 'second' }],
  strategy: () =>
    strategy({
      name: 'limit-fill',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const sellsFrom = timestamp('2013-10-09T04:00Z')
        on(moment, () => {
          if (now() % HOUR_MS !== 0) return
          const request = { qty: 10, limit: spy.price }
          if (now() < sellsFrom) spy.buy(request)
          else spy.sell(request)
        })
      },
    }),
}
