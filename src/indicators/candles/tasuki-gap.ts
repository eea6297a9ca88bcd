import type { Pattern } from './pattern.ts'

/** A candle beyond a gap in its own direction, and one of the other colour and of like size, from within its body into the gap. */
export const tasukiGap: Pattern = {
  title: 'Tasuki gap',
  talib: 'CDLTASUKIGAP',
  warmup: 7,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const way = second.direction
    const opens = way * third.open < way * second.close && way * third.open > way * second.open
    const closesInGap = way * third.close < way * second.open && way * third.close > way * first.end(way)
    const alike = Math.abs(second.body - third.body) < second.near
    return second.gaps(way, first) && third.direction === -way && opens && closesInGap && alike ? 100 * way : 0
  },
}
