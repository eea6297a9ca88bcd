import type { Pattern } from './pattern.ts'

/** Three doji, the second beyond a gap and the third back again. The first one's measure holds for all of them. */
export const tristar: Pattern = {
  title: 'Tristar',
  talib: 'CDLTRISTAR',
  warmup: 12,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    if (!first.doji || second.body > first.sliver || third.body > first.sliver) return 0
    if (second.gaps(1, first) && third.top < second.top) return -100
    return second.gaps(-1, first) && third.bottom > second.bottom ? 100 : 0
  },
}
