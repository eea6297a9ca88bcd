/** Net profits of round trips in equal bins between round numbers, so that 0 is always an edge. */
import type { ProfitBin } from './document.ts'

const BINS_WANTED = 30

export function profitHistogram(net: Float64Array): ProfitBin[] {
  let [low, high] = [0, 0]
  for (const profit of net) {
    if (profit < low) low = profit
    if (profit > high) high = profit
  }
  if (high === low) return net.length === 0 ? [] : [{ from: 0, to: 0, count: net.length }]
  const width = roundWidth((high - low) / BINS_WANTED)
  const first = Math.floor(low / width)
  const counts = Array.from({ length: Math.max(1, Math.ceil(high / width) - first) }, () => 0)
  for (const profit of net) {
    const bin = Math.min(counts.length - 1, Math.floor(profit / width) - first)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts.map((count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }))
}

/** The least of 1, 2, 5 × 10^k that is at least `width`. */
function roundWidth(width: number): number {
  const scale = 10 ** Math.floor(Math.log10(width))
  return scale * ([1, 2, 5].find((step) => step * scale >= width) ?? 10)
}
