import type { Pattern } from './pattern.ts'

/** A long body that closes at its extreme: a white one without an upper shadow, a black one without a lower. */
export const closingMarubozu: Pattern = {
  title: 'Closing marubozu',
  talib: 'CDLCLOSINGMARUBOZU',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (candle.long && candle.noShadowAtClose ? 100 * candle.direction : 0),
}
