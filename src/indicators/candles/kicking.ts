import type { Candle } from './candle.ts'
import { isMarubozu } from './marubozu.ts'
import type { Pattern } from './pattern.ts'

/** Two long candles without shadows, of opposite colours, with a gap between them in the direction of the second. */
export const kicking: Pattern = {
  title: 'Kicking',
  talib: 'CDLKICKING',
  warmup: 11,
  signals: [100, -100],
  rule: () => (second) => (kicks(second) ? 100 * second.direction : 0),
}

/** Whether the candle and the one before it are a kicking. */
export function kicks(second: Candle): boolean {
  const first = second.before
  return isMarubozu(first) && isMarubozu(second) && first.direction !== second.direction && second.clears(second.direction, first)
}
