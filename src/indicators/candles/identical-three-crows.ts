import { within, type Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Three black candles without lower shadows, each opening at the close before it and closing lower. */
export const identicalThreeCrows: Pattern = {
  title: 'Identical three crows',
  talib: 'CDLIDENTICAL3CROWS',
  warmup: 12,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    return first.black && first.noLower && follows(second, first) && follows(third, second) ? -100 : 0
  },
}

function follows(candle: Candle, other: Candle): boolean {
  return candle.black && candle.noLower && candle.close < other.close && within(candle.open, other.close, other.equal)
}
