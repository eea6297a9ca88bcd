import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** A white candle that opens below the low of a long black one and closes at that low. */
export const onNeck: Pattern = {
  title: 'On-neck',
  talib: 'CDLONNECK',
  warmup: 11,
  signals: [-100],
  rule: () => (second) => {
    const first = second.before
    const colours = first.black && first.long && second.white
    return colours && second.open < first.low && within(second.close, first.low, first.equal) ? -100 : 0
  },
}
