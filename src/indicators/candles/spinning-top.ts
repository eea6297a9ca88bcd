import type { Pattern } from './pattern.ts'

/** A short body with shadows longer than it on both sides. */
export const spinningTop: Pattern = {
  title: 'Spinning top',
  talib: 'CDLSPINNINGTOP',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (candle.short && candle.longUpper && candle.longLower ? 100 * candle.direction : 0),
}
