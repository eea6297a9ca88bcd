import type { Pattern } from './pattern.ts'

/** A doji with an upper shadow and no lower. */
export const gravestoneDoji: Pattern = {
  title: 'Gravestone doji',
  talib: 'CDLGRAVESTONEDOJI',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => (candle.doji && candle.noLower && candle.hasUpper ? 100 : 0),
}
