/** Strategies that fail for some parameters: one throws, another ends its thread. */
import { int, strategy } from 'lockstep'

export const throws = strategy({
  name: 'throws',
  params: { hold: int(5, { min: 1 }) },
  setup({ params, market, on }) {
    const stock = market()
    let seen = 0
    on(stock.bars(), () => {
      if (params.hold === 3 && seen === 7) throw new Error('three is unlucky')
      if (seen++ % params.hold !== 0) return
      if (stock.position.isOpen) stock.close()
      else stock.buy({ equity: 0.5 })
    })
  },
})

export const ends = strategy({
  name: 'ends',
  params: { hold: int(5, { min: 1 }) },
  setup({ params, market, on }) {
    const stock = market()
    on(stock.bars(), () => {
      if (params.hold === 2) process.exit(7)
    })
  },
})

/** Takes its time, so that it can be stopped half-way. */
export const slow = strategy({
  name: 'slow',
  params: { hold: int(5, { min: 1, max: 100 }) },
  setup({ params, market, on }) {
    const stock = market()
    let seen = 0
    on(stock.bars(), () => {
      if (seen % 1000 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15)
      if (seen++ % params.hold !== 0) return
      if (stock.position.isOpen) stock.close()
      else stock.buy({ equity: 0.5 })
    })
  },
})
