import type { Pattern } from './pattern.ts'

/** Two long candles: a white one that opens below the low of a black one and closes above the middle of its body. */
export const piercing: Pattern = {
  title: 'Piercing',
  talib: 'CDLPIERCING',
  warmup: 11,
  signals: [100],
  rule: () => (second) => {
    const first = second.before
    const sizes = first.black && first.long && second.white && second.long
    const closesWithin = second.close < first.open && second.close > first.close + first.body * 0.5
    return sizes && second.open < first.low && closesWithin ? 100 : 0
  },
}
