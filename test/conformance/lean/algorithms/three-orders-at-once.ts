/** A market order, a limit far below and a stop far above, with data that end before the run does. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, type LeanAlgorithm } from '../lean-algorithm.ts'

export const threeOrdersAtOnce: LeanAlgorithm = {
  name: 'AddBetaIndicatorRegressionAlgorithm',
  from: '2013-10-07',
  to: '2013-10-15',
  cash: 10_000,
  data: [{ type: 'equity', symbol: 'IBM', resolution: 'minute' }, spyMinute],
  strategy: () =>
    strategy({
      name: 'three-orders-at-once',
      setup({ market, on }) {
        const ibm = market('IBM')
        on(moment, () => {
          if (ibm.position.isOpen) return
          ibm.buy({ qty: 10 })
          ibm.buy({ qty: 10, limit: 0.1 * ibm.price })
          ibm.buy({ qty: 10, stop: 10 * ibm.price })
        })
      },
    }),
}
