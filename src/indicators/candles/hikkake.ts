import type { Pattern } from './pattern.ts'
import { confirming, isInside, trapOf } from './trap.ts'

/** An inside bar that is left on one side: a trap for those who follow. 200 when a close beyond its other side confirms it. */
export const hikkake: Pattern = {
  title: 'Hikkake',
  talib: 'CDLHIKKAKE',
  warmup: 5,
  signals: [200, 100, -100, -200],
  rule: () =>
    confirming((third) => {
      const second = third.before
      return isInside(second, second.before) ? trapOf(third) : 0
    }),
}
