import type { Pattern } from './pattern.ts'
import { turnsAtStar } from './star.ts'

/** A long black candle, a small one below a gap, and a white one that closes deep in the first body. */
export const morningStar: Pattern = {
  title: 'Morning star',
  talib: 'CDLMORNINGSTAR',
  warmup: 12,
  signals: [100],
  defaults: { penetration: 0.3 },
  rule:
    ({ penetration }) =>
    (third) =>
      !third.before.long && turnsAtStar(third, 1, penetration) ? 100 : 0,
}
