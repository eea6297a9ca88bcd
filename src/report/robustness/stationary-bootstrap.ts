/**
 * Resampling that keeps what follows what: blocks of random, geometric length from random places, the end joined to the
 * beginning. Politis and Romano 1994, "The stationary bootstrap".
 */
import type { Random } from '../../base/random.ts'
import { mean } from '../statistics/moments.ts'

const BITS = 2 ** 32

/** Fills `rows` with rows of a sample of its length. `blockLength` is the mean length of a block, at least 1. */
export function drawRows(rows: Int32Array, blockLength: number, random: Random): void {
  const n = rows.length
  const ends = BITS / blockLength
  let row = Math.floor((random.bits() / BITS) * n)
  for (let i = 0; i < n; i++) {
    rows[i] = row
    row = random.bits() < ends ? Math.floor((random.bits() / BITS) * n) : row + 1
    if (row === n) row = 0
  }
}

/**
 * The mean length of blocks that suits a series: the longer it remembers, the longer. 1 for a series that does not move.
 * Politis and White 2004, "Automatic block-length selection", with the correction of Patton, Politis and White 2009.
 */
export function automaticBlockLength(series: Float64Array): number {
  const n = series.length
  const level = mean(series)
  const centred = series.map((x) => x - level)
  const memory = significantLag(centred)
  const width = 2 * memory
  let [weighted, spectrum] = [0, autocovariance(centred, 0)]
  if (spectrum === 0) return 1
  for (let k = 1; k <= Math.min(width, n - 1); k++) {
    const r = flatTop(k / width) * autocovariance(centred, k)
    weighted += 2 * k * r
    spectrum += 2 * r
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  const length = ((weighted / spectrum) ** 2 * n) ** (1 / 3)
  return Math.max(1, Math.min(longest, Number.isFinite(length) ? length : 1))
}

/** The lag after which a stretch of autocorrelations says nothing, at least 1. */
function significantLag(centred: Float64Array): number {
  const n = centred.length
  const stretch = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const lags = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + stretch)
  const level = 2 * Math.sqrt(Math.log10(n) / n)
  const scale = autocovariance(centred, 0)
  let last = 0
  for (let k = 1; k <= lags && k - last <= stretch; k++) {
    if (Math.abs(autocovariance(centred, k)) > level * scale) last = k
  }
  return Math.max(1, last)
}

/** Politis and Romano's window: 1 up to one half, then down to 0 at 1. */
function flatTop(x: number): number {
  return Math.min(1, 2 * (1 - x))
}

/** Of a series with a mean of 0. */
function autocovariance(centred: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < centred.length; i++) sum += centred[i]! * centred[i - lag]!
  return sum / centred.length
}
