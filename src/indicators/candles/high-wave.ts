import type { Pattern } from './pattern.ts'

/** A short body with very long shadows, each more than twice the body. */
export const highWave: Pattern = {
  title: 'High-wave candle',
  talib: 'CDLHIGHWAVE',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => {
    const waves = candle.upper > 2 * candle.body && candle.lower > 2 * candle.body
    return candle.short && waves ? 100 * candle.direction : 0
  },
}
