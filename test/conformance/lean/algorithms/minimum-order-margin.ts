/** A weight that is asked for every minute: differences below a share of the account are left alone. */
import { leanTargets, moment, strategy, type Strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

const quarterEveryMinute = (): Strategy =>
  strategy({
    name: 'quarter-every-minute',
    setup({ market, on }) {
      const spy = market('SPY')
      on(moment, () => {
        spy.target({ weight: 0.25 })
      })
    },
  })

/** A tenth of a per cent unless told. */
export const noMinimumOrderMargin: LeanAlgorithm = {
  name: 'NoMinimumOrderMarginRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: quarterEveryMinute,
}

export const minimumOrderMargin: LeanAlgorithm = {
  name: 'MinimumOrderMarginRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  options: { sizing: leanTargets({ leastOrder: 0.01 }) },
  strategy: quarterEveryMinute,
}
