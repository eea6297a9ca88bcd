import type { Pattern } from './pattern.ts'

/** A candle with hardly any body, bullish or bearish by what surrounds it. */
export const doji: Pattern = {
  title: 'Doji',
  talib: 'CDLDOJI',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => (candle.doji ? 100 : 0),
}
