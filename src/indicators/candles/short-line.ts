import type { Pattern } from './pattern.ts'

/** A short body with short shadows. */
export const shortLine: Pattern = {
  title: 'Short line candle',
  talib: 'CDLSHORTLINE',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (candle.short && candle.shortUpper && candle.shortLower ? 100 * candle.direction : 0),
}
