import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Three black candles without lower shadows after a white one, each opening within the body before it and closing lower. */
export const threeBlackCrows: Pattern = {
  title: 'Three black crows',
  talib: 'CDL3BLACKCROWS',
  warmup: 13,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const white = first.before
    const crows = isCrow(first) && isCrow(second) && isCrow(third)
    const opensWithin = second.open < first.open && second.open > first.close && third.open < second.open && third.open > second.close
    const falls = white.high > first.close && first.close > second.close && second.close > third.close
    return white.white && crows && opensWithin && falls ? -100 : 0
  },
}

function isCrow(candle: Candle): boolean {
  return candle.black && candle.noLower
}
