import type { Pattern } from './pattern.ts'
import { turnsAtStar } from './star.ts'

/** A long white candle, a small one above a gap, and a black one that closes deep in the first body. */
export const eveningStar: Pattern = {
  title: 'Evening star',
  talib: 'CDLEVENINGSTAR',
  warmup: 12,
  signals: [-100],
  defaults: { penetration: 0.3 },
  rule:
    ({ penetration }) =>
    (third) =>
      !third.before.long && turnsAtStar(third, -1, penetration) ? -100 : 0,
}
