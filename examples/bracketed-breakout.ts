/**
 * A breakout with a plan for what comes after it. Each day a stop-limit waits at the channel's top and is gone by the evening. Of what it
 * buys, half is sold one average range higher and a quarter two, and a trailing stop follows the rest. To be read, not to be traded.
 */
import { atr, donchian, float, instrument, int, strategy, timeframe } from 'lockstep'

export default strategy({
  name: 'bracketed-breakout',
  params: {
    market: instrument(),
    every: timeframe(),
    period: int(20, { min: 2 }),
    slackAtr: float(0.25, { min: 0 }),
    trailAtr: float(3, { min: 0.1 }),
    share: float(0.5, { min: 0.01, max: 1 }),
  },
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars(params.every)
    const channel = donchian(bars, params.period)
    const range = atr(bars)
    on(bars, () => {
      if (stock.position.isOpen) return
      const top = channel.upper()
      stock.buy({
        equity: params.share,
        stop: top,
        // A gap beyond this is not chased.
        limit: top + params.slackAtr * range(),
        bracket: {
          stop: { trail: { atr: range, times: params.trailAtr } },
          target: [
            { price: top + range(), share: 0.5 },
            { price: top + 2 * range(), share: 0.25 },
          ],
        },
        expires: 'day',
        tag: 'breakout',
      })
    })
  },
})
