import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/**
 * Three white candles without upper shadows, each opening within or near the body before it and closing higher; none far
 * smaller than the one before it, the last not short.
 */
export const threeWhiteSoldiers: Pattern = {
  title: 'Three advancing white soldiers',
  talib: 'CDL3WHITESOLDIERS',
  warmup: 12,
  signals: [100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    return isSoldier(first) && isSoldier(second) && isSoldier(third) && follows(second, first) && follows(third, second) && third.long
      ? 100
      : 0
  },
}

function isSoldier(candle: Candle): boolean {
  return candle.white && candle.noUpper
}

function follows(candle: Candle, other: Candle): boolean {
  const opens = candle.open > other.open && candle.open <= other.close + other.near
  return opens && candle.close > other.close && candle.body > other.body - other.far
}
