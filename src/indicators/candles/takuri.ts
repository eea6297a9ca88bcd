import type { Pattern } from './pattern.ts'

/** A doji with a very long lower shadow, more than twice its body, and no upper. */
export const takuri: Pattern = {
  title: 'Takuri',
  talib: 'CDLTAKURI',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => (candle.doji && candle.noUpper && candle.lower > 2 * candle.body ? 100 : 0),
}
