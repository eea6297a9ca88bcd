/** In and out by trailing stops, which follow the side of the quote that they would trade at. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

export const trailingStopOrder: LeanAlgorithm = {
  name: 'TrailingStopOrderRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'trailing-stop-order',
      setup({ market, on }) {
        const spy = market('SPY')
        let [bought, sold] = [false, false]
        on(moment, () => {
          if (!bought) {
            bought = true
            spy.buy({ qty: 100, trail: { amount: 2 } })
          } else if (spy.position.isOpen && !sold) {
            sold = true
            spy.sell({ qty: 100, trail: { amount: 0.5 } })
          }
        })
      },
    }),
}
