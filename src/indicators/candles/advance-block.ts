import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/**
 * Three white candles that rise, each opening within or near the body before it, from a long one without much of an upper
 * shadow; the rise weakens: bodies shrink, or the last have upper shadows.
 */
export const advanceBlock: Pattern = {
  title: 'Advance block',
  talib: 'CDLADVANCEBLOCK',
  warmup: 12,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const white = first.white && second.white && third.white
    const starts = first.long && first.shortUpper
    return white && starts && advances(second, first) && advances(third, second) && weakens(first, second, third) ? -100 : 0
  },
}

function advances(candle: Candle, other: Candle): boolean {
  return candle.close > other.close && candle.open > other.open && candle.open <= other.close + other.near
}

function weakens(first: Candle, second: Candle, third: Candle): boolean {
  if (second.body < first.body - first.far && third.body < second.body + second.near) return true
  if (third.body < second.body - second.far) return true
  if (third.body >= second.body) return false
  const shadows = third.upper > third.usualShadow || second.upper > second.usualShadow
  return third.longUpper || (second.body < first.body && shadows)
}
