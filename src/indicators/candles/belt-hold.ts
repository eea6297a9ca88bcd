import type { Pattern } from './pattern.ts'

/** A long body that opens at its extreme: a white one without a lower shadow, a black one without an upper. */
export const beltHold: Pattern = {
  title: 'Belt-hold',
  talib: 'CDLBELTHOLD',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (candle.long && candle.noShadowAtOpen ? 100 * candle.direction : 0),
}
