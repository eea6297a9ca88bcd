/** Entries that are known beforehand, through the engine: at each of their rows an order with a target and a trailing stop, where none is held. */
import { strategy, type Strategy } from 'lockstep'
import type { HandEntries, HandExitOptions } from './alternatives/hand-exits.ts'

export function entriesStrategy(
  { length, row, side, target }: HandEntries,
  { trail, qty }: Pick<HandExitOptions, 'trail' | 'qty'>,
): Strategy {
  return strategy({
    name: 'bench-entries',
    setup({ market, on }) {
      const future = market()
      let at = -1
      let next = 0
      on(future.bars(), () => {
        at++
        if (next === length || at < row[next]!) return
        const k = next++
        if (future.position.isOpen) return
        const request = { qty, bracket: { stop: { trail }, target: target[k]! } }
        if (side[k]! > 0) future.buy(request)
        else future.sell(request)
      })
    },
  })
}
