/** Decisions by averages. */
import { ema, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

/** In when the fast average is well above the slow one, out when it is well below, asked for every minute. */
export const parameterized: LeanAlgorithm = {
  name: 'ParameterizedAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () =>
    strategy({
      name: 'two-averages',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        const fast = ema(bars.close, 10)
        const slow = ema(bars.close, 20)
        on(bars, () => {
          if (Number.isNaN(slow())) return
          if (fast() > slow() * 1.001) spy.target({ weight: 1 })
          else if (fast() < slow() * 0.999 && spy.position.isOpen) spy.close()
        })
      },
    }),
}
