import type { Pattern } from './pattern.ts'
import { turnsAtStar } from './star.ts'

/** A long white candle, a doji above a gap, and a black one that closes deep in the first body. */
export const eveningDojiStar: Pattern = {
  title: 'Evening doji star',
  talib: 'CDLEVENINGDOJISTAR',
  warmup: 12,
  signals: [-100],
  defaults: { penetration: 0.3 },
  rule:
    ({ penetration }) =>
    (third) =>
      third.before.doji && turnsAtStar(third, -1, penetration) ? -100 : 0,
}
