import type { Pattern } from './pattern.ts'
import { turnsAtStar } from './star.ts'

/** A long black candle, a doji below a gap, and a white one that closes deep in the first body. */
export const morningDojiStar: Pattern = {
  title: 'Morning doji star',
  talib: 'CDLMORNINGDOJISTAR',
  warmup: 12,
  signals: [100],
  defaults: { penetration: 0.3 },
  rule:
    ({ penetration }) =>
    (third) =>
      third.before.doji && turnsAtStar(third, 1, penetration) ? 100 : 0,
}
