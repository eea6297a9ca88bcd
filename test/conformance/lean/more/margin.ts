/** Leverage that shrinks shortly before the close. */
import { leanPatternDay, leanTargets, moment, strategy } from '../../../../src/index.ts'
import { spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'
import { wallClock } from '../new-york.ts'

const OPEN = 5
const CLOSED = 2
const options = { account: { margin: leanPatternDay({ open: OPEN, closed: CLOSED }) } }

/** What is too large for the night is sold when the market is about to close. */
export const marginCallAtClose: LeanAlgorithm = {
  name: 'MarginCallClosedMarketRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  options,
  strategy: () =>
    strategy({
      name: 'margin-call-at-close',
      setup({ market, on }) {
        const spy = market('SPY')
        on(moment, () => {
          if (!spy.position.isOpen) spy.target({ weight: OPEN })
        })
      },
    }),
}

/** Larger by day and smaller by night, in time: nobody has to call. */
export const noMarginCall: LeanAlgorithm = {
  name: 'NoMarginCallExpectedRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  options,
  strategy: () =>
    strategy({
      name: 'no-margin-call',
      setup({ market, at }) {
        const spy = market('SPY')
        at('close-15m', 'XNYS', () => spy.target({ weight: CLOSED }))
        at('open+1m', 'XNYS', () => spy.target({ weight: OPEN }))
      },
    }),
}

/** A short that is too large by night: nobody calls while the market is closed, though bars come in before and after it. */
export const noCallByNight: LeanAlgorithm = {
  name: 'NoMarginCallOutsideRegularHoursRegressionAlgorithm',
  ...week,
  data: [{ ...spyMinute, extended: true }],
  options: { account: { margin: leanPatternDay({ open: 4, closed: 2 }) }, sizing: leanTargets({ free: 0 }) },
  strategy: () =>
    strategy({
      name: 'no-call-by-night',
      setup({ market, on, now }) {
        const spy = market('SPY')
        on(moment, () => {
          if (!spy.position.isOpen && wallClock(now()).slice(11, 16) === '15:48') spy.target({ weight: -2.1 })
        })
      },
    }),
}
