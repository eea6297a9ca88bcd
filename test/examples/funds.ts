/** Made-up funds that follow an index: each day's moves times a factor. */
import { allocateBars, createInstrument, type BarSeries } from 'lockstep'

/** `times` 2 moves twice as much as the index, −1 against it. */
export function fundOf(index: BarSeries, id: string, times: number): BarSeries {
  const { bars } = index
  const fund = allocateBars(bars.length)
  let [base, worth] = [bars.open[0]!, 100]
  for (let row = 0; row < bars.length; row++) {
    const at = (price: number): number => worth * (1 + times * (price / base - 1))
    const [high, low] = times > 0 ? [bars.high, bars.low] : [bars.low, bars.high]
    fund.time[row] = bars.time[row]!
    fund.open[row] = at(bars.open[row]!)
    fund.high[row] = at(high[row]!)
    fund.low[row] = at(low[row]!)
    fund.close[row] = at(bars.close[row]!)
    fund.volume[row] = bars.volume[row]!
    base = bars.close[row]!
    worth = fund.close[row]!
  }
  return { ...index, bars: fund, instrument: createInstrument({ id, tick: 0.01, calendar: index.instrument.calendar }) }
}
