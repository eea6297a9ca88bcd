/** Dividends in cash on raw prices, and a split that adjusted prices do not show. */
import { expect } from 'vitest'
import { strategy, type ActionView } from '../../../../src/index.ts'
import { spyDaily, type LeanAlgorithm } from '../lean-algorithm.ts'
import { dateOf } from '../new-york.ts'

export const dividends: LeanAlgorithm = {
  name: 'DividendRegressionAlgorithm',
  from: '1998-01-01',
  to: '2006-01-01',
  data: [{ ...spyDaily, mode: 'raw' }],
  strategy: () =>
    strategy({
      name: 'dividends',
      setup({ market, on, onAction }) {
        const spy = market('SPY')
        const invest = (): void => {
          if (!spy.position.isOpen) spy.target({ weight: 0.5 })
        }
        on(spy.bars(), invest)
        onAction(invest)
      },
    }),
}

const splits: string[] = []

export const hourlySplit: LeanAlgorithm = {
  name: 'HourSplitRegressionAlgorithm',
  from: '2014-06-06',
  to: '2014-06-09',
  data: [{ type: 'equity', symbol: 'AAPL', resolution: 'hour' }],
  benchmark: 0,
  strategy: () =>
    strategy({
      name: 'hourly-split',
      setup({ market, on, onAction, now }) {
        const aapl = market('AAPL')
        splits.length = 0
        on(aapl.bars(), () => {
          if (!aapl.position.isOpen && dateOf(now()) === '2014-06-09') aapl.buy({ qty: 1 })
        })
        onAction(({ action, time }: ActionView) => {
          if (action.kind === 'split') splits.push(`${dateOf(time)} ${action.ratio.toFixed(4)}`)
        })
      },
    }),
  check() {
    expect(splits).toEqual(['2014-06-09 7.0000'])
  },
}
