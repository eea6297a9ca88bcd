/** A figure over every window of so many returns, in order; none when there are fewer. */
import type { Figure } from '../../statistics/figure.ts'

export function rolling<T = Figure>(
  series: readonly Float64Array[],
  window: number,
  figure: (...windows: readonly Float64Array[]) => T,
): T[] {
  const length = Math.min(...series.map((s) => s.length))
  return Array.from({ length: Math.max(0, length - window + 1) }, (_, from) =>
    figure(...series.map((s) => s.subarray(from, from + window))),
  )
}
