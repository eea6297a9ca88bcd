/** Daily breakouts in the direction of the weekly trend, out on the opposite channel. */
import { donchian, ema, instrument, int, strategy, timeframe } from 'lockstep'

export default strategy({
  name: 'two-timeframes',
  params: {
    market: instrument(),
    every: timeframe(),
    trend: timeframe('1w'),
    trendPeriod: int(20, { min: 2 }),
    entry: int(20, { min: 2 }),
    exit: int(10, { min: 2 }),
  },
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars(params.every)
    const coarse = stock.bars(params.trend)
    const trend = ema(coarse.close, params.trendPeriod)
    const entry = donchian(bars, params.entry)
    const exit = donchian(bars, params.exit)
    on(bars, () => {
      const close = bars.close()
      if (!stock.position.isOpen && close > trend() && close >= entry.upper()) stock.buy({ equity: 1 })
      if (stock.position.isOpen && close <= exit.lower(1)) stock.close()
    })
  },
})
