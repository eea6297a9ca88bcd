import type { Pattern } from './pattern.ts'

/** A doji beyond a gap after a long candle. */
export const dojiStar: Pattern = {
  title: 'Doji star',
  talib: 'CDLDOJISTAR',
  warmup: 11,
  signals: [100, -100],
  rule: () => (second) => {
    const first = second.before
    return first.long && second.doji && second.gaps(first.direction, first) ? -100 * first.direction : 0
  },
}
