/**
 * Bracket orders on every market of the run: entries where the minute's close crosses its average, in the direction of
 * the five-minute trend, each with a stop and a target.
 */
import { crossedAbove, crossedBelow, float, int, sma, strategy, text } from 'lockstep'

export default strategy({
  name: 'bench-brackets',
  params: {
    /** Ids of the markets, separated by commas. */
    markets: text(''),
    period: int(16, { min: 2 }),
    trendPeriod: int(16, { min: 2 }),
    stop: float(10, { min: 0.25 }),
    target: float(15, { min: 0.25 }),
    qty: float(2),
  },
  setup({ params, market, on }) {
    for (const id of params.markets.split(',')) {
      const future = market(id)
      const bars = future.bars()
      const coarse = future.bars('5m')
      const average = sma(bars.close, params.period)
      const trend = sma(coarse.close, params.trendPeriod)
      on(bars, () => {
        if (future.position.isOpen) return
        const close = bars.close()
        const up = coarse.close() > trend()
        if (up && crossedAbove(bars.close, average)) {
          future.buy({ qty: params.qty, bracket: { stop: close - params.stop, target: close + params.target } })
        } else if (!up && crossedBelow(bars.close, average)) {
          future.sell({ qty: params.qty, bracket: { stop: close + params.stop, target: close - params.target } })
        }
      })
    }
  },
})
