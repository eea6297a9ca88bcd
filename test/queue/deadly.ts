/** A strategy that ends whatever process it runs in. */
import { int, strategy } from 'lockstep'

export default strategy({
  name: 'deadly',
  params: { hold: int(5, { min: 1 }) },
  setup({ params, market, on }) {
    const stock = market()
    let seen = 0
    on(stock.bars(), () => {
      if (params.hold === 3) process.kill(process.pid, 'SIGKILL')
      if (seen++ % params.hold !== 0) return
      if (stock.position.isOpen) stock.close()
      else stock.buy({ equity: 0.5 })
    })
  },
})
