import type { Pattern } from './pattern.ts'

/** A doji with a lower shadow and no upper. */
export const dragonflyDoji: Pattern = {
  title: 'Dragonfly doji',
  talib: 'CDLDRAGONFLYDOJI',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => (candle.doji && candle.noUpper && candle.hasLower ? 100 : 0),
}
