import type { Candle, Direction } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** A long candle, a gap in its direction, two that go on, and one of the other colour that closes within the gap. */
export const breakaway: Pattern = {
  title: 'Breakaway',
  talib: 'CDLBREAKAWAY',
  warmup: 14,
  signals: [100, -100],
  rule: () => (fifth) => {
    const fourth = fifth.before
    const third = fourth.before
    const second = third.before
    const first = second.before
    const way = first.direction
    const colours = second.direction === way && fourth.direction === way && fifth.direction === -way
    const goesOn = isBeyond(third, second, way) && isBeyond(fourth, third, way)
    const closesInGap = way * fifth.close < way * second.open && way * fifth.close > way * first.close
    return first.long && colours && second.gaps(way, first) && goesOn && closesInGap ? -100 * way : 0
  },
}

function isBeyond(candle: Candle, other: Candle, way: Direction): boolean {
  return way * candle.high > way * other.high && way * candle.low > way * other.low
}
