import type { Pattern } from './pattern.ts'

/** Two candles of one colour with a gap in their direction, and one of the other from within the second's body into the first's. */
export const gapThreeMethods: Pattern = {
  title: 'Upside or downside gap three methods',
  talib: 'CDLXSIDEGAP3METHODS',
  warmup: 2,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const way = first.direction
    const opens = third.open < second.top && third.open > second.bottom
    const closes = third.close < first.top && third.close > first.bottom
    const gaps = second.direction === way && second.gaps(way, first)
    return gaps && third.direction === -way && opens && closes ? 100 * way : 0
  },
}
