import type { Pattern } from './pattern.ts'
import { confirming, isInside, trapOf } from './trap.ts'

/**
 * Two inside bars, one within the other, left on one side, where the first of them closed near its end on that side.
 * 200 when a close beyond the other side of the second confirms it.
 */
export const modifiedHikkake: Pattern = {
  title: 'Modified hikkake',
  talib: 'CDLHIKKAKEMOD',
  warmup: 10,
  signals: [200, 100, -100, -200],
  rule: () =>
    confirming((fourth) => {
      const third = fourth.before
      const second = third.before
      if (!isInside(second, second.before) || !isInside(third, second)) return 0
      const trap = trapOf(fourth)
      const closedNear = trap > 0 ? second.close <= second.low + second.near : second.close >= second.high - second.near
      return closedNear ? trap : 0
    }),
}
