import type { Pattern } from './pattern.ts'

/** Three black candles with lower opens and closes, a black one with an upper shadow, and a white one that closes above its high. */
export const ladderBottom: Pattern = {
  title: 'Ladder bottom',
  talib: 'CDLLADDERBOTTOM',
  warmup: 14,
  signals: [100],
  rule: () => (fifth) => {
    const fourth = fifth.before
    const third = fourth.before
    const second = third.before
    const first = second.before
    const black = first.black && second.black && third.black && fourth.black
    const steps = first.open > second.open && second.open > third.open && first.close > second.close && second.close > third.close
    const turns = fourth.hasUpper && fifth.white && fifth.open > fourth.open && fifth.close > fourth.high
    return black && steps && turns ? 100 : 0
  },
}
