import type { Pattern } from './pattern.ts'

/** A long white candle, a small black one above a gap, and a black one that engulfs it but closes above the first. */
export const upsideGapTwoCrows: Pattern = {
  title: 'Upside gap two crows',
  talib: 'CDLUPSIDEGAP2CROWS',
  warmup: 12,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const risen = first.white && first.long && second.black && !second.long && second.gaps(1, first)
    const engulfs = third.black && third.open > second.open && third.close < second.close
    return risen && engulfs && third.close > first.close ? -100 : 0
  },
}
