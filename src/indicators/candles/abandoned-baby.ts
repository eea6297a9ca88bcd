import type { Pattern } from './pattern.ts'

/** A long candle, a doji that stands clear of both neighbours, shadows too, and one of the other colour deep into the first body. */
export const abandonedBaby: Pattern = {
  title: 'Abandoned baby',
  talib: 'CDLABANDONEDBABY',
  warmup: 12,
  signals: [100, -100],
  defaults: { penetration: 0.3 },
  rule:
    ({ penetration }) =>
    (third) => {
      const second = third.before
      const first = second.before
      const turn = third.direction
      const sizes = first.long && second.doji && third.long && first.direction === -turn
      const alone = second.clears(first.direction, first) && third.clears(turn, second)
      return sizes && alone && turn * third.close > turn * first.close + first.body * penetration ? 100 * turn : 0
    },
}
