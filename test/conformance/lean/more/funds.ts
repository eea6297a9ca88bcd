/** Many stocks at once, and costs of one of two. */
import { moment, strategy, tickSize, type Slippage } from '../../../../src/index.ts'
import { spyDaily, spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

const STOCKS = ['SPY', 'AAPL', 'GOOG', 'GOOGL', 'IBM', 'QQQ', 'FB', 'WM', 'BAC', 'USO', 'IWM', 'EEM', 'BNO', 'AIG'] as const
/** Two more are asked for, of which there are no prices in the year of the run. */
const ASKED = STOCKS.length + 2

/** All of them, ten times the account together, and out of all of them, turn by turn. */
export const inAndOutOfAll: LeanAlgorithm = {
  name: 'TotalPortfolioValueRegressionAlgorithm',
  from: '2016-01-01',
  to: '2017-01-01',
  data: STOCKS.map((symbol) => ({ type: 'equity', symbol, resolution: 'daily', instrument: { leverage: 100 } })),
  strategy: () =>
    strategy({
      name: 'in-and-out-of-all',
      setup({ market, on, onAction, now, flatten }) {
        const all = STOCKS.map((symbol) => market(symbol))
        let decided = 0
        const decide = (): void => {
          if (decided === now()) return
          decided = now()
          if (all.some(({ position }) => position.isOpen)) flatten()
          else for (const each of all) each.target({ weight: 10 / ASKED })
        }
        on(moment, decide)
        onAction(decide)
      },
    }),
}

const fiveCentsOnSpy: Slippage = {
  label: 'five cents on SPY',
  ticks: ({ instrument }) => (instrument.id === 'SPY' ? Math.round(0.05 / tickSize(instrument)) : 0),
}

/** Half in a share that slips by a fixed amount, half in one that does not. */
export const fixedSlippage: LeanAlgorithm = {
  name: 'AlgorithmSlippageModelRegressionAlgorithm',
  ...week,
  data: [spyMinute, { type: 'equity', symbol: 'IBM', resolution: 'minute' }],
  options: { slippage: fiveCentsOnSpy },
  strategy: () =>
    strategy({
      name: 'fixed-slippage',
      setup({ market, on }) {
        const [spy, ibm] = [market('SPY'), market('IBM')]
        on(moment, () => {
          if (spy.position.isOpen || ibm.position.isOpen) return
          spy.target({ weight: 0.5 })
          ibm.target({ weight: 0.5 })
        })
      },
    }),
}

/** Bricks are built while the run warms up; the first one after that buys. */
export const warmRenko: LeanAlgorithm = {
  name: 'WarmupIndicatorRegressionAlgorithm',
  from: '2013-11-01',
  to: '2013-12-10',
  history: '2013-10-02',
  data: [{ ...spyDaily, dailyEnd: 'midnight' }],
  strategy: () =>
    strategy({
      name: 'warm-renko',
      setup({ market, on }) {
        const spy = market('SPY')
        on(spy.bars({ renko: 2, kind: 'single' }), () => {
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
      },
    }),
}

/** A run that only looks on. */
export const lookingOn: LeanAlgorithm = {
  name: 'OnEndOfDayAddDataRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: () => strategy({ name: 'looking-on', setup: ({ market, on }) => on(market('SPY').bars(), () => {}) }),
}
