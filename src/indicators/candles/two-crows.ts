import type { Pattern } from './pattern.ts'

/** After a long white candle a black one above a gap; then another, from within its body into the first one's. */
export const twoCrows: Pattern = {
  title: 'Two crows',
  talib: 'CDL2CROWS',
  warmup: 12,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const risen = first.white && first.long && second.black && second.gaps(1, first)
    const falls = third.black && third.open < second.open && third.open > second.close
    return risen && falls && third.close > first.open && third.close < first.close ? -100 : 0
  },
}
