/** The crossing of averages as engines trade it that ask for no decision on the bar at whose open an order filled. */
import { crossedAbove, crossedBelow, float, instrument, int, sma, strategy } from 'lockstep'

export default strategy({
  name: 'bench-sma-cross-skipping',
  params: { market: instrument(), fast: int(64, { min: 2 }), slow: int(256, { min: 3 }), qty: float(2) },
  setup({ params, market, on }) {
    const future = market(params.market)
    const bars = future.bars()
    const fast = sma(bars.close, params.fast)
    const slow = sma(bars.close, params.slow)
    let wasOpen = false
    on(bars, () => {
      const { isOpen } = future.position
      const filled = isOpen !== wasOpen
      wasOpen = isOpen
      if (filled) return
      if (crossedAbove(fast, slow) && !isOpen) future.buy({ qty: params.qty })
      if (crossedBelow(fast, slow) && isOpen) future.close()
    })
  },
})
