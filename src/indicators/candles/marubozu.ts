import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** A long body without shadows. */
export const marubozu: Pattern = {
  title: 'Marubozu',
  talib: 'CDLMARUBOZU',
  warmup: 10,
  signals: [100, -100],
  rule: () => (candle) => (isMarubozu(candle) ? 100 * candle.direction : 0),
}

export function isMarubozu(candle: Candle): boolean {
  return candle.long && candle.noUpper && candle.noLower
}
