/** The crossing of two averages as an author of Lockstep writes it, one unit of quantity at a time so that fees never ruin it. */
import { crossedAbove, crossedBelow, float, instrument, int, sma, strategy } from 'lockstep'

export default strategy({
  name: 'bench-sma-cross',
  params: { market: instrument(), fast: int(64, { min: 2 }), slow: int(256, { min: 3 }), qty: float(2) },
  setup({ params, market, on }) {
    const future = market(params.market)
    const bars = future.bars()
    const fast = sma(bars.close, params.fast)
    const slow = sma(bars.close, params.slow)
    on(bars, () => {
      if (crossedAbove(fast, slow) && !future.position.isOpen) future.buy({ qty: params.qty })
      if (crossedBelow(fast, slow) && future.position.isOpen) future.close()
    })
  },
})
