/** Orders asked for at midnight and all taken back in the same breath: they were orders, and never fill. */
import { strategy } from '../../../../src/index.ts'
import { spyDaily, type LeanAlgorithm } from '../lean-algorithm.ts'

export const liquidate: LeanAlgorithm = {
  name: 'LiquidateRegressionAlgorithm',
  from: '2018-01-04',
  to: '2018-01-10',
  data: [spyDaily, { type: 'equity', symbol: 'IBM', resolution: 'daily' }],
  strategy: () =>
    strategy({
      name: 'liquidate',
      setup({ market, at, flatten }) {
        const spy = market('SPY')
        const ibm = market('IBM')
        for (const date of ['2018-01-05', '2018-01-08'] as const) {
          at(`${date} midnight`, 'XNYS', () => {
            ibm.buy({ qty: 10 })
            ibm.buy({ qty: 1, limit: ibm.price - 5 })
            spy.buy({ qty: 1, limit: spy.price - 5 })
            flatten()
          })
        }
      },
    }),
}
