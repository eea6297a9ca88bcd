import { holdSignal } from './hold.ts'
import type { Pattern } from './pattern.ts'

/** A body that holds the one before it, of the other colour. */
export const engulfing: Pattern = {
  title: 'Engulfing',
  talib: 'CDLENGULFING',
  warmup: 2,
  signals: [100, 80, -80, -100],
  defaults: { touching: 'none' },
  rule:
    ({ touching }) =>
    (second) => {
      const first = second.before
      const larger = second.top > first.top || second.bottom < first.bottom
      return larger && first.direction !== second.direction ? holdSignal(second, first, second.direction, touching) : 0
    },
}
