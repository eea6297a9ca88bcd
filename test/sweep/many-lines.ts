/** Lines over bars, over lines, over two lines and over higher timeframes; how far back it looks is a parameter too. */
import { adx, bollinger, correlation, crossedAbove, ema, int, math, pattern, rsi, sma, strategy, vwap } from 'lockstep'

export default strategy({
  name: 'many-lines',
  params: { period: int(10, { min: 2 }), hours: int(3, { min: 2 }), back: int(5, { min: 1 }) },
  setup({ params, market, on }) {
    const future = market()
    const bars = future.bars()
    const hourly = future.bars('1h')
    const daily = future.bars('1d')
    const { upper, lower } = bollinger(bars.close, params.period)
    const width = sma(math.subtract(upper, lower), 20)
    const together = correlation(bars.close, width, { period: 30 })
    const slow = ema(rsi(hourly.close, params.hours), 3)
    const trend = adx(hourly, 4).adx
    const days = sma(daily.close, 2)
    const hammer = pattern(bars, 'hammer')
    const fair = vwap(bars)
    on(bars, () => {
      const was = hourly.history(params.back)
      const isHigh = slow() > 50 || hammer() > 0 || trend() > 30 || together() > 0.5
      if (crossedAbove(bars.close, lower) && isHigh && bars.close() < fair() + width(3)) future.buy({ qty: 1 })
      if (bars.close() > upper() || bars.close() < days() - 40 || was.close.at(0) === bars.close(2)) future.close()
    })
  },
})
