import type { Pattern } from './pattern.ts'

/** A doji with a shadow longer than its body. */
export const longLeggedDoji: Pattern = {
  title: 'Long-legged doji',
  talib: 'CDLLONGLEGGEDDOJI',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => (candle.doji && (candle.longLower || candle.longUpper) ? 100 : 0),
}
