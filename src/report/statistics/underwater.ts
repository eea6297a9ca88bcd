/** Drawdown statistics of daily equity, with the opening equity as the first peak. Depths are positive fractions. */
import type { Figure } from './figure.ts'

/** The deepest fall from a peak. */
export function maxDrawdown(equity: Float64Array, opening: number): Figure {
  const depth = depths(equity, opening)
  return typeof depth === 'string' ? depth : depth.reduce((a, b) => Math.max(a, b), 0)
}

/** Mean of the deepest points of the episodes; an episode ends when equity is back at its peak. */
export function averageDrawdown(equity: Float64Array, opening: number): Figure {
  const depth = depths(equity, opening)
  if (typeof depth === 'string') return depth
  let [sum, episodes, deepest] = [0, 0, 0]
  for (let i = 0; i <= depth.length; i++) {
    const now = depth[i] ?? 0
    if (now > deepest) deepest = now
    if (now === 0 && deepest > 0) {
      sum += deepest
      episodes++
      deepest = 0
    }
  }
  return episodes === 0 ? 'there was no drawdown' : sum / episodes
}

/** The most days in a row below the peak. */
export function longestUnderwater(equity: Float64Array, opening: number): Figure {
  const depth = depths(equity, opening)
  if (typeof depth === 'string') return depth
  let [longest, now] = [0, 0]
  for (let i = 0; i < depth.length; i++) {
    now = depth[i]! > 0 ? now + 1 : 0
    if (now > longest) longest = now
  }
  return longest
}

/** Ulcer index: root mean square of the drawdown over all days. Martin and McCann 1989. */
export function ulcerIndex(equity: Float64Array, opening: number): Figure {
  const depth = depths(equity, opening)
  if (typeof depth === 'string') return depth
  let squares = 0
  for (let i = 0; i < depth.length; i++) squares += depth[i]! * depth[i]!
  return Math.sqrt(squares / depth.length)
}

/** How far below its peak each day closes. */
export function depths(equity: Float64Array, opening: number): Float64Array | string {
  if (equity.length === 0) return 'the run has no marks'
  if (opening <= 0) return 'the opening equity is not positive'
  const depth = new Float64Array(equity.length)
  let peak = opening
  for (let i = 0; i < equity.length; i++) {
    const e = equity[i]!
    if (e > peak) peak = e
    depth[i] = (peak - e) / peak
  }
  return depth
}
