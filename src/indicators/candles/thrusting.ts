import type { Pattern } from './pattern.ts'

/** A white candle that opens below the low of a long black one and closes in its body, above its close but not its middle. */
export const thrusting: Pattern = {
  title: 'Thrusting',
  talib: 'CDLTHRUSTING',
  warmup: 11,
  signals: [-100],
  rule: () => (second) => {
    const first = second.before
    const colours = first.black && first.long && second.white
    const closes = second.close > first.close + first.equal && second.close <= first.close + first.body * 0.5
    return colours && second.open < first.low && closes ? -100 : 0
  },
}
