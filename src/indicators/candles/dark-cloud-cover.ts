import type { Pattern } from './pattern.ts'

/** A black candle that opens above the high of a long white one and closes deep in its body. */
export const darkCloudCover: Pattern = {
  title: 'Dark cloud cover',
  talib: 'CDLDARKCLOUDCOVER',
  warmup: 11,
  signals: [-100],
  defaults: { penetration: 0.5 },
  rule:
    ({ penetration }) =>
    (second) => {
      const first = second.before
      const colours = first.white && first.long && second.black
      const closesWithin = second.close > first.open && second.close < first.close - first.body * penetration
      return colours && second.open > first.high && closesWithin ? -100 : 0
    },
}
