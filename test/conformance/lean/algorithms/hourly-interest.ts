/** Cash earns 1 % with every whole hour that a step with bars reaches, while anything is held. */
import { moment, strategy, type Interest } from '../../../../src/index.ts'
import { spyHour, type LeanAlgorithm } from '../lean-algorithm.ts'

const HOUR_MS = 3_600_000

const interest: Interest = {
  label: '1 % an hour',
  waitsForBars: true,
  nextAfter: (time) => (Math.floor(time / HOUR_MS) + 1) * HOUR_MS,
  cash: ({ cash, exposure }) => (exposure > 0 ? Math.round(cash * 0.01) : 0),
}

export const hourlyInterest: LeanAlgorithm = {
  name: 'CustomMarginInterestRateModelAlgorithm',
  from: '2013-10-01',
  to: '2013-10-31',
  data: [spyHour],
  options: { account: { interest } },
  strategy: () =>
    strategy({
      name: 'hourly-interest',
      setup({ market, on }) {
        const spy = market('SPY')
        on(moment, () => {
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
      },
    }),
}
