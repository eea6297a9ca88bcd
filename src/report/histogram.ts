/** Values in equal bins between round numbers, so that 0 is always an edge. */
import type { ProfitBin } from './document.ts'

/** About `binsWanted` bins that hold all values and 0; one bin of no width when all are 0. */
export function histogram(values: Float64Array, binsWanted: number): ProfitBin[] {
  let low = 0
  let high = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < low) low = values[i]!
    if (values[i]! > high) high = values[i]!
  }
  if (high === low) return values.length === 0 ? [] : [{ from: 0, to: 0, count: values.length }]
  const width = roundWidth((high - low) / binsWanted)
  const first = Math.floor(low / width)
  const counts = new Uint32Array(Math.max(1, Math.ceil(high / width) - first))
  for (let i = 0; i < values.length; i++) counts[Math.min(counts.length - 1, Math.floor(values[i]! / width) - first)]! += 1
  return Array.from(counts, (count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }))
}

/** The least of 1, 2, 5 × 10^k that is at least `width`. */
function roundWidth(width: number): number {
  const scale = 10 ** Math.floor(Math.log10(width))
  return scale * ([1, 2, 5].find((step) => step * scale >= width) ?? 10)
}
