import type { Pattern } from './pattern.ts'

/** A white candle that opens below the low of a long black one and closes at its close or a little above. */
export const inNeck: Pattern = {
  title: 'In-neck',
  talib: 'CDLINNECK',
  warmup: 11,
  signals: [-100],
  rule: () => (second) => {
    const first = second.before
    const colours = first.black && first.long && second.white
    const closes = second.close >= first.close && second.close <= first.close + first.equal
    return colours && second.open < first.low && closes ? -100 : 0
  },
}
