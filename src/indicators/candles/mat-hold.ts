import type { Candle } from './candle.ts'
import type { Pattern } from './pattern.ts'

/**
 * A long white candle; three short ones, the first black and above a gap, that fall back into its body but not deep; and a
 * white one that opens above the last of them and closes above their highs.
 */
export const matHold: Pattern = {
  title: 'Mat hold',
  talib: 'CDLMATHOLD',
  warmup: 14,
  signals: [100],
  defaults: { penetration: 0.5 },
  rule:
    ({ penetration }) =>
    (fifth) => {
      const fourth = fifth.before
      const third = fourth.before
      const second = third.before
      const first = second.before
      const floor = first.close - first.body * penetration
      const short = second.short && third.short && fourth.short
      const starts = first.white && first.long && second.black && second.gaps(1, first)
      const falls = third.top < second.open && fourth.top < third.top
      const holds = third.bottom < first.close && fourth.bottom < first.close && third.bottom > floor && fourth.bottom > floor
      return short && starts && falls && holds && resumes(fifth) ? 100 : 0
    },
}

function resumes(fifth: Candle): boolean {
  const fourth = fifth.before
  const third = fourth.before
  const second = third.before
  const above = fifth.close > second.high && fifth.close > third.high && fifth.close > fourth.high
  return fifth.white && fifth.open > fourth.close && above
}
