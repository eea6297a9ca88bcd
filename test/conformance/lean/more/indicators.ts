/** Decisions by averages. */
import { ema, strategy } from '../../../../src/index.ts'
import { spyDaily, spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

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

const SIGNAL = 9
/** Distance from the signal as a share of the fast average. */
const APART = 0.0025

/** Long while MACD is well above its signal, short while it is well below. */
export const longAndShort: LeanAlgorithm = {
  name: 'ConvertToFrameworkAlgorithm',
  from: '2004-01-01',
  to: '2015-01-01',
  history: '2003-12-31',
  data: [{ ...spyDaily, dailyEnd: 'midnight' }],
  strategy: () =>
    strategy({
      name: 'long-and-short',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        const fast = ema(bars.close, 12)
        const slow = ema(bars.close, 26)
        let [signal, count] = [0, 0]
        on(bars, () => {
          const macd = fast() - slow()
          if (Number.isNaN(macd)) return
          count++
          signal = count <= SIGNAL ? signal + macd / SIGNAL : signal + (macd - signal) * (2 / (SIGNAL + 1))
          if (count < SIGNAL) return
          const apart = (macd - signal) / fast()
          if (!spy.position.isLong && apart > APART) spy.target({ weight: 1 })
          else if (!spy.position.isShort && apart < -APART) spy.target({ weight: -1 })
        })
      },
    }),
}
