/** Net profits of round trips in equal bins between round numbers, so that 0 is always an edge. */
import type { ProfitBin } from './document.ts'

const BINS_WANTED = 30

export function profitHistogram(net: Float64Array): ProfitBin[] {
  let low = 0
  let high = 0
  for (let i = 0; i < net.length; i++) {
    if (net[i]! < low) low = net[i]!
    if (net[i]! > high) high = net[i]!
  }
  if (high === low) return net.length === 0 ? [] : [{ from: 0, to: 0, count: net.length }]
  const width = roundWidth((high - low) / BINS_WANTED)
  const first = Math.floor(low / width)
  const counts = new Uint32Array(Math.max(1, Math.ceil(high / width) - first))
  for (let i = 0; i < net.length; i++) counts[Math.min(counts.length - 1, Math.floor(net[i]! / width) - first)]! += 1
  return Array.from(counts, (count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }))
}

/** The least of 1, 2, 5 × 10^k that is at least `width`. */
function roundWidth(width: number): number {
  const scale = 10 ** Math.floor(Math.log10(width))
  return scale * ([1, 2, 5].find((step) => step * scale >= width) ?? 10)
}
