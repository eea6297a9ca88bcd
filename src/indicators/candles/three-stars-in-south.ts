import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Three black candles that shrink: a long body with a long lower shadow, a smaller one that holds its low, a short one within that. */
export const threeStarsInSouth: Pattern = {
  title: 'Three stars in the south',
  talib: 'CDL3STARSINSOUTH',
  warmup: 12,
  signals: [100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const black = first.black && second.black && third.black
    return black && first.long && first.longLower && shrinks(second, first) && isLast(third, second) ? 100 : 0
  },
}

function shrinks(second: Candle, first: Candle): boolean {
  const opens = second.open > first.close && second.open <= first.high
  return second.body < first.body && opens && second.low < first.close && second.low >= first.low && second.hasLower
}

function isLast(third: Candle, second: Candle): boolean {
  return third.short && third.noLower && third.noUpper && third.low > second.low && third.high < second.high
}
