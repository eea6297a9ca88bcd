import type { Pattern } from './pattern.ts'

/** Three white candles that rise, two of them long and the second without an upper shadow; the third is short and on its shoulder. */
export const stalled: Pattern = {
  title: 'Stalled pattern',
  talib: 'CDLSTALLEDPATTERN',
  warmup: 12,
  signals: [-100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const white = first.white && second.white && third.white && third.close > second.close && second.close > first.close
    const opens = second.open > first.open && second.open <= first.close + first.near
    const long = first.long && second.long && second.noUpper
    return white && opens && long && third.short && third.open >= second.close - third.body - second.near ? -100 : 0
  },
}
