/** Buys weakness in an up-trend with a stop and a target from volatility, risking a fixed share of equity each time. */
import { atr, crossedBelow, float, instrument, int, rsi, sma, strategy, timeframe } from 'lockstep'

export default strategy({
  name: 'rsi-reversion',
  params: {
    market: instrument(),
    every: timeframe(),
    period: int(4, { min: 2 }),
    below: float(30, { min: 1, max: 50 }),
    trend: int(150, { min: 2 }),
    stopAtr: float(2.5, { min: 0.1 }),
    targetAtr: float(2, { min: 0.1 }),
    risk: float(0.02, { min: 0.0001, max: 0.2 }),
  },
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars(params.every)
    const strength = rsi(bars.close, params.period)
    const trend = sma(bars.close, params.trend)
    const range = atr(bars)
    on(bars, () => {
      if (stock.position.isOpen || bars.close() < trend() || !crossedBelow(strength, params.below)) return
      const stop = bars.close() - params.stopAtr * range()
      const target = bars.close() + params.targetAtr * range()
      stock.buy({ risk: params.risk, bracket: { stop, target }, tag: 'dip' })
    })
  },
})
