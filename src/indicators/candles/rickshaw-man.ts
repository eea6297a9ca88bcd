import type { Pattern } from './pattern.ts'

/** A doji near the middle of its range, with shadows longer than its body on both sides. */
export const rickshawMan: Pattern = {
  title: 'Rickshaw man',
  talib: 'CDLRICKSHAWMAN',
  warmup: 10,
  signals: [100],
  rule: () => (candle) => {
    const middle = candle.low + candle.range / 2
    const central = candle.bottom <= middle + candle.near && candle.top >= middle - candle.near
    return candle.doji && candle.longLower && candle.longUpper && central ? 100 : 0
  },
}
