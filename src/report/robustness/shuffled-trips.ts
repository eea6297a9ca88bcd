/**
 * The same round trips in another order: the end is the same, the way there is not. How deep the drawdowns of all orders are
 * says whether the one that happened was lucky. Profits are money, added up: nothing is reinvested.
 */
import { Random } from '../../base/random.ts'
import type { Bands } from '../document.ts'
import { PathPoints } from './bands.ts'

export interface ShuffleOptions {
  readonly opening: number
  readonly paths: number
  readonly seed: number
}

export interface ShuffledTrips {
  readonly bands: Bands
  /** Deepest drawdown of each path as a fraction of its peak. */
  readonly drawdown: Float64Array
}

/** Work is paths × round trips. Equal seeds give equal orders. */
export function shuffledTrips(net: Float64Array, { opening, paths, seed }: ShuffleOptions): ShuffledTrips {
  const random = new Random(seed)
  const order = net.slice()
  const points = new PathPoints(paths, net.length)
  const drawdown = new Float64Array(paths)
  for (let path = 0; path < paths; path++) {
    shuffle(order, random)
    let [equity, peak, deepest] = [opening, opening, 0]
    points.set(path, 0, opening)
    for (let i = 0, point = 1; i < order.length; i++) {
      equity += order[i]!
      if (equity > peak) peak = equity
      else if (1 - equity / peak > deepest) deepest = 1 - equity / peak
      if (i + 1 === points.steps[point]) points.set(path, point++, equity)
    }
    drawdown[path] = deepest
  }
  return { bands: points.bands('roundTrip'), drawdown }
}

/** Fisher and Yates, in place. */
function shuffle(values: Float64Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const k = Math.floor((random.bits() / 2 ** 32) * (i + 1))
    const other = values[k]!
    values[k] = values[i]!
    values[i] = other
  }
}
