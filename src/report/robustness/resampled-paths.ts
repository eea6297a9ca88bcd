/**
 * What the same days could have become in another order and mix: equity paths of resampled daily returns, and what each
 * amounts to. Blocks of days stay together, so that runs of losses are as long as they were.
 */
import { Random } from '../../base/random.ts'
import type { Bands } from '../document.ts'
import { PathPoints } from './bands.ts'
import { drawRows } from './stationary-bootstrap.ts'

export interface ResampleOptions {
  readonly opening: number
  readonly paths: number
  /** Mean length of a block, days. */
  readonly blockLength: number
  readonly seed: number
}

export interface ResampledPaths {
  readonly bands: Bands
  /** Of each path: last equity / opening, mean and sample deviation of daily returns, deepest drawdown of daily equity. */
  readonly growth: Float64Array
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly drawdown: Float64Array
}

/** Work is paths × days. Equal seeds give equal paths. */
export function resampledPaths(returns: Float64Array, { opening, paths, blockLength, seed }: ResampleOptions): ResampledPaths {
  const n = returns.length
  const random = new Random(seed)
  const rows = new Int32Array(n)
  const points = new PathPoints(paths, n)
  const column = (): Float64Array => new Float64Array(paths)
  const of = { growth: column(), mean: column(), deviation: column(), drawdown: column() }
  for (let path = 0; path < paths; path++) {
    drawRows(rows, blockLength, random)
    let [growth, peak, deepest, sum, squares] = [1, 1, 0, 0, 0]
    points.set(path, 0, opening)
    for (let i = 0, point = 1; i < n; i++) {
      const r = returns[rows[i]!]!
      growth *= 1 + r
      sum += r
      squares += r * r
      if (growth > peak) peak = growth
      else if (1 - growth / peak > deepest) deepest = 1 - growth / peak
      if (i + 1 === points.steps[point]) points.set(path, point++, opening * growth)
    }
    of.growth[path] = growth
    of.mean[path] = sum / n
    of.deviation[path] = Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1))
    of.drawdown[path] = deepest
  }
  return { bands: points.bands('day'), ...of }
}
