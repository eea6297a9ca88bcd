/** A stop asked for as the entry is told to have filled; it lies below the market and fills on the next bar. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

export const stopLossOnFill: LeanAlgorithm = {
  name: 'StopLossOnOrderEventRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'stop-loss-on-fill',
      setup({ market, on, onFill }) {
        const spy = market('SPY')
        let entered = false
        on(moment, () => {
          if (entered) return
          entered = true
          spy.sell({ qty: 100, tag: 'Entry' })
        })
        onFill((fill) => {
          if (fill.tag === 'Entry') spy.buy({ qty: 100, stop: fill.price - 2 })
        })
      },
    }),
}
