import { within } from './candle.ts'
import type { Pattern } from './pattern.ts'

/** Two white candles of like size from like opens, both beyond a gap on the same side of the first. */
export const gapSideBySideWhite: Pattern = {
  title: 'Up or down-gap side-by-side white lines',
  talib: 'CDLGAPSIDESIDEWHITE',
  warmup: 7,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const alike = within(third.body, second.body, second.near) && within(third.open, second.open, second.equal)
    if (!second.white || !third.white || !alike) return 0
    if (second.gaps(1, first) && third.gaps(1, first)) return 100
    return second.gaps(-1, first) && third.gaps(-1, first) ? -100 : 0
  },
}
