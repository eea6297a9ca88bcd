/** Weights of two stocks at once, turned round and kept every minute: what is reduced goes first. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

export const targetsOfMany: LeanAlgorithm = {
  name: 'SetHoldingsMultipleTargetsRegressionAlgorithm',
  ...week,
  data: [
    { ...spyMinute, instrument: { leverage: 1 } },
    { type: 'equity', symbol: 'IBM', resolution: 'minute', instrument: { leverage: 1 } },
  ],
  strategy: () =>
    strategy({
      name: 'targets-of-many',
      setup({ market, on, targets }) {
        const spy = market('SPY')
        const ibm = market('IBM')
        on(moment, () => {
          const isInvested = spy.position.isOpen || ibm.position.isOpen
          targets([
            { market: spy, weight: isInvested ? 0.2 : 0.8 },
            { market: ibm, weight: isInvested ? 0.8 : 0.2 },
          ])
        })
      },
    }),
}
