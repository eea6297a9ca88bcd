import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/**
 * A long candle; three short ones of the other colour whose closes go back while their bodies stay in its range; and a
 * long one of the first colour that opens beyond the last of them and closes beyond the first candle.
 */
export const risingFallingThreeMethods: Pattern = {
  title: 'Rising or falling three methods',
  talib: 'CDLRISEFALL3METHODS',
  warmup: 14,
  signals: [100, -100],
  rule: () => (fifth) => {
    const fourth = fifth.before
    const third = fourth.before
    const second = third.before
    const first = second.before
    const way = first.direction
    const rests = restsIn(first, second) && restsIn(first, third) && restsIn(first, fourth)
    const goesBack = way * third.close < way * second.close && way * fourth.close < way * third.close
    const resumes = fifth.direction === way && way * fifth.open > way * fourth.close && way * fifth.close > way * first.close
    return first.long && rests && goesBack && fifth.long && resumes ? 100 * way : 0
  },
}

function restsIn(first: Candle, candle: Candle): boolean {
  return candle.short && candle.direction === -first.direction && candle.bottom < first.high && candle.top > first.low
}
