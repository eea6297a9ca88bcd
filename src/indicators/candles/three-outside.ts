import type { Pattern } from './pattern.ts'

/** A body that engulfs the one before it, of the other colour, and a candle that closes further still. */
export const threeOutside: Pattern = {
  title: 'Three outside up or down',
  talib: 'CDL3OUTSIDE',
  warmup: 3,
  signals: [100, -100],
  rule: () => (third) => {
    const second = third.before
    const first = second.before
    const way = second.direction
    const engulfs = first.direction === -way && way * second.close > way * first.open && way * second.open < way * first.close
    return engulfs && way * third.close > way * second.close ? 100 * way : 0
  },
}
