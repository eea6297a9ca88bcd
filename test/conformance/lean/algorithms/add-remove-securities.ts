/** Two stocks join on Tuesday, are bought on Wednesday and leave on Thursday: at most one thing a date. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { dateOf } from '../new-york.ts'

export const addRemoveSecurities: LeanAlgorithm = {
  name: 'AddRemoveSecurityRegressionAlgorithm',
  ...week,
  data: [spyMinute, { type: 'equity', symbol: 'AIG', resolution: 'minute' }, { type: 'equity', symbol: 'BAC', resolution: 'minute' }],
  strategy: () =>
    strategy({
      name: 'add-remove-securities',
      setup({ market, on, now }) {
        const spy = market('SPY')
        const others = [market('AIG'), market('BAC')]
        let lastDate = ''
        on(moment, () => {
          const date = dateOf(now())
          if (date === lastDate) return
          const day = new Date(date).getUTCDay()
          if (lastDate === '') for (const other of others) other.leave()
          if (![spy, ...others].some((held) => held.position.isOpen)) spy.target({ weight: 0.5 })
          if (day === 2) for (const other of others) other.join()
          if (day === 3) for (const other of others) other.target({ weight: 0.25 })
          if (day === 4) for (const other of others) other.leave()
          lastDate = date
        })
      },
    }),
}
