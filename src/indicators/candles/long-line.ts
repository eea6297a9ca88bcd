import type { Pattern } from './pattern.ts'

/** A long body with short shadows. */
export const longLine: Pattern = {
  title: 'Long line candle',
  talib: 'CDLLONGLINE',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (candle.long && candle.shortUpper && candle.shortLower ? 100 * candle.direction : 0),
}
