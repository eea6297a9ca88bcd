/** A bar announced through node's EventEmitter to four listeners, against four functions called in a loop. */
import { EventEmitter } from 'node:events'
import type { Bars } from 'lockstep'
import type { Contest } from './contest.ts'

type Listener = (bars: Bars, row: number) => void

export function contest(bars: Bars): Contest {
  return {
    lost: () => {
      const sums = new Float64Array(4)
      const emitter = new EventEmitter()
      for (const listener of listeners(sums)) emitter.on('bar', listener)
      for (let i = 0; i < bars.length; i++) emitter.emit('bar', bars, i)
      return sums.reduce((a, b) => a + b)
    },
    won: () => {
      const sums = new Float64Array(4)
      const all = listeners(sums)
      for (let i = 0; i < bars.length; i++) for (let k = 0; k < all.length; k++) all[k]!(bars, i)
      return sums.reduce((a, b) => a + b)
    },
    comparedTo: 'calling the listeners in a loop',
  }
}

function listeners(sums: Float64Array): Listener[] {
  return [
    ({ open }, row) => void (sums[0] = sums[0]! + open[row]!),
    ({ high }, row) => void (sums[1] = sums[1]! + high[row]!),
    ({ low }, row) => void (sums[2] = sums[2]! + low[row]!),
    ({ close }, row) => void (sums[3] = sums[3]! + close[row]!),
  ]
}
