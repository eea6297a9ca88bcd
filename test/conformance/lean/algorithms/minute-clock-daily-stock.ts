/** A stock with daily bars beside one with minutes: asked for every minute, it is ordered once, for the open. */
import { moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

export const minuteClockDailyStock: LeanAlgorithm = {
  name: 'SetHoldingsMarketOnOpenRegressionAlgorithm',
  ...week,
  data: [spyMinute, { type: 'equity', symbol: 'AAPL', resolution: 'daily' }],
  strategy: () =>
    strategy({
      name: 'minute-clock-daily-stock',
      setup({ market, on }) {
        const aapl = market('AAPL')
        const bars = aapl.bars()
        on(moment, () => {
          if (!aapl.position.isOpen && bars.count > 0) aapl.target({ weight: 1 })
        })
      },
    }),
}
