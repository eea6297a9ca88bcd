/** In when MACD is well above its signal, out when it is well below: once a date, dividends' midnights included. */
import { ema, strategy } from '../../../../src/index.ts'
import { spyDaily, type LeanAlgorithm } from '../lean-algorithm.ts'
import { dateOf } from '../new-york.ts'

const SIGNAL = 9
/** Distance from the signal as a share of the fast average. */
const APART = 0.0025

export const macdTrend: LeanAlgorithm = {
  name: 'MACDTrendAlgorithm',
  from: '2004-01-01',
  to: '2015-01-01',
  data: [spyDaily],
  strategy: () =>
    strategy({
      name: 'macd-trend',
      setup({ market, on, onAction, now }) {
        const spy = market('SPY')
        const bars = spy.bars()
        // LEAN seeds both averages at the first bar; our `macd` seeds the fast one where TA-Lib does, later.
        const fast = ema(bars.close, 12)
        const slow = ema(bars.close, 26)
        let [signal, count, lastDate] = [0, 0, '']
        on(bars, () => {
          const macd = fast() - slow()
          if (!Number.isNaN(macd)) {
            count++
            signal = count <= SIGNAL ? signal + macd / SIGNAL : signal + (macd - signal) * (2 / (SIGNAL + 1))
          }
          decide()
        })
        onAction(decide)

        function decide(): void {
          const date = dateOf(now())
          if (date === lastDate || count < SIGNAL) return
          const apart = (fast() - slow() - signal) / fast()
          if (!spy.position.isLong && apart > APART) spy.target({ weight: 1 })
          else if (!spy.position.isShort && apart < -APART) spy.close()
          lastDate = date
        }
      },
    }),
}
