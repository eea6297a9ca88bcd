import { kicks } from './kicking.ts'
import type { Pattern } from './pattern.ts'

/** A kicking whose direction is that of the longer of the two. */
export const kickingByLength: Pattern = {
  title: 'Kicking by the longer marubozu',
  talib: 'CDLKICKINGBYLENGTH',
  warmup: 11,
  signals: [100, -100],
  rule: () => (second) => {
    const first = second.before
    const longer = second.body > first.body ? second : first
    return kicks(second) ? 100 * longer.direction : 0
  },
}
