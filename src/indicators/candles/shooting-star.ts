import type { Pattern } from './pattern.ts'

/** A short body above a gap, with a long upper shadow and no lower. */
export const shootingStar: Pattern = {
  title: 'Shooting star',
  talib: 'CDLSHOOTINGSTAR',
  warmup: 11,
  signals: [-100],
  rule: () => (second) => (second.short && second.longUpper && second.noLower && second.gaps(1, second.before) ? -100 : 0),
}
