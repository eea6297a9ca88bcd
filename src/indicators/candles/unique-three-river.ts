import type { Pattern } from './pattern.ts'

/** A long black candle, a black one within its body with a lower low, and a short white one that opens above that low. */
export const uniqueThreeRiver: Pattern = {
  title: 'Unique three river',
  talib: 'CDLUNIQUE3RIVER',
  warmup: 12,
  signals: [100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const falls = first.black && first.long && second.black && second.low < first.low
    const held = second.close > first.close && second.open <= first.open
    return falls && held && third.white && third.short && third.open > second.low ? 100 : 0
  },
}
