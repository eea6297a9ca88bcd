/** Long while the fast average is above the slow one. */
import { crossedAbove, crossedBelow, instrument, int, sma, strategy, timeframe } from 'lockstep'

export default strategy({
  name: 'my-sma-cross',
  params: { market: instrument(), every: timeframe(), fast: int(20, { min: 2 }), slow: int(100, { min: 3 }) },
  check: ({ fast, slow }) => fast < slow || 'fast must be shorter than slow',
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars(params.every)
    const fast = sma(bars.close, params.fast)
    const slow = sma(bars.close, params.slow)
    on(bars, () => {
      if (crossedAbove(fast, slow)) stock.buy({ equity: 1 })
      if (crossedBelow(fast, slow) && stock.position.isOpen) stock.close()
    })
  },
})
