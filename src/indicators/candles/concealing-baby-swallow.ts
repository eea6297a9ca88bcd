import type { Pattern } from './pattern.ts'

/** Four black candles: two without shadows, one that opens below a gap but reaches back up into it, and one that swallows that whole. */
export const concealingBabySwallow: Pattern = {
  title: 'Concealing baby swallow',
  talib: 'CDLCONCEALBABYSWALL',
  warmup: 13,
  signals: [100],
  rule: () => (fourth) => {
    const third = fourth.before
    const second = third.before
    const first = second.before
    const black = first.black && second.black && third.black && fourth.black
    const bare = first.noLower && first.noUpper && second.noLower && second.noUpper
    const reaches = third.gaps(-1, second) && third.hasUpper && third.high > second.close
    return black && bare && reaches && fourth.high > third.high && fourth.low < third.low ? 100 : 0
  },
}
