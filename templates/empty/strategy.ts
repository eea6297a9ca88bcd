/** Nothing yet: what is called when a bar has closed. */
import { instrument, strategy } from 'lockstep'

export default strategy({
  name: 'my-strategy',
  params: { market: instrument() },
  setup({ params, market, on }) {
    const stock = market(params.market)
    const bars = stock.bars()
    on(bars, () => {
      if (bars.close() > 0 && !stock.position.isOpen) stock.buy({ equity: 0.5 })
    })
  },
})
