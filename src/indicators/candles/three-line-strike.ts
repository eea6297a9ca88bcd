import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Three candles of one colour, each closing further and opening within or near the body before it; the fourth takes all of it back. */
export const threeLineStrike: Pattern = {
  title: 'Three-line strike',
  talib: 'CDL3LINESTRIKE',
  warmup: 8,
  signals: [100, -100],
  rule: () => (fourth) => {
    const third = fourth.before
    const second = third.before
    const first = second.before
    const way = third.direction
    const oneColour = first.direction === way && second.direction === way && fourth.direction === -way
    const further = way * third.close > way * second.close && way * second.close > way * first.close
    const strikes = way * fourth.open > way * third.close && way * fourth.close < way * first.open
    return oneColour && opensNear(second, first) && opensNear(third, second) && further && strikes ? 100 * way : 0
  },
}

function opensNear(candle: Candle, other: Candle): boolean {
  return candle.open >= other.bottom - other.near && candle.open <= other.top + other.near
}
