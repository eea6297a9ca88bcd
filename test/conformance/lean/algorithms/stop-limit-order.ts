/** Stop-limit orders off the daily bar's high and low, by two averages. */
import { ema, strategy } from '../../../../src/index.ts'
import { spyDaily, type LeanAlgorithm } from '../lean-algorithm.ts'

/** How far the fast average must be above the slow one, to buy as well as to sell. */
const APART = 1.001

export const stopLimitOrder: LeanAlgorithm = {
  name: 'StopLimitOrderRegressionAlgorithm',
  from: '2013-01-01',
  to: '2017-01-01',
  data: [spyDaily],
  strategy: () =>
    strategy({
      name: 'stop-limit-order',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        const fast = ema(bars.close, 30)
        const slow = ema(bars.close, 60)
        let [bought, sold] = [false, false]
        on(bars, () => {
          if (Number.isNaN(slow())) return
          if (!bought && fast() > slow() * APART) {
            bought = true
            spy.buy({ qty: 100, stop: bars.high() * 1.1, limit: bars.high() * 1.11 })
          } else if (spy.position.isLong && !sold && fast() < slow() * APART) {
            sold = true
            spy.sell({ qty: 100, stop: bars.low() * 0.99, limit: bars.low() * 0.98 })
          }
        })
      },
    }),
}
