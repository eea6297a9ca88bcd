/** Entries on the bars of the data, only in the direction of a weekly trend, with a stop and a target by volatility. */
import { atr, donchian, ema, float, instrument, int, strategy, timeframe } from 'lockstep'

export default strategy({
  name: 'my-two-timeframes',
  params: {
    market: instrument(),
    every: timeframe(),
    trend: timeframe('1w'),
    trendPeriod: int(20, { min: 2 }),
    entry: int(20, { min: 2 }),
    stopAtr: float(2, { min: 0.1 }),
    targetAtr: float(4, { min: 0.1 }),
    risk: float(0.01, { min: 0.0001, max: 0.2 }),
  },
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars(params.every)
    const coarse = stock.bars(params.trend)
    const trend = ema(coarse.close, params.trendPeriod)
    const channel = donchian(bars, params.entry)
    const range = atr(bars)
    on(bars, () => {
      const close = bars.close()
      if (stock.position.isOpen || coarse.close() < trend() || close < channel.upper()) return
      const bracket = { stop: close - params.stopAtr * range(), target: close + params.targetAtr * range() }
      stock.buy({ risk: params.risk, bracket, tag: 'breakout' })
    })
  },
})
