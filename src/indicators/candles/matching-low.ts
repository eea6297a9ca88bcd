import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Two black candles with the same close. */
export const matchingLow: Pattern = {
  title: 'Matching low',
  talib: 'CDLMATCHINGLOW',
  warmup: 6,
  signals: [100],
  rule: () => (second) => {
    const first = second.before
    return first.black && second.black && within(second.close, first.close, first.equal) ? 100 : 0
  },
}
