/** In at the first slice, out at the next, at no fee: what is lost is the spread. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

export const zeroFee: LeanAlgorithm = {
  name: 'ZeroFeeRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  options: { fees: [] },
  strategy: () =>
    strategy({
      name: 'zero-fee',
      setup({ market, on, flatten }) {
        const spy = market('SPY')
        let entered = false
        on(moment, () => {
          if (entered) flatten()
          else spy.target({ weight: 1 })
          entered = true
        })
      },
    }),
}
